//! What a type puts on the wire, as a constant that the checks of `rule` can look into.

use std::marker::PhantomData;

use super::kind::{Described, Presence};
use super::{TrackFields, TrackValue};
use crate::envelope::Encoder;

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
    /// One of the strings that an enum of this name stands for.
    Choice(&'static str, &'static [Variant]),
    /// A list, and whether its items may be null.
    Array(&'static Shape, bool),
    /// Values by names that only run time knows, and whether they may be null.
    Map(&'static Shape, bool),
    /// The fields of a struct of this name.
    Fields(&'static str, &'static [FieldShape]),
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
            Shape::Choice(..) => "an enum of strings",
            Shape::Array(..) => "an array",
            Shape::Map(..) => "a map",
            Shape::Fields(..) => "an object",
            Shape::Json => "free-form JSON",
        }
    }
}

/// A variant of an enum that stands for strings.
#[derive(Clone, Copy)]
pub struct Variant {
    /// Its name in the program.
    pub ident: &'static str,
    /// The string that goes out.
    pub name: &'static str,
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

/// Asks a type for its shape, also one that has none: an inherent item goes before that of a trait.
///
/// Where `T` is no value, the compiler finds [`NoShape`]'s items. What is wrong with the type is said once: of a property of
/// which the schema says what is inside by the check of that, of another by the call that writes it.
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: TrackValue + ?Sized> Probe<T> {
    /// The type's shape.
    pub const SHAPE: Shape = <T::Kind as Described>::SHAPE;

    /// The type's shape, and whether it may be absent.
    pub const FIELD: (Shape, bool) = (Self::SHAPE, <T::Presence as Presence>::OPTIONAL);

    /// Writes a property, unless it is absent; `key` is `,"name":`.
    #[inline]
    pub fn write(value: &T, key: &'static str, out: &mut Encoder<'_>) {
        if !value.is_absent() {
            out.member(key, value);
        }
    }

    /// Writes a property, as null where it is absent.
    #[inline]
    pub fn write_or_null(value: &T, key: &'static str, out: &mut Encoder<'_>) {
        out.member(key, value);
    }

    /// Writes a property, unless it is absent itself: `None`. What is absent inside, `Some(None)`, is null.
    #[inline]
    pub fn write_if_given(value: &T, key: &'static str, out: &mut Encoder<'_>) {
        if !value.is_left_out() {
            out.member(key, value);
        }
    }
}

impl<T: TrackFields + ?Sized> Probe<T> {
    /// The fields that flattening brings, `Option` or not.
    pub const FLATTENED: Shape = Shape::Fields(T::NAME, T::FIELDS);
}

/// The items of a type that has none itself; see [`Probe`].
pub trait NoShape {
    /// Nothing is known of it.
    const SHAPE: Shape = Shape::Unknown;

    /// Nothing is known of it.
    const FIELD: (Shape, bool) = (Shape::Unknown, false);

    /// Nothing is known of it.
    const FLATTENED: Shape = Shape::Unknown;

    /// Writes nothing: the program does not compile.
    fn write<V: ?Sized>(_: &V, _: &'static str, _: &mut Encoder<'_>) {}

    /// Writes nothing: the program does not compile.
    fn write_or_null<V: ?Sized>(_: &V, _: &'static str, _: &mut Encoder<'_>) {}

    /// Writes nothing: the program does not compile.
    fn write_if_given<V: ?Sized>(_: &V, _: &'static str, _: &mut Encoder<'_>) {}
}

impl<T: ?Sized> NoShape for Probe<T> {}

#[cfg(test)]
mod tests;
