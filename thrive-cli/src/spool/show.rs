//! `thrive spool show`.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use thrive_core::spool::Item;

use super::open;
use crate::arguments::Format;
use crate::moment::rfc3339;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};
use crate::wording::counted;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The folder that a client has as its spool
    path: PathBuf,
    /// Only events of this name
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    /// Only events of this user
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// Only the event of this number, with everything in it
    #[arg(long, value_name = "NUMBER")]
    sequence: Option<u64>,
    /// At most so many
    #[arg(long, value_name = "EVENTS", default_value_t = 50)]
    limit: u64,
    /// Show settled events, too, whose room is not free yet
    #[arg(long)]
    settled: bool,
    #[command(flatten)]
    format: Format,
}

impl Show {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let spool = open(&self.path)?;
        let (mut shown, mut more, mut failure, mut damaged) = (0, 0, None, 0);
        let visited = spool.visit(|item| {
            let result = match item {
                Item::Event { sequence, tracked_at, json } => {
                    let is_settled = sequence < spool.acknowledged();
                    let event: Value = serde_json::from_str(json).unwrap_or_default();
                    if (is_settled && !self.settled) || !self.wants(sequence, &event) {
                        Ok(())
                    } else if shown == self.limit {
                        more += 1;
                        Ok(())
                    } else {
                        shown += 1;
                        self.print(Shown { sequence, time: rfc3339(tracked_at), is_settled, event }, output)
                    }
                }
                Item::Damaged { sequences } => {
                    damaged += sequences.end - sequences.start;
                    Ok(())
                }
                _ => Ok(()),
            };
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        visited.map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        failure.map_or(Ok(()), Err)?;
        if !self.format.json {
            if more > 0 {
                output.line(format_args!("and {} more: raise `--limit`", counted(more, "event")))?;
            }
            if damaged > 0 {
                output
                    .line(format_args!("{} damaged on the disk: they will not be sent", counted(damaged, "event")))?;
            }
        }
        Ok(Verdict::wrong_if(damaged > 0))
    }

    fn wants(&self, sequence: u64, event: &Value) -> bool {
        let is = |wanted: &Option<String>, key: &str| {
            wanted.as_deref().is_none_or(|wanted| event.get(key).and_then(Value::as_str) == Some(wanted))
        };
        self.sequence.is_none_or(|wanted| wanted == sequence)
            && is(&self.event, "event_name")
            && is(&self.user, "user_id")
    }

    fn print(&self, shown: Shown, output: &mut Output) -> Result<(), Failure> {
        let Shown { sequence, time, is_settled, event } = shown;
        let state = if is_settled { "settled" } else { "waiting" };
        if self.format.json {
            // A line each, since there may be many.
            return output.line(json!({ "sequence": sequence, "tracked_at": time, "state": state, "event": event }));
        }
        if self.sequence.is_some() {
            output.line(format_args!("{sequence} of {time}, {state}"))?;
            return output.json(&event);
        }
        let text = |path: &str| event.pointer(path).and_then(Value::as_str).unwrap_or("-").to_owned();
        let name = output.styled(Style::Good, text("/event_name"));
        let (user, group) = (text("/user_id"), text("/context/group_id"));
        output.line(format_args!("{sequence}  {time}  {name}  user {user}  account {group}  {state}"))
    }
}

struct Shown {
    sequence: u64,
    time: String,
    is_settled: bool,
    event: Value,
}
