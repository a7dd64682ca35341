//! What a property is, with the type that its field may have.

use thrive_plan::{Kind, Property, ValueSchema};

use crate::errors::list;

/// What a property is: a string or null (`Option<String>`). `None` is null for a field of the event itself; of a flattened
/// type the field has to say so.
pub(super) fn what(property: &Property, flattened: bool, declare_personal: bool) -> String {
    let value = &property.value;
    let personal = if declare_personal && value.personal { DECLARED } else { "" };
    let or_null = if value.nullable && value.kind != Kind::Any { " or null" } else { "" };
    let null = if flattened { " with `#[track(null)]` where the type is flattened" } else { "" };
    let ty = match (plain_type(value), or_null) {
        (None, _) => String::new(),
        (Some(ty), "") => format!(" (`{ty}`)"),
        (Some(ty), _) => format!(" (`Option<{ty}>`{null})"),
    };
    format!("{}{or_null}{ty}{personal}", kind(value))
}

/// What a property that is personal data needs beside its name, where the plan asks for it.
const DECLARED: &str =
    ", with `#[track(personal)]`, or `#[track(hashed)]` for a keyed hash of it, as it is personal data";

/// The attribute that makes a field this property.
pub(super) fn attribute(name: &str, personal: bool) -> String {
    match personal {
        false => format!("`#[track(property = \"{name}\")]`"),
        true => format!(
            "`#[track(property = \"{name}\", personal)]`, or `hashed` for a keyed hash of it, as it is personal data"
        ),
    }
}

fn kind(value: &ValueSchema) -> String {
    let values: Vec<&str> = value.one_of.iter().map(String::as_str).collect();
    match (values.as_slice(), &value.items) {
        ([], Some(items)) => match items.one_of.as_slice() {
            [] => format!("{}{}", value.kind, of_items(items.kind)),
            values => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                format!("an array of {}, an enum that derives `TrackValue`", list(&values, "and"))
            }
        },
        ([], None) if value.members.is_some() => format!("{}, a struct that derives `TrackFields`", value.kind),
        ([], None) => value.kind.to_string(),
        (values, _) => format!("one of {}, an enum that derives `TrackValue`", list(values, "or")),
    }
}

fn of_items(kind: Kind) -> &'static str {
    match kind {
        Kind::Any => "",
        Kind::String => " of strings",
        Kind::Integer => " of integers",
        Kind::Number => " of numbers",
        Kind::Boolean => " of booleans",
        Kind::DateTime => " of date-times",
        Kind::Date => " of dates",
        Kind::Uuid => " of UUIDs",
        Kind::Array => " of arrays",
        Kind::Object => " of objects, a struct that derives `TrackFields`",
    }
}

fn plain_type(value: &ValueSchema) -> Option<String> {
    if !value.one_of.is_empty() {
        return None;
    }
    let ty = match value.kind {
        Kind::String => "String",
        Kind::Integer => "i64",
        Kind::Number => "f64",
        Kind::Boolean => "bool",
        Kind::DateTime => "std::time::SystemTime",
        Kind::Date => "jiff::civil::Date",
        Kind::Uuid => "uuid::Uuid",
        Kind::Array => {
            let items = value.items.as_deref().filter(|items| !items.nullable).and_then(plain_type)?;
            return Some(format!("Vec<{items}>"));
        }
        Kind::Any | Kind::Object => return None,
    };
    Some(ty.to_owned())
}
