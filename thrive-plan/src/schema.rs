//! The model of an event: what a plan promises about the event object on the wire.

use std::fmt;

/// One event of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSchema {
    /// The event's name on the wire, such as `account_created`.
    pub name: String,
    /// When the event happens.
    pub description: Option<String>,
    /// The event's own data. Properties beyond these are allowed.
    pub properties: ObjectSchema,
    /// What surrounds the event, `group_id` first of all. More keys are allowed. An event may go without a context
    /// where nothing in it is required.
    pub context: ObjectSchema,
}

/// The properties of a JSON object, in the order in which they go over the wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectSchema {
    /// Every listed property once, in the order of the file.
    pub properties: Vec<Property>,
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
#[derive(Clone, Debug, PartialEq)]
pub struct ValueSchema {
    /// The kind of value.
    pub kind: Kind,
    /// What the value means.
    pub description: Option<String>,
    /// The only values of a string; empty where any is allowed.
    pub one_of: Vec<String>,
    /// The least value of an integer or a number.
    pub minimum: Option<f64>,
    /// The least length of a string, in Unicode characters.
    pub min_length: Option<u64>,
    /// Whether the value is personal data.
    pub personal: bool,
}

/// The kind of a value. `Display` says it as an error message does: "a string", "an integer".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
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
    /// An array of anything.
    Array,
    /// An object of anything.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::String => "a string",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::Boolean => "a boolean",
            Kind::DateTime => "a date-time",
            Kind::Array => "an array",
            Kind::Object => "an object",
        })
    }
}
