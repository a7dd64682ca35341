//! `thrive send`: what happened before, from a file.
//!
//! Everything is judged before anything is sent. Then each good event is appended to a spool in the state folder, in
//! the order of the file, and the client delivers from there. A spool numbers what it takes, 0, 1, 2 and so on, and takes
//! nothing twice or by halves; so that its next number *is* how many events of the file it has, whatever ended the
//! process. A run that goes on begins there. What was answered is settled in the spool; only the request that was under
//! way when the process ended is made again, and its events carry the `context.event_id` that they had.

mod cells;
mod deliver;
mod envelope;
mod judge;
mod pace;
mod rejected;
mod source;
mod state;
mod survey;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde_json::json;
use thrive_plan::Plan;

use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::Output;
use crate::plan::OpenPlan;
use crate::wording::counted;
use deliver::{Deliver, Delivered};
use judge::Judge;
use rejected::Rejected;
use source::Source;
use state::State;
use survey::Survey;

#[derive(Debug, Args)]
pub(crate) struct Send {
    /// A file with an event object a line, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file is CSV, and its first line names the columns: `event_name`, `user_id`, `properties.account_name`
    #[arg(long)]
    csv: bool,
    /// What a column of the CSV is in the event, `Email=properties.user_email`; `Note=` leaves it out
    #[arg(long, value_name = "COLUMN=PATH", requires = "csv")]
    map: Vec<String>,
    /// What is the same in every event of the CSV, `event_name=account_created`
    #[arg(long, value_name = "PATH=VALUE", requires = "csv")]
    set: Vec<String>,
    /// The plan's folder or file; without it that of THRIVE_PLAN, or `tracking` where there is one
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Send events, too, that neither the plan nor the standard catalogue has
    #[arg(long)]
    unplanned: bool,
    /// Send what is right although something else is not
    #[arg(long)]
    skip_invalid: bool,
    /// Only say what is right and what is not
    #[arg(long)]
    dry_run: bool,
    /// At most so many events a second
    #[arg(long, value_name = "EVENTS", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,
    /// The service's base URL; without it THRIVESTACK_ENDPOINT, or ThriveStack itself
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Where to keep how far it got; without it `FILE.thrive-send`
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Give up when the service has not answered for so long
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
    #[command(flatten)]
    format: Format,
}

impl Send {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let is_stdin = self.file == Path::new("-");
        let name = if is_stdin { PathBuf::from("stdin") } else { self.file.clone() };
        let state_folder = self.state.clone().unwrap_or_else(|| beside(&name, "thrive-send"));
        let plan = self.plan()?;
        let judge = Judge::new(plan, self.unplanned)?;
        let columns = self.csv.then(|| cells::Mapping::new(&self.map, &self.set)).transpose()?;
        let mut source = match is_stdin {
            true => Source::stdin(&state_folder, columns)?,
            false => Source::open(&self.file, columns)?,
        };

        let state = State::open(&state_folder)?;
        let invalid = (!self.dry_run).then(|| Rejected::create(&state_folder.join(rejected::INVALID))).transpose()?;
        let survey = Survey::of(&mut source, &judge, state.known_events(), invalid)?;
        let rejected_path = beside(&name, "rejected.jsonl");
        let stops = survey.invalid > 0 && !self.skip_invalid;
        if !self.dry_run {
            if !stops {
                state.check(&survey)?;
            }
            rejected::join(&state_folder, &rejected_path)?;
        }
        self.report_invalid(&survey, &rejected_path, output)?;
        if self.dry_run || stops {
            self.summary(&survey, None, output)?;
            return Ok(Verdict::wrong_if(survey.invalid > 0));
        }

        let deliver = Deliver {
            state,
            endpoint: self.endpoint.clone(),
            rate: self.rate,
            patience: Duration::from_secs(self.patience),
        };
        let delivered = deliver.run(&mut source, &judge, &survey)?;
        let refused = rejected::join(&state_folder, &rejected_path)?;
        self.summary(&survey, Some(&delivered), output)?;
        if refused > 0 && !self.format.json {
            output.line(format_args!("what was refused, and why: {}", rejected_path.display()))?;
        }
        if let Some(trouble) = delivered.trouble {
            output.flush()?;
            return Err(Failure::wrong(trouble));
        }
        Ok(Verdict::wrong_if(survey.invalid > 0 || delivered.refused > 0 || delivered.lost > 0))
    }

    /// The team's plan over the standard events.
    fn plan(&self) -> Result<Plan, Failure> {
        let is_there = self.plan.is_some() || crate::plan::find(None).exists();
        let plan = if is_there { OpenPlan::open(self.plan.as_deref())?.load()? } else { Plan::default() };
        plan.over_standard().map_err(|error| Failure::wrong(error.to_string()).because(error))
    }

    fn report_invalid(&self, survey: &Survey, rejected: &Path, output: &mut Output) -> Result<(), Failure> {
        if self.format.json || survey.invalid == 0 {
            return Ok(());
        }
        for (line, reason) in &survey.first_invalid {
            output.line(format_args!("{}:{line}: {reason}", self.file.display()))?;
        }
        let untold = survey.invalid - survey.first_invalid.len() as u64;
        if untold > 0 {
            output.line(format_args!("and {} more", counted(untold, "line")))?;
        }
        if !self.dry_run {
            output.line(format_args!("all of them, and why: {}", rejected.display()))?;
        }
        Ok(())
    }

    fn summary(&self, survey: &Survey, delivered: Option<&Delivered>, output: &mut Output) -> Result<(), Failure> {
        if self.format.json {
            return output.json(&json!({
                "events": survey.events,
                "invalid": survey.invalid,
                "settled_before": delivered.map(|delivered| delivered.settled_before),
                "delivered": delivered.map_or(0, |delivered| delivered.delivered),
                "refused": delivered.map_or(0, |delivered| delivered.refused),
                "lost": delivered.map_or(0, |delivered| delivered.lost),
                "waiting": delivered.map_or(survey.events, |delivered| delivered.waiting),
            }));
        }
        let events = counted(survey.events, "event");
        let Some(delivered) = delivered else {
            let why = match (self.dry_run, survey.invalid) {
                (true, _) => "nothing was sent, as `--dry-run` says",
                (false, _) => "nothing was sent: mend them, or send the others by `--skip-invalid`",
            };
            return output.line(format_args!("{events} right, {} not; {why}", counted(survey.invalid, "line")));
        };
        if delivered.settled_before > 0 {
            let before = counted(delivered.settled_before, "event");
            output.line(format_args!("{before} were answered by an earlier run, and not sent again"))?;
        }
        let mut line = format!("{events}: {} delivered", crate::wording::grouped(delivered.delivered));
        let parts = [
            (delivered.refused, "refused"),
            (delivered.lost, "lost by the disk"),
            (delivered.waiting, "still to be sent"),
        ];
        for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
            line.push_str(&format!(", {} {what}", crate::wording::grouped(count)));
        }
        output.line(line)
    }
}

/// `events.jsonl.thrive-send` for `events.jsonl`.
fn beside(file: &Path, suffix: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // `events.rejected.jsonl` for `events.jsonl`.
    let stem = if suffix.ends_with(".jsonl") { name.strip_suffix(".jsonl").unwrap_or(&name) } else { &name };
    file.with_file_name(format!("{stem}.{suffix}"))
}
