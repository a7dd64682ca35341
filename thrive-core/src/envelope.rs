//! The bytes of one event object. No clock of its own, no I/O.
//!
//! ```text
//! {"event_name":"account_created","properties":{…},"user_id":"…","timestamp":"…","context":{"group_id":"…"}}
//! ```
//!
//! The derive emits the calls in this order. Each member of `properties` and `context` is written with a comma in front,
//! so that keys and their punctuation are constants; the first comma of each object becomes its brace.

mod escape;
mod extras;
mod hashed;
mod json;
mod text;
mod timestamp;

use std::sync::Arc;
use std::time::SystemTime;

use serde::Serialize;

#[cfg(test)]
use crate::error::Fault;
use crate::error::TrackError;
use crate::event::AnyEvent;
use crate::value::kind::IsId;
use crate::value::{IdValue, TimestampValue, TrackValue, encode_id};

pub(crate) use extras::Extras;
pub(crate) use hashed::HashKey;
pub use json::{JsonForm, JsonKind};
pub use text::Writer;
pub use timestamp::Timestamp;

/// Appends the bytes of `event` to `buffer`, which is left as it was where the event cannot be sent.
pub(crate) fn encode(
    event: &dyn AnyEvent,
    hash_key: Option<&Arc<HashKey>>,
    extras: Option<&Extras>,
    buffer: &mut Vec<u8>,
) -> Result<(), TrackError> {
    let start = buffer.len();
    let mut writer = Writer::new(std::mem::take(buffer), hash_key.cloned());
    event.encode(&mut Encoder::inside(&mut writer).with_extras(extras));
    let (bytes, fault) = writer.finish();
    *buffer = bytes;
    fault.map_or(Ok(()), |(property, fault)| {
        buffer.truncate(start);
        Err(TrackError::invalid(event.event_name(), property, fault))
    })
}

pub(crate) fn encode_to_string(
    event: &dyn AnyEvent,
    hash_key: Option<&Arc<HashKey>>,
    extras: Option<&Extras>,
) -> Result<String, TrackError> {
    let mut buffer = Vec::with_capacity(512);
    encode(event, hash_key, extras, &mut buffer)?;
    // Only `Writer` wrote to it, and that takes text alone.
    Ok(String::from_utf8(buffer).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// What the generated code writes an event with.
pub struct Encoder<'a> {
    writer: &'a mut Writer,
    set: Set<'a>,
    now: fn() -> SystemTime,
}

/// What the call set with `by`, `within` and `at`, which wins over the event's own fields.
#[derive(Clone, Copy)]
struct Set<'a> {
    user: Option<&'a dyn IdValue>,
    group: Option<&'a dyn IdValue>,
    timestamp: Option<Timestamp>,
    extras: Option<&'a Extras>,
}

impl<'a> Encoder<'a> {
    /// The client adds these to the context.
    fn with_extras(self, extras: Option<&'a Extras>) -> Self {
        Encoder { set: Set { extras, ..self.set }, ..self }
    }
}

impl Encoder<'_> {
    /// For what is written into `writer`: an event, or members of one.
    pub(crate) fn inside(writer: &mut Writer) -> Encoder<'_> {
        let set = Set { user: None, group: None, timestamp: None, extras: None };
        Encoder { writer, set, now: SystemTime::now }
    }

    // The wrapper that was put on last is asked first, so what is set already stays.
    pub(crate) fn with_user<'b>(&'b mut self, user: &'b dyn IdValue) -> Encoder<'b> {
        let set = Set { user: self.set.user.or(Some(user)), ..self.set };
        Encoder { writer: self.writer, set, now: self.now }
    }

    pub(crate) fn with_group<'b>(&'b mut self, group: &'b dyn IdValue) -> Encoder<'b> {
        let set = Set { group: self.set.group.or(Some(group)), ..self.set };
        Encoder { writer: self.writer, set, now: self.now }
    }

    pub(crate) fn with_timestamp(&mut self, timestamp: Timestamp) -> Encoder<'_> {
        let set = Set { timestamp: self.set.timestamp.or(Some(timestamp)), ..self.set };
        Encoder { writer: self.writer, set, now: self.now }
    }

    /// Writes an event that is JSON already.
    pub(crate) fn whole(&mut self, json: &str) {
        self.writer.raw(json);
    }

    /// Opens the event: `prefix` is everything up to the value of `properties`.
    pub fn event(&mut self, prefix: &'static str) {
        self.writer.raw(prefix);
        self.writer.open();
    }

    /// A member that is the same in every event; `member` is `,"name":value`.
    pub fn constant(&mut self, member: &'static str) {
        self.writer.raw(member);
    }

    /// A member of `properties` or `context`, or of an object in there; null where it is absent. `key` is `,"name":`.
    #[inline]
    pub(crate) fn member<V: TrackValue + ?Sized>(&mut self, key: &'static str, value: &V) {
        self.writer.key(key);
        value.encode(self.writer);
    }

    /// A member of which the hash is sent, or null where it is absent.
    pub(crate) fn hashed_member<V: TrackValue + ?Sized>(&mut self, key: &'static str, value: &V) {
        self.writer.key(key);
        if value.is_absent() {
            self.writer.raw("null");
        } else {
            self.writer.hashed(|out| value.encode(out));
        }
    }

    /// A member that serde writes.
    pub(crate) fn json_member<V: Serialize + ?Sized>(&mut self, key: &'static str, value: &V, form: JsonForm) {
        self.writer.json(key, value, form);
    }

    /// A member that is an id, or null where it is absent: a string on the wire, whatever its type.
    pub(crate) fn id_member<V: TrackValue<Kind: IsId> + ?Sized>(&mut self, key: &'static str, id: &V) {
        self.writer.key(key);
        if id.is_absent() {
            self.writer.raw("null");
        } else {
            encode_id(id, self.writer);
        }
    }

    /// A member of `properties` that is the event's time too.
    pub(crate) fn time_member(&mut self, key: &'static str, timestamp: Timestamp) {
        self.writer.key(key);
        timestamp.encode(self.writer);
    }

    /// Closes `properties` and writes the user: the call's, else the field's.
    pub(crate) fn user(&mut self, field: Option<&dyn IdValue>) {
        self.writer.close();
        if let Some(user) = self.set.user.or(field) {
            self.writer.key_named(",\"user_id\":", "user_id");
            user.encode_id(self.writer);
        }
    }

    /// Closes `properties` where no field is the user: it is the call's to name.
    pub fn no_user(&mut self) {
        self.user(None);
    }

    /// Writes the time: the call's, else the field's, else now.
    pub(crate) fn timestamp(&mut self, field: Option<Timestamp>) {
        let timestamp = self.set.timestamp.or(field).unwrap_or_else(|| (self.now)().timestamp());
        self.writer.key_named(",\"timestamp\":", "timestamp");
        timestamp.encode(self.writer);
    }

    /// Writes the time where no field has it: the call's, else now.
    pub fn no_timestamp(&mut self) {
        self.timestamp(None);
    }

    /// Opens `context` with the group: the call's, else the field's, if it is there.
    pub(crate) fn group<V: TrackValue<Kind: IsId> + ?Sized>(&mut self, field: Option<&V>) {
        self.writer.open_context();
        let key = |writer: &mut Writer| writer.key_named(",\"group_id\":", "context.group_id");
        if let Some(group) = self.set.group {
            key(self.writer);
            group.encode_id(self.writer);
        } else if let Some(group) = field.filter(|group| !group.is_absent()) {
            key(self.writer);
            encode_id(group, self.writer);
        }
    }

    /// Opens `context` where no field is the group: it is the call's to name, if anybody's.
    pub fn no_group(&mut self) {
        self.group::<str>(None);
    }

    /// Closes `context`, which is left out when it is empty, and the event.
    pub fn end(&mut self) {
        if let Some(extras) = self.set.extras {
            extras.write(self.writer);
        }
        self.writer.close_context();
        self.writer.raw("}");
    }
}

/// The JSON that a test writes, and the first fault in it.
#[cfg(test)]
pub(crate) fn written_by(
    hash_key: Option<&Arc<HashKey>>,
    write: impl FnOnce(&mut Writer),
) -> (String, Option<(String, Fault)>) {
    let mut writer = Writer::new(Vec::new(), hash_key.cloned());
    write(&mut writer);
    let (bytes, fault) = writer.finish();
    (String::from_utf8(bytes).unwrap(), fault)
}

/// The same for members, which an encoder writes.
#[cfg(test)]
pub(crate) fn written_with(
    hash_key: Option<&Arc<HashKey>>,
    write: impl FnOnce(&mut Encoder<'_>),
) -> (String, Option<(String, Fault)>) {
    written_by(hash_key, |out| write(&mut Encoder::inside(out)))
}

#[cfg(test)]
mod tests;
