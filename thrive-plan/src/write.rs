//! JSON to be written.

use std::fmt::Write as _;

use crate::json::Value;

/// A JSON value, laid out as the catalogue's files are: two spaces deeper a level, an item a line.
pub(crate) enum Json {
    /// JSON text, taken as it is.
    Text(String),
    Array(Vec<Json>),
    /// In this order.
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn string(text: &str) -> Self {
        Json::Text(quoted(text))
    }

    pub(crate) fn strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Json::Array(texts.into_iter().map(Json::string).collect())
    }

    /// A file's text: the value and the end of its last line.
    pub(crate) fn file(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Json::Text(text) => out.push_str(text),
            Json::Array(items) => lines(out, depth, ['[', ']'], items, |item, out| item.write(out, depth + 1)),
            Json::Object(members) => lines(out, depth, ['{', '}'], members, |(key, value), out| {
                out.push_str(&quoted(key));
                out.push_str(": ");
                value.write(out, depth + 1);
            }),
        }
    }
}

fn lines<T>(out: &mut String, depth: usize, [open, close]: [char; 2], items: &[T], write: impl Fn(&T, &mut String)) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        line(out, depth + 1);
        write(item, out);
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

impl Value<'_> {
    /// The value as JSON text, on one line and without spaces. Numbers stay as they were written.
    pub(crate) fn to_json(&self) -> String {
        let joined = |parts: Vec<String>| parts.join(",");
        match self {
            Value::Null => "null".to_owned(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Number(number) => (*number).to_owned(),
            Value::String(text) => quoted(text),
            Value::Array(items) => format!("[{}]", joined(items.iter().map(|item| item.value.to_json()).collect())),
            Value::Object(members) => {
                let member = |key: &str, value: &Value<'_>| format!("{}:{}", quoted(key), value.to_json());
                let members = members.iter().map(|one| member(&one.key.value, &one.value.value));
                format!("{{{}}}", joined(members.collect()))
            }
        }
    }
}

/// A string as JSON writes it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control @ ..' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
