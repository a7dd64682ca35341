//! JSON (RFC 8259) whose every key and value knows where it stands.
//!
//! A mistake in a plan is mostly one of meaning, such as a required property that is not listed. A deserializer has
//! forgotten the place by the time that is noticed, so the values here keep it.

use std::{borrow::Cow, collections::BTreeSet};

use crate::error::{Located, Mistake};

/// An event's schema nests five deep. The limit keeps a hostile file from overflowing the stack.
const MAX_DEPTH: usize = 64;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'t> {
    Null,
    Boolean(bool),
    /// As written, since no one Rust type holds every JSON number.
    Number(&'t str),
    String(Cow<'t, str>),
    Array(Vec<Located<Value<'t>>>),
    /// In the order of the file, no key twice.
    Object(Vec<Member<'t>>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member<'t> {
    pub(crate) key: Located<Cow<'t, str>>,
    pub(crate) value: Located<Value<'t>>,
}

impl Value<'_> {
    /// What the value is, as one says it in an error.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

pub(crate) fn parse(text: &str) -> Result<Located<Value<'_>>, Mistake> {
    let mut reader = Reader { text, rest: text, depth: 0 };
    let value = reader.value()?;
    reader.skip_space();
    if reader.rest.is_empty() { Ok(value) } else { Err(reader.unexpected("the end of the file")) }
}

struct Reader<'t> {
    text: &'t str,
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Result<Located<Value<'t>>, Mistake> {
        self.skip_space();
        let here = self.here();
        let value = if self.eat("{") {
            self.nested(here, Self::object)?
        } else if self.eat("[") {
            self.nested(here, Self::array)?
        } else if self.eat("\"") {
            Value::String(self.string(here)?)
        } else if self.rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            Value::Number(self.number()?)
        } else if self.eat("true") {
            Value::Boolean(true)
        } else if self.eat("false") {
            Value::Boolean(false)
        } else if self.eat("null") {
            Value::Null
        } else {
            return Err(self.unexpected("a value"));
        };
        Ok(Located { at: here.at, value })
    }

    fn nested(
        &mut self,
        open: Located<()>,
        read: impl Fn(&mut Self) -> Result<Value<'t>, Mistake>,
    ) -> Result<Value<'t>, Mistake> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(open.mistake(format!("nested more than {MAX_DEPTH} deep; a plan needs far less")));
        }
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn array(&mut self) -> Result<Value<'t>, Mistake> {
        let mut items = Vec::new();
        self.separated("]", |reader| {
            items.push(reader.value()?);
            Ok(())
        })?;
        Ok(Value::Array(items))
    }

    fn object(&mut self) -> Result<Value<'t>, Mistake> {
        let mut members = Vec::new();
        let mut keys = BTreeSet::new();
        self.separated("}", |reader| {
            let here = reader.here();
            if !reader.eat("\"") {
                return Err(reader.unexpected("a key in double quotes"));
            }
            let key = Located { at: here.at, value: reader.string(here)? };
            // RFC 8259 leaves the meaning of a repeated key open, so one of the two would be lost in silence.
            if !keys.insert(key.value.clone()) {
                return Err(key.mistake(format!("`{}` stands twice in this object; remove one", key.value)));
            }
            reader.skip_space();
            if !reader.eat(":") {
                return Err(reader.unexpected("`:`"));
            }
            members.push(Member { key, value: reader.value()? });
            Ok(())
        })?;
        Ok(Value::Object(members))
    }

    /// Reads what stands between an opening bracket and `close`, with commas between.
    fn separated(
        &mut self,
        close: &str,
        mut read: impl FnMut(&mut Self) -> Result<(), Mistake>,
    ) -> Result<(), Mistake> {
        self.skip_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            read(self)?;
            self.skip_space();
            if self.eat(close) {
                return Ok(());
            }
            let comma = self.here();
            if !self.eat(",") {
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
            self.skip_space();
            if self.rest.starts_with(close) {
                return Err(comma.mistake(format!("`{close}` follows this comma; remove the comma")));
            }
        }
    }

    /// Reads on from the opening quote, which stands at `start`.
    fn string(&mut self, start: Located<()>) -> Result<Cow<'t, str>, Mistake> {
        let mut string = Cow::Borrowed("");
        loop {
            // Without an escape this borrows all of the string from the text.
            string += self.take_until(|byte| matches!(byte, b'"' | b'\\' | ..b' '));
            if self.eat("\"") {
                return Ok(string);
            } else if self.rest.starts_with('\\') {
                string.to_mut().push(self.escape()?);
            } else if let Some(control) = self.rest.chars().next() {
                let message = format!("a string holds this character only as an escape: `\\u{:04x}`", control as u32);
                return Err(self.here().mistake(message));
            } else {
                return Err(start.mistake("this string does not end; close it with `\"`"));
            }
        }
    }

    fn escape(&mut self) -> Result<char, Mistake> {
        let here = self.here();
        let unescaped = [
            ("\\\"", '"'),
            ("\\\\", '\\'),
            ("\\/", '/'),
            ("\\b", '\u{8}'),
            ("\\f", '\u{c}'),
            ("\\n", '\n'),
            ("\\r", '\r'),
            ("\\t", '\t'),
        ];
        if let Some((_, unescaped)) = unescaped.into_iter().find(|(escape, _)| self.eat(escape)) {
            return Ok(unescaped);
        }
        let first = self.utf16().ok_or_else(|| here.mistake(r#"not an escape; write `\\` for a backslash"#))?;
        let second = if matches!(first, 0xD800..0xDC00) { self.utf16() } else { None };
        match char::decode_utf16([Some(first), second].into_iter().flatten()).next() {
            Some(Ok(unescaped)) => Ok(unescaped),
            _ => Err(here.mistake("half of a surrogate pair; write the character itself")),
        }
    }

    /// Takes `\u` and four digits.
    fn utf16(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.strip_prefix("\\u")?.split_at_checked(4)?;
        // `from_str_radix` alone would let a sign through.
        let unit = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok());
        self.rest = rest;
        unit.flatten()
    }

    fn number(&mut self) -> Result<&'t str, Mistake> {
        let start = self.rest;
        self.eat("-");
        if !self.eat("0") {
            self.digits()?;
        }
        if self.eat(".") {
            self.digits()?;
        }
        if self.eat("e") || self.eat("E") {
            let _sign = self.eat("+") || self.eat("-");
            self.digits()?;
        }
        Ok(start.get(..start.len() - self.rest.len()).unwrap_or(start))
    }

    fn digits(&mut self) -> Result<(), Mistake> {
        if self.take_until(|byte| !byte.is_ascii_digit()).is_empty() { Err(self.unexpected("a digit")) } else { Ok(()) }
    }

    fn skip_space(&mut self) {
        self.take_until(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes all before the first byte that is `end`, which must not single out a byte inside a character.
    fn take_until(&mut self, end: impl Fn(u8) -> bool) -> &'t str {
        let length = self.rest.bytes().position(end).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn here(&self) -> Located<()> {
        Located { at: self.text.len() - self.rest.len(), value: () }
    }

    fn unexpected(&self, expected: &str) -> Mistake {
        self.here().mistake(match self.rest.chars().next() {
            Some(found) => format!("expected {expected}, found `{}`", found.escape_debug()),
            None => format!("expected {expected}, found the end of the file"),
        })
    }
}

#[cfg(test)]
mod tests;
