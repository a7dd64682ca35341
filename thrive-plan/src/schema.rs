//! The model of an event: what a plan promises about the event object on the wire.

use std::fmt;

/// One event of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSchema {
    /// The event's name on the wire, such as `account_created`.
    pub name: String,
    /// When the event happens.
    pub description: Option<String>,
    /// Which edition of the event this is, from 1. A breaking change raises it.
    pub version: Option<u64>,
    /// Why the event should not be used any more: what to use instead.
    pub deprecated: Option<String>,
    /// The event's own data.
    pub properties: ObjectSchema,
    /// What surrounds the event, `group_id` first of all. An event may go without a context where nothing in it is
    /// required.
    pub context: ObjectSchema,
}

/// The properties of a JSON object, in the order in which they go over the wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectSchema {
    /// Every listed property once, in the order of the file.
    pub properties: Vec<Property>,
    /// Whether no other property is allowed: `"additionalProperties": false`.
    pub closed: bool,
}

impl ObjectSchema {
    /// The property of exactly this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The names of all properties.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|property| property.name.as_str())
    }

    /// The properties without which the service refuses the object.
    pub fn required(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| property.required)
    }

    /// The properties that may be absent.
    pub fn optional(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| !property.required)
    }
}

/// One property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The property's name on the wire.
    pub name: String,
    /// Whether the service refuses the object without it.
    pub required: bool,
    /// What its value may be.
    pub value: ValueSchema,
}

/// What a value may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueSchema {
    /// The kind of value.
    pub kind: Kind,
    /// Whether `null` is a value, too.
    pub nullable: bool,
    /// What the value means.
    pub description: Option<String>,
    /// The only values of a string; empty where any is allowed.
    pub one_of: Vec<String>,
    /// The only value there is, as JSON text. A string's stands in `one_of` as well.
    pub constant: Option<String>,
    /// What every item of an array is, where the schema says it.
    pub items: Option<Box<ValueSchema>>,
    /// The members of an object, where the schema lists them.
    pub members: Option<ObjectSchema>,
    /// What only run time can check.
    pub limits: Limits,
    /// Whether the value is personal data.
    pub personal: bool,
    /// The first of the schema's examples, as JSON text.
    pub example: Option<String>,
}

/// What a schema asks of a value beyond its kind. A type says nothing of it, so it is checked at run time only, by the
/// service or by the collector.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least value of an integer or a number.
    pub minimum: Option<f64>,
    /// The greatest value of an integer or a number.
    pub maximum: Option<f64>,
    /// The least length of a string, in Unicode characters.
    pub min_length: Option<u64>,
    /// The greatest length of a string, in Unicode characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262) that a string must match somewhere.
    pub pattern: Option<String>,
    /// What a string must look like.
    pub format: Option<Format>,
}

/// A format of strings that has no type of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An email address.
    Email,
    /// A URI with its scheme.
    Uri,
}

/// The kind of a value. `Display` says it as an error message does: "a string", "an integer".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any JSON value: the schema names no type.
    #[default]
    Any,
    /// Any string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A string that holds a time as RFC 3339 writes it.
    DateTime,
    /// A string that holds a day as RFC 3339 writes it: `2024-10-20`.
    Date,
    /// A string that holds a UUID.
    Uuid,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Any => "any value",
            Kind::String => "a string",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::Boolean => "a boolean",
            Kind::DateTime => "a date-time",
            Kind::Date => "a date",
            Kind::Uuid => "a UUID",
            Kind::Array => "an array",
            Kind::Object => "an object",
        })
    }
}
