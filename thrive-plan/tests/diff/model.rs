//! Small plans, and what is said of their changes.

use std::slice;

use thrive_plan::{EventSchema, Kind, ObjectSchema, Property, ValueSchema, diff};

pub(crate) fn event<const COUNT: usize>(name: &str, properties: [Property; COUNT]) -> EventSchema {
    EventSchema {
        name: name.to_owned(),
        description: None,
        version: None,
        deprecated: None,
        properties: ObjectSchema { properties: properties.into(), closed: false },
        context: ObjectSchema::default(),
    }
}

pub(crate) fn required(name: &str, value: ValueSchema) -> Property {
    Property { name: name.to_owned(), required: true, value }
}

pub(crate) fn optional(name: &str, value: ValueSchema) -> Property {
    Property { name: name.to_owned(), required: false, value }
}

pub(crate) fn of(kind: Kind) -> ValueSchema {
    ValueSchema { kind, ..ValueSchema::default() }
}

pub(crate) fn string() -> ValueSchema {
    of(Kind::String)
}

pub(crate) fn integer() -> ValueSchema {
    of(Kind::Integer)
}

pub(crate) fn object() -> ValueSchema {
    of(Kind::Object)
}

pub(crate) fn described(text: &str, value: ValueSchema) -> ValueSchema {
    ValueSchema { description: Some(text.to_owned()), ..value }
}

/// Every change as its rank and its sentence.
pub(crate) fn said(old: &[EventSchema], new: &[EventSchema]) -> Vec<String> {
    diff(old, new).iter().map(|change| format!("{}: {change}", change.rank())).collect()
}

pub(crate) fn event_said(old: &EventSchema, new: &EventSchema) -> Vec<String> {
    said(slice::from_ref(old), slice::from_ref(new))
}

/// The changes of event `e` when it has the other properties.
pub(crate) fn said_of<const OLD: usize, const NEW: usize>(old: [Property; OLD], new: [Property; NEW]) -> Vec<String> {
    event_said(&event("e", old), &event("e", new))
}

/// What changes when property `p` of event `e` is the other value, without the words for the place.
pub(crate) fn value_said(old: &ValueSchema, new: &ValueSchema) -> Vec<String> {
    let said = said_of([optional("p", old.clone())], [optional("p", new.clone())]);
    said.iter().map(|change| change.replace("`properties.p` of event `e` ", "")).collect()
}
