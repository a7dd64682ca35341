//! `thrive spool list`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use serde_json::{Value, json};
use thrive_core::spool::{Inspect, InspectErrorKind, Item};

use super::refuse;
use crate::arguments::Format;
use crate::moment::rfc3339;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};
use crate::wording::{counted, grouped};

#[derive(Debug, Args)]
pub(crate) struct List {
    /// The folder that a client has as its spool, or one with several of them
    path: PathBuf,
    #[command(flatten)]
    format: Format,
}

impl List {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let found: Vec<Listed> = spools(&self.path)?.into_iter().map(Listed::of).collect::<Result<_, _>>()?;
        if self.format.json {
            output.json(&found.iter().map(Listed::as_json).collect())?;
        } else {
            for listed in &found {
                listed.print(output)?;
            }
        }
        // What is damaged will not be sent.
        Ok(Verdict::wrong_if(found.iter().any(|listed| listed.damaged > 0)))
    }
}

/// The folder itself, or those in it.
fn spools(path: &Path) -> Result<Vec<(PathBuf, Inspect)>, Failure> {
    let none = match Inspect::open(path) {
        Ok(spool) => return Ok(vec![(path.to_owned(), spool)]),
        Err(error) if error.kind() != InspectErrorKind::NoSpool => return Err(refuse(error)),
        Err(error) => error,
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(path).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    let mut found = Vec::new();
    for folder in folders.into_iter().filter(|path| path.is_dir()) {
        match Inspect::open(&folder) {
            Ok(spool) => found.push((folder, spool)),
            Err(error) if error.kind() == InspectErrorKind::NoSpool => {}
            Err(error) => return Err(refuse(error)),
        }
    }
    if found.is_empty() { Err(refuse(none)) } else { Ok(found) }
}

struct Listed {
    path: PathBuf,
    spool: Inspect,
    damaged: u64,
    oldest: Option<SystemTime>,
    rejected: u64,
}

impl Listed {
    fn of((path, spool): (PathBuf, Inspect)) -> Result<Listed, Failure> {
        let (mut damaged, mut oldest) = (0, None);
        let visited = spool.visit(|item| {
            match item {
                Item::Event { sequence, tracked_at, .. } if sequence >= spool.acknowledged() => {
                    oldest.get_or_insert(tracked_at);
                }
                Item::Damaged { sequences } => damaged += sequences.end - sequences.start,
                _ => {}
            }
            ControlFlow::Continue(())
        });
        visited.map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        let rejected = super::export::REJECTED.iter().map(|name| lines(&path.join(name))).sum();
        Ok(Listed { path, spool, damaged, oldest, rejected })
    }

    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let Listed { path, spool, damaged, oldest, rejected } = self;
        let waiting = counted(spool.pending(), "event");
        let mut line = format!("{}: {waiting} still to be sent", path.display());
        if let Some(oldest) = oldest {
            line.push_str(&format!(", the oldest of {}", rfc3339(*oldest)));
        }
        if *damaged > 0 {
            let damaged = output.styled(Style::Bad, format_args!("{} of them damaged", grouped(*damaged)));
            line.push_str(&format!(", {damaged}"));
        }
        if *rejected > 0 {
            line.push_str(&format!(", {} rejected", grouped(*rejected)));
        }
        line.push_str(&format!(
            "; {} settled; {} in {}",
            grouped(spool.acknowledged()),
            counted(spool.bytes(), "byte"),
            counted(spool.segments() as u64, "segment")
        ));
        output.line(line)
    }

    fn as_json(&self) -> Value {
        let Listed { path, spool, damaged, oldest, rejected } = self;
        json!({
            "path": path.display().to_string(),
            "waiting": spool.pending(),
            "damaged": damaged,
            "settled": spool.acknowledged(),
            "next": spool.next(),
            "rejected": rejected,
            "oldest": oldest.map(rfc3339),
            "bytes": spool.bytes(),
            "segments": spool.segments(),
        })
    }
}

fn lines(path: &Path) -> u64 {
    fs::File::open(path).map_or(0, |file| BufReader::new(file).split(b'\n').count() as u64)
}
