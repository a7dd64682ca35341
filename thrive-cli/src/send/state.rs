//! The folder that a backfill goes on from: a spool, and which events it is for.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use thrive_core::spool::Inspect;

use super::survey::Survey;
use crate::outcome::Failure;

const JOURNAL: &str = "journal.json";

/// What an earlier run wrote down before it sent anything.
#[derive(Debug)]
pub(super) struct State {
    folder: PathBuf,
    known: Option<Known>,
}

#[derive(Debug)]
struct Known {
    events: u64,
    fingerprint: String,
}

impl State {
    pub(super) fn open(folder: &Path) -> Result<State, Failure> {
        let path = folder.join(JOURNAL);
        let known = match fs::read_to_string(&path) {
            Ok(text) => Some(known(&text).ok_or_else(|| {
                let message =
                    format!("`{}` is not what a run of `thrive send` writes: name another --state", path.display());
                Failure::used_wrongly(message)
            })?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(unusable(&path, error)),
        };
        Ok(State { folder: folder.to_owned(), known })
    }

    /// How many events an earlier run found.
    pub(super) fn known_events(&self) -> Option<u64> {
        self.known.as_ref().map(|known| known.events)
    }

    /// Refuses events that begin otherwise than those of the earlier run: some of them may have been sent. More of them
    /// behind its last one are welcome.
    pub(super) fn check(&self, survey: &Survey) -> Result<(), Failure> {
        match &self.known {
            Some(known) if survey.prefix.as_ref() != Some(&known.fingerprint) => Err(Failure::used_wrongly(format!(
                "`{}` is of a run that sent other events, before the file, the plan or an option changed: name another \
                 folder by `--state`, or delete it to send everything again",
                self.folder.display()
            ))),
            None if Inspect::open(self.spool()).is_ok_and(|spool| spool.next() > 0) => {
                Err(Failure::used_wrongly(format!(
                    "`{}` has a spool that is not of `thrive send`: name another folder by `--state`",
                    self.folder.display()
                )))
            }
            _ => Ok(()),
        }
    }

    /// Writes down what is about to be sent.
    pub(super) fn begin(&self, survey: &Survey) -> Result<(), Failure> {
        let path = self.folder.join(JOURNAL);
        let next = self.folder.join("journal.next.json");
        let text =
            format!("{:#}\n", json!({ "format": 1, "events": survey.events, "fingerprint": survey.fingerprint }));
        let written = make_folder(&self.folder)
            .and_then(|()| create(&next))
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&next, &path));
        written.map_err(|error| unusable(&path, error))
    }

    pub(super) fn spool(&self) -> PathBuf {
        self.folder.join("spool")
    }

    pub(super) fn refused(&self) -> PathBuf {
        self.folder.join(super::rejected::REFUSED)
    }
}

fn known(text: &str) -> Option<Known> {
    let journal: Value = serde_json::from_str(text).ok()?;
    let events = journal.get("events")?.as_u64().filter(|_| journal.get("format") == Some(&json!(1)))?;
    Some(Known { events, fingerprint: journal.get("fingerprint")?.as_str()?.to_owned() })
}

/// Events are about people: only their owner may read what is made of them.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

pub(super) fn create(path: &Path) -> io::Result<File> {
    options().truncate(true).write(true).open(path)
}

pub(super) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn unusable(path: &Path, error: io::Error) -> Failure {
    let message = format!("`{}` cannot be used ({error}): name another folder by `--state`", path.display());
    Failure::used_wrongly(message).because(error)
}
