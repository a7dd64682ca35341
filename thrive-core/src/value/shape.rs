//! What a type puts on the wire, as a constant that the checks of `rule` can look into.

use std::marker::PhantomData;

use super::kind::{Described, Presence};
use super::{TrackFields, TrackValue};

/// What a type puts on the wire.
#[derive(Clone, Copy)]
pub enum Shape {
    /// No value at all, or none that is known here. That is reported elsewhere, so every check is silent.
    Unknown,
    /// Any string.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// A moment.
    DateTime,
    /// A day.
    Date,
    /// A UUID.
    Uuid,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A list, and whether its items may be null.
    Array(&'static Shape, bool),
    /// Values by names that only run time knows, and whether they may be null.
    Map(&'static Shape, bool),
    /// Members by these names.
    Fields(&'static [FieldShape]),
    /// Whatever serde makes of it.
    Json,
}

impl Shape {
    /// What it is, as a message says it.
    pub(crate) const fn words(&self) -> &'static str {
        match self {
            Shape::Unknown => "a value",
            Shape::Text => "a string",
            Shape::Integer => "an integer",
            Shape::Number => "a number",
            Shape::Boolean => "a boolean",
            Shape::DateTime => "a date-time",
            Shape::Date => "a date",
            Shape::Uuid => "a UUID",
            Shape::Choice(_) => "an enum of strings",
            Shape::Array(..) => "an array",
            Shape::Map(..) => "a map",
            Shape::Fields(_) => "an object",
            Shape::Json => "free-form JSON",
        }
    }
}

/// What a field puts on the wire.
#[derive(Clone, Copy)]
pub struct FieldShape {
    /// The member's name; empty for a flattened type.
    pub name: &'static str,
    /// The value.
    pub shape: Shape,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether the author said that it may stand beside what a schema lists.
    pub explicit: bool,
    /// What the author said of it as personal data.
    pub personal: Personal,
    /// Whether the fields of `shape` stand here themselves.
    pub flattened: bool,
}

/// What the author of a field said of it as personal data.
#[derive(Clone, Copy)]
pub enum Personal {
    /// Nothing.
    Undeclared,
    /// It is sent as it is, on purpose.
    Declared,
    /// Its keyed hash is sent.
    Hashed,
}

impl FieldShape {
    /// A field that is left out where it is absent; `field` is [`Probe::FIELD`].
    pub const fn new(name: &'static str, field: (Shape, bool)) -> Self {
        FieldShape {
            name,
            shape: field.0,
            optional: field.1,
            nullable: false,
            explicit: false,
            personal: Personal::Undeclared,
            flattened: false,
        }
    }

    /// A field of which the hash is sent.
    pub const fn hashed(name: &'static str, field: (Shape, bool)) -> Self {
        FieldShape { personal: Personal::Hashed, ..Self::new(name, (Shape::Text, field.1)) }
    }

    /// A field that serde writes, which is left out where that is null.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, (Shape::Json, true))
    }

    /// A type whose own fields stand here, if it is there.
    pub const fn flattened(field: (Shape, bool)) -> Self {
        FieldShape { flattened: true, ..Self::new("", field) }
    }

    /// The same field, null where it is absent instead of left out.
    pub const fn or_null(self) -> Self {
        FieldShape { optional: false, nullable: self.optional, ..self }
    }

    /// The same field, which may stand beside what a schema lists.
    pub const fn explicit(self) -> Self {
        FieldShape { explicit: true, ..self }
    }

    /// The same field, sent as it is even if it is personal data.
    pub const fn declared(self) -> Self {
        match self.personal {
            Personal::Undeclared => FieldShape { personal: Personal::Declared, ..self },
            Personal::Declared | Personal::Hashed => self,
        }
    }
}

/// Asks a type for its shape, also one that has none: an inherent constant goes before that of a trait.
///
/// Where `T` is no value, the compiler finds [`NoShape`]'s constants. The call that writes the field says what is wrong
/// with the type, and the checks add nothing to it.
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: TrackValue + ?Sized> Probe<T> {
    /// The type's shape.
    pub const SHAPE: Shape = <T::Kind as Described>::SHAPE;

    /// The type's shape, and whether it may be absent.
    pub const FIELD: (Shape, bool) = (Self::SHAPE, <T::Presence as Presence>::OPTIONAL);
}

impl<T: TrackFields + ?Sized> Probe<T> {
    /// The fields that flattening brings, `Option` or not.
    pub const FLATTENED: Shape = Shape::Fields(T::FIELDS);
}

/// The constants of a type that has none itself; see [`Probe`].
pub trait NoShape {
    /// Nothing is known of it.
    const SHAPE: Shape = Shape::Unknown;

    /// Nothing is known of it.
    const FIELD: (Shape, bool) = (Shape::Unknown, false);

    /// Nothing is known of it.
    const FLATTENED: Shape = Shape::Unknown;
}

impl<T: ?Sized> NoShape for Probe<T> {}

#[cfg(test)]
mod tests;
