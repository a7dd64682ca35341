//! `thrive plan new`.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use thrive_plan::{PlanFiles, catalogue, is_event_name, meta};

use super::find;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::Output;

#[derive(Debug, Args)]
pub(crate) struct New {
    /// What it is called: an object and a verb in the past, `invoice_paid`
    event: String,
    /// The plan's folder; without it that of THRIVE_PLAN, or `tracking`
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
}

impl New {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let New { event, plan } = self;
        if !is_event_name(&event) {
            let message = format!("`{event}` is not snake_case, as the name of an event must be: write `invoice_paid`");
            return Err(Failure::used_wrongly(message));
        }
        let folder = find(plan.as_deref());
        if folder.is_file() {
            let message = format!("`{}` is a file: name the plan's folder", folder.display());
            return Err(Failure::used_wrongly(message));
        }
        refuse_second(&folder, &event)?;
        // What an editor checks the file against.
        let schema = folder.join("schema").join("event.schema.json");
        if !schema.exists() {
            write_new(&schema, meta::EVENT)?;
        }
        let file = folder.join(format!("{event}.json"));
        let (text, how) = match catalogue::source(&event) {
            Some(standard) => (standard.to_owned(), "a copy of the standard event, to be edited"),
            None => (skeleton(), "to be filled in"),
        };
        write_new(&file, &text)?;
        output.line(format_args!("{}: {how}", file.display()))?;
        Ok(Verdict::Fine)
    }
}

/// An event stands in one place.
fn refuse_second(folder: &Path, event: &str) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Ok(());
    }
    // A plan with a mistake elsewhere takes another event all the same.
    let files = PlanFiles::open(folder).map_err(|error| Failure::wrong(error.to_string()).because(error))?;
    let place = files.place(event, &[]).map(|place| place.to_string());
    match files.names().find(|name| *name == event).and(place) {
        Some(place) => Err(Failure::used_wrongly(format!("`{event}` is there already, at {place}: edit it there"))),
        None => Ok(()),
    }
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
    written.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        let remedy = match error.kind() {
            ErrorKind::AlreadyExists => "it is there already: edit it, or choose another name".to_owned(),
            _ => format!("{error}: name a folder that can be written by `--plan DIR`"),
        };
        Failure::used_wrongly(format!("`{}` was not written: {remedy}", path.display())).because(error)
    })
}

fn skeleton() -> String {
    include_str!("new.json").to_owned()
}
