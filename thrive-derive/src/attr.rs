//! `#[track(..)]` to typed attributes. Every one keeps where it was typed; what they mean together is for `check`.

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Meta, Path, Token, ext::IdentExt, token};
use thrive_plan::{did_you_mean, nearest};

use crate::errors::{Errors, list};

/// The attribute's own name.
const TRACK: &str = "track";

mod keyword {
    pub(super) const CRATE: &str = "crate";
    pub(super) const EVENT: &str = "event";

    pub(super) const CONTEXT: &str = "context";
    pub(super) const GROUP_ID: &str = "group_id";
    pub(super) const PROPERTY: &str = "property";
    pub(super) const SKIP: &str = "skip";
    pub(super) const TIMESTAMP: &str = "timestamp";
    pub(super) const USER_ID: &str = "user_id";
}
use keyword::*;

const ON_STRUCTS: &[&str] = &[EVENT, CRATE];
const ON_FIELDS: &[&str] = &[PROPERTY, USER_ID, GROUP_ID, TIMESTAMP, CONTEXT, SKIP];

/// Words of other derives, and what they are here.
const HABITS: &[(&str, &str)] = &[("rename", PROPERTY), ("name", PROPERTY), ("ignore", SKIP), ("time", TIMESTAMP)];

/// What the struct says.
#[derive(Default)]
pub(crate) struct StructAttrs {
    pub(crate) event: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    /// Whether an attribute could not be parsed: what it was meant to say is then unknown.
    pub(crate) malformed: bool,
}

/// What a field says.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) property: Option<Named>,
    pub(crate) user_id: Option<Span>,
    pub(crate) group_id: Option<Span>,
    pub(crate) timestamp: Option<Span>,
    pub(crate) context: Option<Named>,
    pub(crate) skip: Option<Span>,
    /// Whether an attribute could not be parsed: what it was meant to say is then unknown.
    pub(crate) malformed: bool,
    /// Whether it has a word that nobody knows: the field itself is then not asked what it is.
    pub(crate) unclear: bool,
}

/// A keyword that may carry a name: `property`, `property = "account_name"`.
pub(crate) struct Named {
    pub(crate) keyword: Span,
    pub(crate) name: Option<LitStr>,
}

impl FieldAttrs {
    /// The attributes that were given, as the user wrote them.
    pub(crate) fn given(&self) -> Vec<(&'static str, Span)> {
        [
            (PROPERTY, self.property.as_ref().map(|named| named.keyword)),
            (USER_ID, self.user_id),
            (GROUP_ID, self.group_id),
            (TIMESTAMP, self.timestamp),
            (CONTEXT, self.context.as_ref().map(|named| named.keyword)),
            (SKIP, self.skip),
        ]
        .into_iter()
        .filter_map(|(keyword, span)| Some((keyword, span?)))
        .collect()
    }

    /// Whether the field is a part of the envelope, which is then not a property unless it says so.
    pub(crate) fn has_role(&self) -> bool {
        self.user_id.is_some() || self.group_id.is_some() || self.timestamp.is_some() || self.context.is_some()
    }
}

/// Reads the struct's attributes.
pub(crate) fn of_struct(attributes: &[Attribute], errors: &mut Errors) -> StructAttrs {
    let Items { items, malformed } = items(attributes, errors);
    let mut attrs = StructAttrs { malformed, ..StructAttrs::default() };
    for item in items {
        match item.keyword("struct", ON_STRUCTS, "field", ON_FIELDS, errors) {
            Some(EVENT) => {
                let event = item.text(errors);
                attrs.malformed |= event.is_none();
                once(&mut attrs.event, event, &item, errors);
            }
            Some(CRATE) => {
                let krate = item.path(errors);
                once(&mut attrs.krate, krate, &item, errors);
            }
            _ => {}
        }
    }
    attrs
}

/// Reads a field's attributes.
pub(crate) fn of_field(attributes: &[Attribute], errors: &mut Errors) -> FieldAttrs {
    let Items { items, malformed } = items(attributes, errors);
    let mut attrs = FieldAttrs { malformed, unclear: malformed, ..FieldAttrs::default() };
    for item in items {
        match item.keyword("field", ON_FIELDS, "struct", ON_STRUCTS, errors) {
            Some(PROPERTY) => {
                let named = item.named(errors);
                once(&mut attrs.property, named, &item, errors);
            }
            Some(CONTEXT) => {
                let named = item.named(errors);
                once(&mut attrs.context, named, &item, errors);
            }
            Some(USER_ID) => once(&mut attrs.user_id, item.bare(errors), &item, errors),
            Some(GROUP_ID) => once(&mut attrs.group_id, item.bare(errors), &item, errors),
            Some(TIMESTAMP) => once(&mut attrs.timestamp, item.bare(errors), &item, errors),
            Some(SKIP) => once(&mut attrs.skip, item.bare(errors), &item, errors),
            _ => attrs.unclear = true,
        }
    }
    attrs
}

fn once<T>(slot: &mut Option<T>, value: Option<T>, item: &Item, errors: &mut Errors) {
    if slot.is_some() {
        errors.at(item.keyword.span(), format!("`{}` is given twice: one of the two is enough", item.keyword));
    } else {
        *slot = value;
    }
}

/// The items of all `#[track(..)]` on one thing, up to the first that is no item.
struct Items {
    items: Vec<Item>,
    malformed: bool,
}

fn items(attributes: &[Attribute], errors: &mut Errors) -> Items {
    let mut found = Items { items: Vec::new(), malformed: false };
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(TRACK)) {
        let parsed = match &attribute.meta {
            Meta::List(list) => list.parse_args_with(Punctuated::<Item, Token![,]>::parse_terminated),
            other => Err(syn::Error::new_spanned(other, "expected a list: `#[track(..)]`")),
        };
        match parsed {
            Ok(items) => found.items.extend(items),
            Err(error) => {
                found.malformed = true;
                errors.syn(error);
            }
        }
    }
    found
}

/// `keyword` or `keyword = value`.
struct Item {
    keyword: Ident,
    value: Option<Value>,
}

enum Value {
    Literal(Lit),
    Path(Path),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) {
            return Err(input.error("a name needs its keyword: write `property = \"..\"`"));
        }
        let keyword = Ident::parse_any(input)?;
        if input.peek(token::Paren) {
            return Err(input.error(format!("a value follows an equals sign: write `{keyword} = \"..\"`")));
        }
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(if input.peek(Lit) {
                Value::Literal(input.parse()?)
            } else if input.peek(syn::Ident::peek_any) || input.peek(Token![::]) {
                Value::Path(input.call(Path::parse_mod_style)?)
            } else {
                return Err(input.error(format!("expected a value: `{keyword} = \"..\"`")));
            })
        } else {
            None
        };
        Ok(Item { keyword, value })
    }
}

impl Item {
    /// Which keyword this is. One that is unknown is reported, and taken for the one that it looks like, so that the
    /// same slip is not reported again as something missing.
    fn keyword(
        &self,
        here: &str,
        known_here: &[&'static str],
        there: &str,
        known_there: &[&str],
        errors: &mut Errors,
    ) -> Option<&'static str> {
        let word = self.keyword.to_string();
        if let Some(known) = known_here.iter().find(|known| **known == word) {
            return Some(known);
        }
        if known_there.contains(&word.as_str()) {
            errors.at(self.keyword.span(), format!("`{word}` belongs on the {there}, not on the {here}"));
            return None;
        }
        let habit = HABITS.iter().find(|(habit, known)| *habit == word && known_here.contains(known));
        let (meant, advice) = match habit {
            Some((_, known)) => (Some(*known), Some(format!("did you mean `{known}`?"))),
            None => {
                let candidates = || known_here.iter().copied();
                (nearest(&word, candidates()).first().copied(), did_you_mean(&word, candidates()))
            }
        };
        let advice = advice.unwrap_or_else(|| format!("a {here} takes {}", list(known_here, "and")));
        errors.at(self.keyword.span(), format!("unknown attribute `{word}`; {advice}"));
        meant
    }

    /// A keyword that takes no value.
    fn bare(&self, errors: &mut Errors) -> Option<Span> {
        if let Some(value) = &self.value {
            errors.at(value.span(), format!("`{}` takes no value", self.keyword));
        }
        Some(self.keyword.span())
    }

    /// A keyword that may carry a name.
    fn named(&self, errors: &mut Errors) -> Option<Named> {
        let name = if self.value.is_some() { self.text(errors) } else { None };
        Some(Named { keyword: self.keyword.span(), name })
    }

    /// The text of `keyword = "text"`, which is not empty.
    fn text(&self, errors: &mut Errors) -> Option<LitStr> {
        let keyword = &self.keyword;
        match &self.value {
            Some(Value::Literal(Lit::Str(text))) if text.value().is_empty() => {
                errors.at(text.span(), format!("`{keyword}` has an empty name"));
                None
            }
            Some(Value::Literal(Lit::Str(text))) => Some(text.clone()),
            Some(value) => {
                errors.at(value.span(), format!("expected a string: `{keyword} = \"..\"`"));
                None
            }
            None => {
                errors.at(keyword.span(), format!("expected a value: `{keyword} = \"..\"`"));
                None
            }
        }
    }

    /// The path of `keyword = path`, in quotes or without.
    fn path(&self, errors: &mut Errors) -> Option<Path> {
        match &self.value {
            Some(Value::Path(path)) => Some(path.clone()),
            Some(Value::Literal(Lit::Str(text))) => {
                text.parse_with(Path::parse_mod_style).map_err(|error| errors.syn(error)).ok()
            }
            _ => {
                errors.at(self.keyword.span(), format!("expected a path: `{} = path::to::thrive_core`", self.keyword));
                None
            }
        }
    }
}

impl Value {
    fn span(&self) -> Span {
        match self {
            Value::Literal(literal) => literal.span(),
            Value::Path(path) => syn::spanned::Spanned::span(path),
        }
    }
}
