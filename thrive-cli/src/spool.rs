//! `thrive spool`: what is in the folder of a client.
//!
//! Everything but `replay` only reads and takes no lock, so that it may be asked while the client runs.

mod export;
mod list;
mod replay;
mod show;

use std::path::Path;

use clap::Subcommand;
use thrive_core::spool::{Inspect, InspectError, InspectErrorKind};

use crate::arguments::under_help;
use crate::outcome::{Failure, Outcome};
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum SpoolCommand {
    /// Tells how much is in a spool, or in each of those in a folder, and how old it is
    #[command(after_help = under_help!("thrive spool list spool"))]
    List(list::List),
    /// Shows the events that are still to be sent, oldest first
    #[command(after_help = under_help!("thrive spool show spool --event account_created"))]
    Show(show::Show),
    /// Sends what a client that is gone has left
    ///
    /// It owns the spool meanwhile, and settles in it what was answered. The credential comes from the environment, as
    /// for `thrive send`.
    #[command(after_help = under_help!("thrive spool replay spool"))]
    Replay(replay::Replay),
    /// Prints the events of a spool, a line each, as `thrive send` takes them
    #[command(after_help = under_help!("thrive spool export spool", "thrive spool export spool --rejected"))]
    Export(export::Export),
}

impl SpoolCommand {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        match self {
            SpoolCommand::List(list) => list.run(output),
            SpoolCommand::Show(show) => show.run(output),
            SpoolCommand::Replay(replay) => replay.run(output),
            SpoolCommand::Export(export) => export.run(output),
        }
    }
}

fn open(path: &Path) -> Result<Inspect, Failure> {
    Inspect::open(path).map_err(refuse)
}

fn refuse(error: InspectError) -> Failure {
    let message = error.to_string();
    match error.kind() {
        InspectErrorKind::NewerVersion => Failure::wrong(message).because(error),
        _ => Failure::used_wrongly(message).because(error),
    }
}
