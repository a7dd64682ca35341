//! The identifiers that carry the event's and the properties' names into the compiler's messages.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Generics;

use crate::check::{Checked, Event};
use crate::tokens::collect_identifiers;

pub(super) struct Names {
    of: BTreeMap<String, Ident>,
}

impl Names {
    pub(super) fn of(checked: &Checked) -> Self {
        let types = checked.places().map(|place| place.ty.clone());
        let events = checked.events().map(|event| event.name.as_str());
        let properties = checked.events().flat_map(Event::written).map(|written| written.name.as_str());
        Names::new(&checked.ident, &checked.generics, types, properties.chain(events))
    }

    /// A name must not hide one that the type itself uses: a property `uuid` beside a field of type `uuid::Uuid`.
    pub(super) fn new<'a>(
        ident: &Ident,
        generics: &Generics,
        types: impl Iterator<Item = TokenStream>,
        names: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut used = BTreeSet::new();
        collect_identifiers(generics.params.to_token_stream(), &mut used);
        collect_identifiers(generics.where_clause.to_token_stream(), &mut used);
        collect_identifiers(ident.to_token_stream(), &mut used);
        types.for_each(|ty| collect_identifiers(ty, &mut used));
        let mut of = BTreeMap::new();
        for name in names {
            if !of.contains_key(name) {
                let identifier = identifier(name, &used);
                used.insert(identifier.to_string());
                of.insert(name.to_owned(), identifier);
            }
        }
        Names { of }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Ident> {
        self.of.values()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Ident> {
        self.of.get(name)
    }
}

/// A name as an identifier: what none may hold becomes `_`.
pub(super) fn identifier(name: &str, used: &BTreeSet<String>) -> Ident {
    let mut word: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        word.insert(0, '_');
    }
    loop {
        // The five are no identifiers even in raw form.
        let reserved = matches!(word.as_str(), "_" | "self" | "Self" | "super" | "crate");
        let identifier = (!reserved)
            .then(|| syn::parse_str(&word).unwrap_or_else(|_| Ident::new_raw(&word, Span::call_site())))
            .filter(|identifier: &Ident| !used.contains(&identifier.to_string()));
        match identifier {
            Some(identifier) => return identifier,
            None => word.push('_'),
        }
    }
}
