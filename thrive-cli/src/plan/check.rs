//! `thrive plan check`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::OpenPlan;
use super::lint::{self, Finding, Level};
use crate::arguments::Format;
use crate::outcome::{Failure, Outcome, Verdict};
use crate::output::{Output, Style};
use crate::wording::counted;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The plan's folder or file; without it that of THRIVE_PLAN, or `tracking`
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Exit with 1 on warnings, too
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    format: Format,
}

impl Check {
    pub(crate) fn run(self, output: &mut Output) -> Outcome {
        let plan = OpenPlan::open(self.plan.as_deref())?;
        let findings = lint::findings(&plan);
        let events = plan.files.events().count();
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        let (errors, warnings) = (count(Level::Error), count(Level::Warning));
        if self.format.json {
            let findings: Vec<Value> = findings.iter().map(as_json).collect();
            let path = plan.path.display().to_string();
            output.json(&json!({
                "plan": path, "events": events, "errors": errors, "warnings": warnings, "findings": findings,
            }))?;
        } else {
            for finding in &findings {
                print(finding, output)?;
            }
            let path = plan.path.display();
            let [events, errors, warnings] = [(events, "event"), (errors, "error"), (warnings, "warning")]
                .map(|(count, noun)| counted(count as u64, noun));
            output.line(format_args!("{path}: {events}, {errors}, {warnings}"))?;
        }
        Ok(Verdict::wrong_if(errors > 0 || (self.strict && warnings > 0)))
    }
}

fn print(finding: &Finding, output: &mut Output) -> Result<(), Failure> {
    let level = match finding.level {
        Level::Error => output.styled(Style::Bad, "error"),
        Level::Warning => output.styled(Style::Doubtful, "warning"),
    };
    let Finding { rule, place, message, .. } = finding;
    output.line(format_args!("{place}: {level}[{rule}]: {message}"))
}

fn as_json(finding: &Finding) -> Value {
    let Finding { level, rule, event, property, place, message } = finding;
    json!({
        "level": level.name(),
        "rule": rule,
        "event": event,
        "property": property,
        "file": place.file,
        "line": place.position.map(|(line, _)| line),
        "column": place.position.map(|(_, column)| column),
        "message": message,
    })
}
