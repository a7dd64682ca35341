//! What can be wrong with a plan that can be read.
//!
//! The reader refuses what breaks the rules of a plan file. Here is what it lets pass: a plan that says too little, or
//! that cannot be kept.

mod names;
mod personal;
mod rules;
mod standard;
mod walk;

use std::fmt;

use thrive_plan::{EventSchema, PlanError, Step};

use super::OpenPlan;

/// Something to mend.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) level: Level,
    /// A short name of the rule that is broken.
    pub(super) rule: &'static str,
    pub(super) event: String,
    /// The property's path, where it is one that is at fault.
    pub(super) property: Option<String>,
    pub(super) place: At,
    /// What is wrong and what to write.
    pub(super) message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Error,
    Warning,
}

impl Level {
    pub(super) fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// A file, and the line and column in it where they are known. Displays as `tracking/x.json:12:5`.
#[derive(Debug)]
pub(super) struct At {
    pub(super) file: String,
    pub(super) position: Option<(usize, usize)>,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{}:{line}:{column}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Everything that is wrong with a plan, in the order of its files.
pub(super) fn findings(plan: &OpenPlan) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, event) in plan.files.events() {
        match event {
            Err(error) => findings.push(unreadable(plan, name, &error)),
            Ok(event) => {
                let mut lint = Lint { plan, event: &event, findings: Vec::new() };
                names::check(&mut lint);
                personal::check(&mut lint);
                rules::check(&mut lint);
                standard::check(&mut lint);
                lint.findings.sort_by_key(|finding| finding.place.position);
                findings.append(&mut lint.findings);
            }
        }
    }
    findings
}

fn unreadable(plan: &OpenPlan, event: &str, error: &PlanError) -> Finding {
    Finding {
        level: Level::Error,
        rule: "plan",
        event: event.to_owned(),
        property: None,
        place: At { file: plan.file(error.file()), position: error.position() },
        message: error.message().to_owned(),
    }
}

/// One event under examination.
struct Lint<'p> {
    plan: &'p OpenPlan,
    event: &'p EventSchema,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    /// Reports what is wrong with the event, or with the part of it that the path leads to.
    fn report(&mut self, level: Level, rule: &'static str, path: &[Step], message: String) {
        let place = self.plan.files.place(&self.event.name, path);
        self.report_at(level, rule, path, place, message);
    }

    /// The same, of a keyword.
    fn report_keyword(&mut self, rule: &'static str, path: &[Step], keyword: &str, message: String) {
        let place = self.plan.files.keyword(&self.event.name, path, keyword);
        self.report_at(Level::Error, rule, path, place, message);
    }

    fn report_at(
        &mut self,
        level: Level,
        rule: &'static str,
        path: &[Step],
        place: Option<thrive_plan::Place>,
        message: String,
    ) {
        // What a plan only implies stands where its event does.
        let place = place.or_else(|| self.plan.files.place(&self.event.name, &[])).map(|place| self.plan.place(place));
        let place = match place {
            Some(place) => At { file: place.file, position: Some((place.line, place.column)) },
            None => At { file: self.plan.path.display().to_string(), position: None },
        };
        let property = (!path.is_empty()).then(|| walk::shown(path));
        let event = self.event.name.clone();
        self.findings.push(Finding { level, rule, event, property, place, message });
    }
}
