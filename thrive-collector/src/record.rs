//! The record: every event that arrives, a line of JSON each, with what was made of it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use serde_json::{Value, json};

use crate::{
    request::{Call, Reason, Request},
    rfc3339,
};

#[derive(Debug)]
pub(crate) struct Record(Mutex<Tape>);

#[derive(Debug)]
struct Tape {
    file: File,
    /// Whether the last line was not written to its end.
    is_torn: bool,
}

impl Record {
    /// What the file holds already stays. It holds personal data, so a new one is for its owner's eyes.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| {
            io::Error::new(error.kind(), format!("the record `{}` cannot be opened: {error}", path.display()))
        })?;
        Ok(Self(Mutex::new(Tape { file, is_torn: false })))
    }

    pub(crate) fn write(&self, request: &Request, at: SystemTime) -> io::Result<()> {
        let lines = lines(request, &rfc3339::utc(at));
        let mut tape = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tape = &mut *tape;
        if tape.is_torn {
            tape.file.write_all(b"\n")?;
        }
        let written = tape.file.write_all(lines.as_bytes());
        tape.is_torn = written.is_err();
        written
    }
}

fn lines(request: &Request, at: &str) -> String {
    let mut lines = String::new();
    let mut line = |call: Call, verdict: &str, json: Option<&str>| {
        lines.push_str(&format!(r#"{{"received_at":"{at}","call":"{}",{verdict},"event":"#, call.name()));
        match json {
            Some(json) => compact(json, &mut lines),
            None => lines.push_str("null"),
        }
        lines.push_str("}\n");
    };
    for event in request.good() {
        line(event.call, r#""valid":true"#, Some(&event.json));
    }
    for event in request.bad() {
        let reasons: Vec<Value> = event.reasons.iter().map(reason).collect();
        let verdict = format!(r#""valid":false,"reasons":{}"#, Value::from(reasons));
        line(event.call, &verdict, event.json.as_deref());
    }
    lines
}

fn reason(reason: &Reason) -> Value {
    json!({ "path": reason.path, "message": reason.message })
}

/// The text as it came, without the space around its tokens: a number keeps its digits and a key its place.
fn compact(json: &str, out: &mut String) {
    let (mut is_string, mut is_escaped) = (false, false);
    for character in json.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_string => is_escaped = true,
            '"' => is_string = !is_string,
            ' ' | '\t' | '\r' | '\n' if !is_string => continue,
            _ => {}
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_the_event_as_it_came_without_its_line_breaks() {
        let mut line = String::new();
        compact("{\n  \"a\" : \"x \\\" y\\\\\" ,\t\"n\": 1.50e+2,\r\n \"n\": 2 }", &mut line);
        assert_eq!(line, r#"{"a":"x \" y\\","n":1.50e+2,"n":2}"#);
    }
}
