//! `thrive plan coverage`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use thrive_plan::{EventSchema, Plan};

use super::OpenPlan;
use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// What the binaries' registries export
    #[arg(required = true, value_name = "FILE")]
    exports: Vec<PathBuf>,
    /// The plan's folder or file; without it that of THRIVE_PLAN, or `tracking`
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Exit with 1 where fewer than so many percent of the plan's events are sent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(..=100))]
    fail_under: Option<u8>,
    #[command(flatten)]
    format: Format,
}

impl Coverage {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let plan = OpenPlan::open(self.plan.as_deref())?.load()?;
        let exports = self.exports.iter().map(|path| Export::read(path)).collect::<Result<Vec<_>, _>>()?;
        let covered: Vec<Covered<'_>> = plan.events.iter().map(|event| Covered::of(event, &exports)).collect();
        let sum = Sum::of(&covered);
        let unplanned = unplanned(&plan, &exports);
        if self.format.json {
            let events: Vec<Value> = covered.iter().map(Covered::as_json).collect();
            output.json(&json!({
                "planned": sum.planned, "sent": sum.sent, "percent": sum.percent(), "events": events,
                "unplanned": unplanned,
            }))?;
        } else {
            print(&covered, &unplanned, &sum, output)?;
        }
        Ok(Verdict::wrong_if(self.fail_under.is_some_and(|least| sum.is_under(least))))
    }
}

/// What one binary sends.
struct Export {
    file: String,
    plan: Plan,
}

impl Export {
    fn read(path: &Path) -> Result<Export, Failure> {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| {
            let message = format!("`{file}` cannot be read ({error}): name what `registry::plan_json()` has written");
            Failure::used_wrongly(message).because(error)
        })?;
        let plan = Plan::read(&file, &text).map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        Ok(Export { file, plan })
    }
}

/// An event of the plan, and who sends it.
struct Covered<'p> {
    event: &'p EventSchema,
    senders: Vec<&'p str>,
    /// Properties that no sender has.
    unsent: Vec<&'p str>,
}

impl<'p> Covered<'p> {
    fn of(event: &'p EventSchema, exports: &'p [Export]) -> Self {
        let sent: Vec<(&str, &EventSchema)> =
            exports.iter().filter_map(|export| Some((&*export.file, export.plan.event(&event.name)?))).collect();
        let is_sent = |name: &&str| sent.iter().any(|(_, sent)| sent.properties.get(name).is_some());
        // A constant is sent without a field.
        let listed = event.properties.properties.iter().filter(|property| property.value.constant.is_none());
        let unsent = listed.map(|property| property.name.as_str()).filter(|name| !is_sent(name));
        let unsent = if sent.is_empty() { Vec::new() } else { unsent.collect() };
        Covered { event, senders: sent.iter().map(|(file, _)| *file).collect(), unsent }
    }

    /// What is deprecated need not be sent.
    fn is_needed(&self) -> bool {
        self.event.deprecated.is_none()
    }

    fn as_json(&self) -> Value {
        json!({
            "event": self.event.name,
            "deprecated": !self.is_needed(),
            "sent_by": self.senders,
            "properties_never_sent": self.unsent,
        })
    }
}

struct Sum {
    planned: u64,
    sent: u64,
}

impl Sum {
    fn of(covered: &[Covered<'_>]) -> Self {
        let needed = || covered.iter().filter(|one| one.is_needed());
        let sent = needed().filter(|one| !one.senders.is_empty()).count() as u64;
        Sum { planned: needed().count() as u64, sent }
    }

    /// Rounded down, so that 100 is all of them.
    fn percent(&self) -> u64 {
        (self.sent * 100).checked_div(self.planned).unwrap_or(100)
    }

    fn is_under(&self, percent: u8) -> bool {
        self.sent * 100 < u64::from(percent) * self.planned
    }
}

/// Events that are sent and that neither the plan nor the standard catalogue has.
fn unplanned(plan: &Plan, exports: &[Export]) -> Vec<String> {
    let sent = exports.iter().flat_map(|export| &export.plan.events).map(|event| &event.name);
    let is_planned = |name: &&String| plan.event(name).is_some() || thrive_plan::catalogue::source(name).is_some();
    let mut unplanned: Vec<String> = sent.filter(|name| !is_planned(name)).cloned().collect();
    unplanned.sort();
    unplanned.dedup();
    unplanned
}

fn print(covered: &[Covered<'_>], unplanned: &[String], sum: &Sum, output: &mut Output) -> Result<(), Failure> {
    for one in covered {
        let name = &one.event.name;
        match (one.senders.as_slice(), one.is_needed()) {
            ([], true) => {
                let never = output.styled(Style::Bad, "never sent");
                output.line(format_args!("{name}: {never}"))?;
            }
            ([], false) => output.line(format_args!("{name}: deprecated, and not sent any more"))?,
            (senders, is_needed) => {
                let deprecated = if is_needed { "" } else { " although it is deprecated" };
                let unsent = match one.unsent.as_slice() {
                    [] => String::new(),
                    unsent => format!("; never with `{}`", unsent.join("`, `")),
                };
                let sent = output.styled(Style::Good, "sent");
                output.line(format_args!("{name}: {sent} by {}{deprecated}{unsent}", senders.join(", ")))?;
            }
        }
    }
    for name in unplanned {
        let doubtful = output.styled(Style::Doubtful, "sent, but not planned");
        output.line(format_args!("{name}: {doubtful}"))?;
    }
    let Sum { planned, sent } = sum;
    output.line(format_args!("{sent} of {planned} events of the plan are sent: {} %", sum.percent()))
}
