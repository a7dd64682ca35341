//! `#[track(..)]` to typed attributes. Every one keeps where it was typed; what they mean together is for `check`.

pub(crate) mod item;

use proc_macro2::Span;
use syn::{Attribute, LitStr, Path};

use crate::case::Case;
use crate::errors::Errors;
pub(crate) use item::Named;
use item::{Item, Items, Place, items, once};

/// The words that attributes are made of.
pub(crate) mod keyword {
    pub(crate) const CRATE: &str = "crate";
    pub(crate) const CUSTOM: &str = "custom";
    pub(crate) const EVENT: &str = "event";
    pub(crate) const PLAN: &str = "plan";
    pub(crate) const RENAME_ALL: &str = "rename_all";
    pub(crate) const SERDE: &str = "serde";

    pub(crate) const CONTEXT: &str = "context";
    pub(crate) const FLATTEN: &str = "flatten";
    pub(crate) const GROUP_ID: &str = "group_id";
    pub(crate) const HASHED: &str = "hashed";
    pub(crate) const JSON: &str = "json";
    pub(crate) const NULL: &str = "null";
    pub(crate) const PERSONAL: &str = "personal";
    pub(crate) const PROPERTY: &str = "property";
    pub(crate) const SKIP: &str = "skip";
    pub(crate) const TIMESTAMP: &str = "timestamp";
    pub(crate) const USER_ID: &str = "user_id";
}
use keyword::*;

const ON_STRUCTS: &[&str] = &[EVENT, CUSTOM, PLAN, RENAME_ALL, SERDE, CRATE];
const ON_ENUMS: &[&str] = &[CUSTOM, PLAN, RENAME_ALL, SERDE, CRATE];
const ON_VARIANTS: &[&str] = &[EVENT, CUSTOM, RENAME_ALL];
const ON_FIELDS: &[&str] =
    &[PROPERTY, USER_ID, GROUP_ID, TIMESTAMP, CONTEXT, FLATTEN, JSON, NULL, PERSONAL, HASHED, SKIP];
const ON_PLAIN_STRUCTS: &[&str] = &[RENAME_ALL, SERDE, CRATE];
const ON_PLAIN_FIELDS: &[&str] = &[PROPERTY, FLATTEN, JSON, NULL, PERSONAL, HASHED, SKIP];

/// Words of other derives, and what they are here.
const FIELD_HABITS: &[(&str, &str)] = &[
    ("rename", PROPERTY),
    ("name", PROPERTY),
    ("ignore", SKIP),
    ("skip_serializing", SKIP),
    ("time", TIMESTAMP),
    ("hash", HASHED),
    ("nullable", NULL),
];
const TYPE_HABITS: &[(&str, &str)] = &[("name", EVENT), ("rename", EVENT)];

/// What carries an event: a struct, or each variant of an enum.
pub(crate) static STRUCT: Place =
    Place { noun: "struct", keywords: ON_STRUCTS, elsewhere: &[("the field", ON_FIELDS)], habits: TYPE_HABITS };
pub(crate) static ENUM: Place = Place {
    noun: "enum",
    keywords: ON_ENUMS,
    elsewhere: &[("each variant", ON_VARIANTS), ("the field", ON_FIELDS)],
    habits: &[],
};
pub(crate) static VARIANT: Place = Place {
    noun: "variant",
    keywords: ON_VARIANTS,
    elsewhere: &[("the enum", ON_ENUMS), ("the field", ON_FIELDS)],
    habits: TYPE_HABITS,
};
pub(crate) static FIELD: Place =
    Place { noun: "field", keywords: ON_FIELDS, elsewhere: &[("the struct", ON_STRUCTS)], habits: FIELD_HABITS };
/// What `TrackFields` is derived on.
pub(crate) static PLAIN_STRUCT: Place = Place {
    noun: "struct of `TrackFields`",
    keywords: ON_PLAIN_STRUCTS,
    elsewhere: &[("the event that the fields are part of", &[EVENT, CUSTOM, PLAN]), ("the field", ON_PLAIN_FIELDS)],
    habits: &[],
};
pub(crate) static PLAIN_FIELD: Place = Place {
    noun: "field of `TrackFields`",
    keywords: ON_PLAIN_FIELDS,
    elsewhere: &[
        ("a field of the event itself", &[USER_ID, GROUP_ID, TIMESTAMP, CONTEXT]),
        ("the struct", ON_PLAIN_STRUCTS),
    ],
    habits: FIELD_HABITS,
};

/// What a struct, an enum or a variant says.
#[derive(Default)]
pub(crate) struct TypeAttrs {
    pub(crate) event: Option<LitStr>,
    pub(crate) custom: Option<Span>,
    pub(crate) plan: Option<LitStr>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) serde: Option<Span>,
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
    pub(crate) flatten: Option<Span>,
    pub(crate) json: Option<Span>,
    pub(crate) null: Option<Span>,
    pub(crate) personal: Option<Span>,
    pub(crate) hashed: Option<Span>,
    pub(crate) skip: Option<Span>,
    /// Whether an attribute could not be parsed: what it was meant to say is then unknown.
    pub(crate) malformed: bool,
    /// Whether it has a word that nobody knows: the field itself is then not asked what it is.
    pub(crate) unclear: bool,
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
            (FLATTEN, self.flatten),
            (JSON, self.json),
            (NULL, self.null),
            (PERSONAL, self.personal),
            (HASHED, self.hashed),
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

    /// Whether somebody decided that personal data may leave here.
    pub(crate) fn declares_personal(&self) -> bool {
        self.personal.is_some() || self.hashed.is_some()
    }
}

/// Reads what a type or a variant says.
pub(crate) fn of_type(attributes: &[Attribute], place: &Place, errors: &mut Errors) -> TypeAttrs {
    let Items { items, malformed } = items(attributes, errors);
    let mut attrs = TypeAttrs { malformed, ..TypeAttrs::default() };
    for item in items {
        match item.keyword(place, errors) {
            Some(EVENT) => {
                let event = item.text(errors);
                attrs.malformed |= event.is_none();
                once(&mut attrs.event, event, &item, errors);
            }
            Some(CUSTOM) => once(&mut attrs.custom, item.bare(errors), &item, errors),
            Some(PLAN) => {
                let plan = item.text(errors);
                attrs.malformed |= plan.is_none();
                once(&mut attrs.plan, plan, &item, errors);
            }
            Some(RENAME_ALL) => {
                let case = rename_all(&item, errors);
                attrs.malformed |= case.is_none();
                once(&mut attrs.rename_all, case, &item, errors);
            }
            Some(SERDE) => once(&mut attrs.serde, item.bare(errors), &item, errors),
            Some(CRATE) => {
                let krate = item.path(errors);
                once(&mut attrs.krate, krate, &item, errors);
            }
            _ => {}
        }
    }
    attrs
}

/// The rule of `rename_all = ".."`.
pub(crate) fn rename_all(item: &Item, errors: &mut Errors) -> Option<Case> {
    let rule = item.text(errors)?;
    Case::parse(&rule.value()).map_err(|message| errors.at(rule.span(), message)).ok()
}

/// Reads what a field says.
pub(crate) fn of_field(attributes: &[Attribute], place: &Place, errors: &mut Errors) -> FieldAttrs {
    let Items { items, malformed } = items(attributes, errors);
    let mut attrs = FieldAttrs { malformed, unclear: malformed, ..FieldAttrs::default() };
    for item in items {
        if item.is_needless(errors) {
            continue;
        }
        let flag = match item.keyword(place, errors) {
            Some(PROPERTY) => {
                let named = item.named(errors);
                once(&mut attrs.property, named, &item, errors);
                continue;
            }
            Some(CONTEXT) => {
                let named = item.named(errors);
                once(&mut attrs.context, named, &item, errors);
                continue;
            }
            Some(USER_ID) => &mut attrs.user_id,
            Some(GROUP_ID) => &mut attrs.group_id,
            Some(TIMESTAMP) => &mut attrs.timestamp,
            Some(FLATTEN) => &mut attrs.flatten,
            Some(JSON) => &mut attrs.json,
            Some(NULL) => &mut attrs.null,
            Some(PERSONAL) => &mut attrs.personal,
            Some(HASHED) => &mut attrs.hashed,
            Some(SKIP) => &mut attrs.skip,
            _ => {
                attrs.unclear = true;
                continue;
            }
        };
        once(flag, item.bare(errors), &item, errors);
    }
    attrs
}
