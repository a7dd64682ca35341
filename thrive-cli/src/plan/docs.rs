//! `thrive plan docs`.

mod page;

use std::fs;
use std::path::PathBuf;

use clap::Args;
use thrive_plan::dictionary;

use super::OpenPlan;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::Output;

#[derive(Debug, Args)]
pub(crate) struct Docs {
    /// The plan's folder or file; without it that of THRIVE_PLAN, or `tracking`
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Write one page of HTML, which fetches nothing
    #[arg(long)]
    html: bool,
    /// List the standard events, too
    #[arg(long)]
    standard: bool,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Docs {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let mut plan = OpenPlan::open(self.plan.as_deref())?.load()?;
        if self.standard {
            plan = plan.over_standard().map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        }
        let markdown = dictionary(&plan.events);
        let text = if self.html { page::html(&markdown) } else { markdown };
        match self.output {
            None => output.text(&text)?,
            Some(file) => fs::write(&file, text).map_err(|error| {
                let message = format!("`{}` cannot be written ({error}): name another file", file.display());
                Failure::used_wrongly(message).because(error)
            })?,
        }
        Ok(Verdict::Fine)
    }
}
