//! `thrive plan diff`.

use clap::Args;
use serde_json::{Value, json};
use thrive_plan::{Change, Rank, Unversioned, diff, unversioned};

use super::edition;
use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};
use crate::wording::counted;

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The edition before: a folder, a file, or `REV:path`
    old: String,
    /// The edition now
    new: String,
    #[command(flatten)]
    format: Format,
}

impl Diff {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        // An event that replaces a standard one is compared with that.
        let read = |named: &str| {
            edition::read(named)?.over_standard().map_err(|error| Failure::wrong(error.to_string()).because(error))
        };
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        let mut changes = diff(&old.events, &new.events);
        // What costs somebody something comes first.
        changes.sort_by_key(|change| std::cmp::Reverse(change.rank()));
        let mistakes = unversioned(&old.events, &new.events);
        if self.format.json {
            output.json(&as_json(&changes, &mistakes))?;
        } else {
            print(&changes, &mistakes, output)?;
        }
        Ok(Verdict::wrong_if(!mistakes.is_empty()))
    }
}

fn print(changes: &[Change], mistakes: &[Unversioned], output: &mut Output) -> Result<(), Failure> {
    for change in changes {
        let rank = match change.rank() {
            Rank::Breaking => output.styled(Style::Doubtful, "breaking  "),
            Rank::Compatible => output.styled(Style::Good, "compatible"),
        };
        output.line(format_args!("{rank}  {change}"))?;
    }
    for mistake in mistakes {
        let error = output.styled(Style::Bad, "error");
        output.line(format_args!("{error}: {mistake}"))?;
    }
    let breaking = changes.iter().filter(|change| change.rank() == Rank::Breaking).count() as u64;
    output.line(format_args!("{}, {breaking} of them breaking", counted(changes.len() as u64, "change")))
}

fn as_json(changes: &[Change], mistakes: &[Unversioned]) -> Value {
    let change = |change: &Change| {
        json!({
            "rank": change.rank().to_string(),
            "event": change.event,
            "path": change.path,
            "message": change.to_string(),
        })
    };
    let mistake = |mistake: &Unversioned| {
        json!({
            "event": mistake.event,
            "old": mistake.old,
            "new": mistake.new,
            "needed": mistake.needed(),
            "message": mistake.to_string(),
        })
    };
    json!({
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
        "unversioned": mistakes.iter().map(mistake).collect::<Vec<_>>(),
    })
}
