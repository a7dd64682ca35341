//! Files of what was refused: a line of JSON each, `{"line": .., "reason": .., "event": ..}`.
//!
//! The state folder has one of what is not right, written anew by every run, and one of what the service refused, to
//! which every run adds. Both together are the file beside the input.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json, value::RawValue};

use super::state::{create, make_folder, options};
use crate::outcome::Failure;

pub(super) const INVALID: &str = "invalid.jsonl";
pub(super) const REFUSED: &str = "refused.jsonl";

#[derive(Debug)]
pub(super) struct Rejected {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Rejected {
    /// Begins the file anew.
    pub(super) fn create(path: &Path) -> Result<Rejected, Failure> {
        let made = path.parent().map_or(Ok(()), make_folder).and_then(|()| create(path));
        Ok(Rejected { file: BufWriter::new(made.map_err(|error| unwritten(path, error))?), path: path.to_owned() })
    }

    /// Goes on at the end of the file.
    pub(super) fn append(path: &Path) -> Result<Rejected, Failure> {
        let opened = options().append(true).open(path).map_err(|error| unwritten(path, error))?;
        Ok(Rejected { file: BufWriter::new(opened), path: path.to_owned() })
    }

    pub(super) fn add(&mut self, line: Option<u64>, reason: &str, event: Option<&str>) -> Result<(), Failure> {
        // What is no JSON is text.
        let raw = event.and_then(|event| serde_json::from_str::<&RawValue>(event).ok());
        let event = raw.map_or_else(|| json!(event).to_string(), |raw| raw.get().to_owned());
        let (line, reason) = (json!(line), json!(reason));
        writeln!(self.file, r#"{{"line":{line},"reason":{reason},"event":{event}}}"#)
            .map_err(|error| unwritten(&self.path, error))
    }

    /// With the operating system when this returns.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.file.flush().map_err(|error| unwritten(&self.path, error))
    }

    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.flush()
    }
}

/// Writes the file beside the input, where anything was rejected. Says how many events the service refused.
pub(super) fn join(state: &Path, path: &Path) -> Result<u64, Failure> {
    let invalid = lines(&state.join(INVALID))?;
    // An event that was handed back just before the process ended is handed back again.
    let mut seen = HashSet::new();
    let refused: Vec<String> =
        lines(&state.join(REFUSED))?.into_iter().filter(|line| seen.insert(event_of(line))).collect();
    let count = refused.len() as u64;
    if invalid.is_empty() && refused.is_empty() {
        return Ok(0);
    }
    let mut text = String::new();
    for line in invalid.iter().chain(&refused) {
        text.push_str(line);
        text.push('\n');
    }
    let written = create(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unwritten(path, error))?;
    Ok(count)
}

fn event_of(line: &str) -> String {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    value.get("event").map(Value::to_string).unwrap_or_default()
}

/// The whole lines of a file; none of one that is not there.
fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    match fs::File::open(path) {
        Ok(file) => {
            let lines = BufReader::new(file).lines().collect::<io::Result<Vec<_>>>();
            // A line that the end of a process has torn comes again.
            let is_whole = |line: &String| serde_json::from_str::<&RawValue>(line).is_ok();
            Ok(lines.map_err(|error| unread(path, error))?.into_iter().filter(is_whole).collect())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unread(path, error)),
    }
}

fn unread(path: &Path, error: io::Error) -> Failure {
    Failure::wrong(format!("`{}` cannot be read ({error}): look at the disk", path.display())).because(error)
}

fn unwritten(path: &Path, error: io::Error) -> Failure {
    let message = format!("`{}` cannot be written ({error}): name a folder that can be by `--state`", path.display());
    Failure::used_wrongly(message).because(error)
}
