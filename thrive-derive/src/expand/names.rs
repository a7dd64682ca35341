//! The identifiers that carry the event's and the properties' names into the compiler's messages.

use std::borrow::Cow;

use proc_macro2::{Ident, Span};
use syn::Generics;

use crate::check::{Checked, Event};
use crate::tokens::Tokens;

pub(super) struct Names {
    /// Sorted by name.
    of: Vec<(String, Ident)>,
}

impl Names {
    pub(super) fn of(checked: &Checked) -> Self {
        let types = checked.places().map(|place| &place.ty);
        let events = checked.events().map(|event| event.name.as_str());
        let properties = checked.events().flat_map(Event::written).map(|written| written.name.as_str());
        Names::new(&checked.ident, &checked.generics, types, properties.chain(events))
    }

    /// A name must not hide one that the type itself uses: a property `uuid` beside a field of type `uuid::Uuid`.
    pub(super) fn new<'a>(
        ident: &Ident,
        generics: &Generics,
        types: impl Iterator<Item = &'a Tokens>,
        names: impl Iterator<Item = &'a str>,
    ) -> Self {
        let own = [Tokens::of(ident), Tokens::of(&generics.params), Tokens::of(&generics.where_clause)];
        let mut written: Vec<&Tokens> = types.collect();
        written.extend(&own);
        let mut of: Vec<(String, Ident)> = Vec::new();
        for name in names {
            if !of.iter().any(|(known, _)| known == name) {
                let is_used = |word: &str| {
                    written.iter().any(|tokens| tokens.mention(word)) || of.iter().any(|(_, known)| known == word)
                };
                let identifier = identifier(name, is_used);
                of.push((name.to_owned(), identifier));
            }
        }
        of.sort_by(|(one, _), (other, _)| one.cmp(other));
        Names { of }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Ident> {
        self.of.iter().map(|(_, identifier)| identifier)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Ident> {
        self.of.iter().find(|(known, _)| known == name).map(|(_, identifier)| identifier)
    }
}

/// A name as an identifier: what none may hold becomes `_`.
pub(super) fn identifier(name: &str, is_used: impl Fn(&str) -> bool) -> Ident {
    let mut word: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        word.insert(0, '_');
    }
    loop {
        // The five are no identifiers even in raw form.
        let reserved = matches!(word.as_str(), "_" | "self" | "Self" | "super" | "crate");
        if !reserved {
            // No keyword is longer than `continue`, and to ask syn takes its time.
            let keyword = word.len() <= "continue".len() && syn::parse_str::<Ident>(&word).is_err();
            let (written, new) = if keyword {
                (Cow::Owned(format!("r#{word}")), Ident::new_raw as fn(&str, Span) -> Ident)
            } else {
                (Cow::Borrowed(word.as_str()), Ident::new as _)
            };
            if !is_used(&written) {
                return new(&word, Span::call_site());
            }
        }
        word.push('_');
    }
}
