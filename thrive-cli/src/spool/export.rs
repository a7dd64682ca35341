//! `thrive spool export`.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::value::RawValue;
use thrive_core::spool::Item;

use super::open;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::Output;
use crate::wording::counted;

/// The client's files of what the service refused, in their order.
pub(super) const REJECTED: [&str; 2] = ["rejected.older.jsonl", "rejected.jsonl"];

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The folder that a client has as its spool
    path: PathBuf,
    /// Print settled events, too, whose room is not free yet
    #[arg(long)]
    settled: bool,
    /// Print what the service refused instead: `{"reason": .., "event": ..}`
    #[arg(long)]
    rejected: bool,
}

impl Export {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let spool = open(&self.path)?;
        if self.rejected {
            for name in REJECTED {
                print_lines(&self.path.join(name), output)?;
            }
            return Ok(Verdict::Fine);
        }
        let (mut failure, mut damaged) = (None, 0);
        let visited = spool.visit(|item| {
            let printed = match item {
                Item::Event { sequence, json, .. } if self.settled || sequence >= spool.acknowledged() => {
                    output.line(json)
                }
                Item::Damaged { sequences } => {
                    damaged += sequences.end - sequences.start;
                    Ok(())
                }
                _ => Ok(()),
            };
            failure = printed.err();
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        visited.map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        failure.map_or(Ok(()), Err)?;
        if damaged > 0 {
            output.flush()?;
            return Err(Failure::wrong(format!(
                "{} damaged on the disk, and not in the output",
                counted(damaged, "event")
            )));
        }
        Ok(Verdict::Fine)
    }
}

fn print_lines(path: &Path, output: &mut Output) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::wrong(format!("`{}` cannot be read ({error}): look at the disk", path.display())).because(error)
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for line in BufReader::new(file).lines() {
        let line = line.map_err(failed)?;
        // A line that is being written is not whole yet.
        if serde_json::from_str::<&RawValue>(&line).is_ok() {
            output.line(line)?;
        }
    }
    Ok(())
}
