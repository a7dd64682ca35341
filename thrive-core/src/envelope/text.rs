//! JSON text: strings, numbers, and the objects' braces.

#[cfg(feature = "rust_decimal")]
use std::fmt::{self, Write};

use std::borrow::Cow;
use std::sync::Arc;

use super::hashed::HashKey;
use crate::error::Fault;

const CONTEXT: &str = ",\"context\":";

/// Writes JSON into a buffer and remembers the first value that JSON or the service has no form for.
pub struct Writer {
    pub(super) buffer: Vec<u8>,
    /// Where the object that is open starts: the first member's comma, which becomes the brace.
    object: usize,
    /// Where the member `context` starts, to take it back when nothing follows.
    context: Option<usize>,
    /// What the event itself says in its context of what the client may add.
    said: Said,
    /// The member being written, to name it should its value be at fault.
    member: &'static str,
    trouble: Option<Trouble>,
    /// What personal data is hashed with, if the client has a key.
    pub(super) hash_key: Option<Arc<HashKey>>,
}

/// Members of the context that a client adds unless the event has them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) source: bool,
    pub(super) event_id: bool,
}

/// A value that cannot be sent, and where it stands.
struct Trouble {
    path: String,
    in_context: bool,
    fault: Fault,
}

impl Writer {
    pub(super) fn new(buffer: Vec<u8>, hash_key: Option<Arc<HashKey>>) -> Self {
        Writer { buffer, object: 0, context: None, said: Said::default(), member: "", trouble: None, hash_key }
    }

    pub(super) fn finish(self) -> (Vec<u8>, Option<(String, Fault)>) {
        let trouble = self.trouble.map(|Trouble { path, in_context, fault }| {
            (if in_context { format!("context.{path}") } else { path }, fault)
        });
        (self.buffer, trouble)
    }

    /// Appends `json` as it is.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        self.buffer.extend_from_slice(json.as_bytes());
    }

    /// Appends ASCII as it is.
    #[inline]
    pub(super) fn ascii(&mut self, json: &[u8]) {
        debug_assert!(json.is_ascii());
        self.buffer.extend_from_slice(json);
    }

    /// Starts a member; `key` is `,"name":`.
    #[inline]
    pub(super) fn key(&mut self, key: &'static str) {
        self.member = key;
        if let Some(context) = self.context {
            self.note_context(context, key);
        }
        self.raw(key);
    }

    fn note_context(&mut self, context: usize, key: &'static str) {
        // Not the members of an object inside of it.
        if self.object == context + CONTEXT.len() {
            self.said.source |= key == ",\"source\":";
            self.said.event_id |= key == ",\"event_id\":";
        }
    }

    pub(super) fn said(&self) -> Said {
        self.said
    }

    #[inline]
    pub(super) fn key_named(&mut self, key: &str, name: &'static str) {
        self.member = name;
        self.raw(key);
    }

    pub(super) fn open(&mut self) {
        self.object = self.buffer.len();
    }

    pub(super) fn close(&mut self) {
        match self.buffer.get_mut(self.object) {
            Some(comma) => *comma = b'{',
            None => self.buffer.push(b'{'),
        }
        self.buffer.push(b'}');
    }

    pub(super) fn open_context(&mut self) {
        self.context = Some(self.buffer.len());
        self.raw(CONTEXT);
        self.open();
    }

    pub(super) fn close_context(&mut self) {
        match self.context {
            Some(start) if self.buffer.len() == self.object => self.buffer.truncate(start),
            _ => self.close(),
        }
    }

    /// An object inside of another: its members come with a comma in front, too.
    pub(crate) fn nested(&mut self, members: impl FnOnce(&mut Writer)) {
        let (object, member, sound) = (self.object, self.member, self.trouble.is_none());
        self.open();
        members(self);
        self.close();
        self.object = object;
        self.member = member;
        // A fault inside is named from the outside in, on the way back: that costs nothing where there is none.
        if let (true, Some(name), Some(trouble)) = (sound, name_of(member), &mut self.trouble) {
            trouble.path = format!("{name}.{}", trouble.path);
        }
    }

    /// Remembers that the member being written cannot be sent. The first fault is the one reported.
    #[cold]
    pub(crate) fn fail(&mut self, fault: Fault) {
        if self.trouble.is_none() {
            let name = name_of(self.member);
            self.trouble = Some(Trouble {
                path: name.unwrap_or(self.member).to_owned(),
                in_context: name.is_some() && self.context.is_some(),
                fault,
            });
        }
    }

    /// What was written from `start` on, as text: of a JSON string what it stands for.
    pub(super) fn text_since(&self, start: usize) -> Cow<'_, str> {
        let json = self.buffer.get(start..).unwrap_or_default();
        let text = json.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(json);
        if text.contains(&b'\\') {
            return Cow::Owned(serde_json::from_slice(json).unwrap_or_default());
        }
        // Only text is written here.
        Cow::Borrowed(str::from_utf8(text).unwrap_or_default())
    }

    /// A JSON string that says who somebody is, so that it has to say something.
    pub(crate) fn identifying(&mut self, id: impl FnOnce(&mut Writer)) {
        let start = self.buffer.len();
        id(self);
        // Behind the quote nearly every id begins with a letter or a digit.
        let begins_plainly = self.buffer.get(start + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !begins_plainly && self.text_since(start).trim_start().is_empty() {
            self.fail(Fault::Blank);
        }
    }

    /// A number in decimal digits.
    #[inline(never)]
    pub(crate) fn integer(&mut self, integer: impl itoa::Integer) {
        self.raw(itoa::Buffer::new().format(integer));
    }

    /// A finite number by the shortest text that reads back as the same.
    #[inline(never)]
    pub(crate) fn float<F: zmij::Float>(&mut self, float: F, finite: bool) {
        if finite {
            self.raw(zmij::Buffer::new().format_finite(float));
        } else {
            self.fail(Fault::NotFinite);
        }
    }

    /// What prints itself as a JSON number.
    #[cfg(feature = "rust_decimal")]
    pub(crate) fn display(&mut self, number: impl fmt::Display) {
        // Writing to memory does not fail.
        let _ = write!(self, "{number}");
    }
}

#[cfg(feature = "rust_decimal")]
impl Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.raw(text);
        Ok(())
    }
}

/// The name in a key, `,"name":`.
fn name_of(key: &'static str) -> Option<&'static str> {
    key.strip_prefix(",\"").and_then(|key| key.strip_suffix("\":"))
}
