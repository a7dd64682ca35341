//! A property as somebody reads it who wants to know what is sent.

use crate::value::shape::{FieldShape, Personal, Shape};

/// A property of an event.
#[derive(Clone, Copy)]
pub struct PropertyInfo {
    field: &'static FieldShape,
    optional: bool,
}

/// The fields, and those of flattened types among them.
pub(super) fn flat(fields: &'static [FieldShape]) -> Vec<PropertyInfo> {
    let mut properties = Vec::new();
    collect(fields, false, &mut properties);
    properties
}

fn collect(fields: &'static [FieldShape], optional: bool, properties: &mut Vec<PropertyInfo>) {
    for field in fields {
        let optional = optional || field.optional;
        match field.shape {
            Shape::Fields(_, inner) if field.flattened => collect(inner, optional, properties),
            _ if field.flattened => {}
            _ => properties.push(PropertyInfo { field, optional }),
        }
    }
}

impl PropertyInfo {
    /// The property's name on the wire.
    pub fn name(&self) -> &'static str {
        self.field.name
    }

    /// What its value is, in words: "a string", "one of `free` or `pro`", "an array of integers".
    pub fn kind(&self) -> String {
        match self.field.shape {
            Shape::Choice(_, variants) => match variants {
                [] => "no value at all".to_owned(),
                [only] => format!("always `{}`", only.name),
                [first @ .., last] => {
                    let first: Vec<&str> = first.iter().map(|variant| variant.name).collect();
                    format!("one of `{}` or `{}`", first.join("`, `"), last.name)
                }
            },
            Shape::Array(items, _) => match several(items) {
                "" => "an array".to_owned(),
                items => format!("an array of {items}"),
            },
            shape => shape.words().to_owned(),
        }
    }

    /// Whether the type always sends it.
    pub fn is_required(&self) -> bool {
        !self.optional
    }

    /// Whether it may be null.
    pub fn is_nullable(&self) -> bool {
        self.field.nullable
    }

    /// Whether its author declared it as personal data, hashed or not.
    pub fn is_personal(&self) -> bool {
        !matches!(self.field.personal, Personal::Undeclared)
    }

    /// Whether a keyed hash of it is sent, and not the value.
    pub fn is_hashed(&self) -> bool {
        matches!(self.field.personal, Personal::Hashed)
    }

    /// The members of an object, or of the objects in an array, where a struct says them; otherwise none.
    pub fn members(&self) -> Vec<PropertyInfo> {
        match innermost(&self.field.shape) {
            Shape::Fields(_, fields) => flat(fields),
            _ => Vec::new(),
        }
    }

    pub(super) fn shape(&self) -> &'static Shape {
        &self.field.shape
    }
}

impl std::fmt::Debug for PropertyInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PropertyInfo")
            .field("name", &self.name())
            .field("kind", &self.kind())
            .field("required", &self.is_required())
            .field("personal", &self.is_personal())
            .field("hashed", &self.is_hashed())
            .finish()
    }
}

fn innermost(shape: &'static Shape) -> &'static Shape {
    match shape {
        Shape::Array(items, _) => innermost(items),
        other => other,
    }
}

fn several(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Choice(..) => "strings",
        Shape::Integer => "integers",
        Shape::Number => "numbers",
        Shape::Boolean => "booleans",
        Shape::DateTime => "date-times",
        Shape::Date => "dates",
        Shape::Uuid => "UUIDs",
        Shape::Array(..) => "arrays",
        Shape::Map(..) | Shape::Fields(..) => "objects",
        Shape::Unknown | Shape::Json => "",
    }
}
