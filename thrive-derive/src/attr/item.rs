//! One item of `#[track(..)]`: a keyword, and perhaps a value. What the keywords mean is for `attr`.

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Meta, Path, Token, ext::IdentExt, token};
use thrive_plan::{did_you_mean, nearest};

use crate::errors::{Errors, list};

/// The attribute's own name.
const TRACK: &str = "track";

/// Words of serde for fields, and why nobody has to say them.
const NEEDLESS: &[(&str, &str)] = &[
    ("skip_serializing_if", "an `Option` that is `None` is left out by itself, or null where the plan asks for null"),
    ("skip_deserializing", "nothing is read"),
    ("default", "nothing is read"),
];

/// What may stand at one place, and what belongs elsewhere.
pub(crate) struct Place {
    /// What this is: "struct", "field".
    pub(crate) noun: &'static str,
    pub(crate) keywords: &'static [&'static str],
    /// Other places and their keywords.
    pub(crate) elsewhere: &'static [(&'static str, &'static [&'static str])],
    /// Words of other derives, and what they are here.
    pub(crate) habits: &'static [(&'static str, &'static str)],
}

/// The items of all `#[track(..)]` on one thing, up to the first that is no item.
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    pub(crate) malformed: bool,
}

pub(crate) fn items(attributes: &[Attribute], errors: &mut Errors) -> Items {
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

/// Keeps the first value of a keyword; a second is a mistake.
pub(crate) fn once<T>(slot: &mut Option<T>, value: Option<T>, item: &Item, errors: &mut Errors) {
    if slot.is_some() {
        errors.at(item.keyword.span(), format!("`{}` is given twice: one of the two is enough", item.keyword));
    } else {
        *slot = value;
    }
}

/// `keyword` or `keyword = value`.
pub(crate) struct Item {
    keyword: Ident,
    value: Option<Value>,
}

enum Value {
    Literal(Lit),
    Path(Path),
}

/// A keyword that may carry a name: `property`, `property = "account_name"`.
pub(crate) struct Named {
    pub(crate) keyword: Span,
    pub(crate) name: Option<LitStr>,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let keyword = match input.call(Ident::parse_any) {
            Ok(keyword) => keyword,
            Err(_) if input.peek(Lit) => {
                return Err(input.error("a name needs its keyword: write `property = \"..\"`"));
            }
            Err(other) => return Err(other),
        };
        if input.is_empty() || input.peek(Token![,]) {
            return Ok(Item { keyword, value: None });
        }
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
    /// Whether it is a word of another derive that says what is so here by itself. It is reported, and means nothing.
    pub(crate) fn is_needless(&self, errors: &mut Errors) -> bool {
        let needless = NEEDLESS.iter().find(|(word, _)| self.keyword == word);
        if let Some((word, why)) = needless {
            errors.at(self.keyword.span(), format!("`{word}` is not needed here: {why}; remove it"));
        }
        needless.is_some()
    }

    /// Which keyword this is. One that is unknown is reported, and taken for the one that it looks like, so that the
    /// same slip is not reported again as something missing.
    pub(crate) fn keyword(&self, place: &Place, errors: &mut Errors) -> Option<&'static str> {
        let Place { noun, keywords, elsewhere, habits } = place;
        let word = self.keyword.to_string();
        if let Some(known) = keywords.iter().find(|known| **known == word) {
            return Some(known);
        }
        if let Some((there, _)) = elsewhere.iter().find(|(_, known)| known.contains(&word.as_str())) {
            errors.at(self.keyword.span(), format!("`{word}` belongs on {there}, not on the {noun}"));
            return None;
        }
        let habit = habits.iter().find(|(habit, known)| *habit == word && keywords.contains(known));
        let (meant, advice) = match habit {
            Some((_, known)) => (Some(*known), Some(format!("did you mean `{known}`?"))),
            None => {
                let candidates = || keywords.iter().copied();
                (nearest(&word, candidates()).first().copied(), did_you_mean(&word, candidates()))
            }
        };
        let advice = advice.unwrap_or_else(|| format!("a {noun} takes {}", list(keywords, "and")));
        errors.at(self.keyword.span(), format!("unknown attribute `{word}`; {advice}"));
        meant
    }

    /// A keyword that takes no value.
    pub(crate) fn bare(&self, errors: &mut Errors) -> Option<Span> {
        if let Some(value) = &self.value {
            errors.at(value.span(), format!("`{}` takes no value", self.keyword));
        }
        Some(self.keyword.span())
    }

    /// A keyword that may carry a name.
    pub(crate) fn named(&self, errors: &mut Errors) -> Option<Named> {
        let name = if self.value.is_some() { self.text(errors) } else { None };
        Some(Named { keyword: self.keyword.span(), name })
    }

    /// The text of `keyword = "text"`, which is not empty.
    pub(crate) fn text(&self, errors: &mut Errors) -> Option<LitStr> {
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
    pub(crate) fn path(&self, errors: &mut Errors) -> Option<Path> {
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
