//! Free-form values, as serde writes them.

use serde::Serialize;

use super::Writer;
use crate::error::Fault;

/// What a schema asks of a free-form value.
#[derive(Debug, Clone, Copy)]
pub struct JsonForm {
    /// The kind of value.
    pub kind: JsonKind,
    /// Whether the value must be there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
}

/// The kinds of JSON values that are told apart in a free-form value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// Any value.
    Any,
    /// A list.
    Array,
    /// Members by name.
    Object,
}

impl JsonForm {
    const fn of(kind: JsonKind) -> Self {
        JsonForm { kind, required: false, nullable: false }
    }

    /// Any value, left out where it is null.
    pub const fn any() -> Self {
        Self::of(JsonKind::Any)
    }

    /// An array, left out where it is null.
    pub const fn array() -> Self {
        Self::of(JsonKind::Array)
    }

    /// An object, left out where it is null.
    pub const fn object() -> Self {
        Self::of(JsonKind::Object)
    }

    /// The same, and null is a mistake.
    pub const fn required(self) -> Self {
        JsonForm { required: true, ..self }
    }

    /// The same, and null is sent.
    pub const fn or_null(self) -> Self {
        JsonForm { nullable: true, ..self }
    }
}

impl Writer {
    /// A member that serde writes, unless it is null and that is to be left out.
    pub(super) fn json<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T, form: JsonForm) {
        let before = self.buffer.len();
        self.key(key);
        let start = self.buffer.len();
        if let Err(error) = serde_json::to_writer(&mut self.buffer, value) {
            return self.fail(Fault::NotSerialized(error.to_string()));
        }
        match (self.buffer.get(start), form.kind) {
            (Some(b'n'), _) if form.nullable => {}
            (Some(b'n'), _) if form.required => self.fail(Fault::Null),
            (Some(b'n'), _) => self.buffer.truncate(before),
            (Some(b'['), JsonKind::Array) | (Some(b'{'), JsonKind::Object) | (_, JsonKind::Any) => {}
            (_, JsonKind::Array) => self.fail(Fault::NoArray),
            (_, JsonKind::Object) => self.fail(Fault::NoObject),
        }
    }
}

#[cfg(test)]
mod tests;
