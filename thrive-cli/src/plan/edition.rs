//! An edition of a plan: a folder or a file as it is now, or what a git revision has there.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use thrive_plan::{EventSchema, Plan, PlanError};

use super::OpenPlan;
use crate::outcome::Failure;

/// Reads `tracking`, `tracking/plan.json` or `v1.2:tracking`. What is there under that very name is meant before a
/// revision.
pub(super) fn read(named: &str) -> Result<Plan, Failure> {
    if Path::new(named).exists() {
        return OpenPlan::open(Some(Path::new(named)))?.load();
    }
    match named.split_once(':') {
        Some((revision, _)) if !revision.is_empty() && !revision.starts_with('-') => from_git(named),
        _ => Err(Failure::used_wrongly(format!(
            "there is no plan at `{named}`: name a folder, a file, or what a git revision has as `REV:path`"
        ))),
    }
}

fn from_git(named: &str) -> Result<Plan, Failure> {
    let named = named.trim_end_matches('/');
    let path = named.split_once(':').map(|(_, path)| path).unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or(path);
    match git(&["cat-file", "-t", named])?.trim() {
        "tree" => from_tree(named),
        _ => Plan::read(name, &git(&["cat-file", "blob", named])?).map_err(|error| mistake(named, &error)),
    }
}

/// As `PlanFiles` takes a folder: every `.json` but those of schemas, and not what is in folders inside.
fn from_tree(named: &str) -> Result<Plan, Failure> {
    let listed = git(&["ls-tree", "-z", named])?;
    let mut plan = Plan::default();
    let mut events: BTreeMap<String, EventSchema> = BTreeMap::new();
    for entry in listed.split('\0') {
        let Some((kind, name)) = entry.split_once('\t') else { continue };
        let is_event = kind.contains(" blob ") && name.ends_with(".json") && !name.ends_with(".schema.json");
        if !is_event {
            continue;
        }
        let separator = if named.ends_with(':') { "" } else { "/" };
        let file = format!("{named}{separator}{name}");
        let text = git(&["cat-file", "blob", &file])?;
        let read = if name == "plan.json" {
            Plan::read(name, &text).map(|read| {
                plan.declare_personal = read.declare_personal;
                read.events
            })
        } else {
            thrive_plan::read(name, &text).map(|event| vec![event])
        };
        for event in read.map_err(|error| mistake(&file, &error))? {
            if let Some(twice) = events.insert(event.name.clone(), event) {
                let message = format!("{named}: `{}` stands in `plan.json` and in a file of its own", twice.name);
                return Err(Failure::wrong(message));
            }
        }
    }
    plan.events = events.into_values().collect();
    Ok(plan)
}

fn mistake(file: &str, error: &PlanError) -> Failure {
    let message = match error.position() {
        Some((line, column)) => format!("{file}:{line}:{column}: {}", error.message()),
        None => format!("{file}: {}", error.message()),
    };
    Failure::wrong(message).because(error.clone())
}

fn git(arguments: &[&str]) -> Result<String, Failure> {
    let shown = arguments.last().copied().unwrap_or_default();
    let ended = Command::new("git").args(arguments.iter().map(OsStr::new)).output().map_err(|error| {
        Failure::used_wrongly(format!("`git` does not start ({error}): install it, or compare folders")).because(error)
    })?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        return Err(Failure::used_wrongly(format!("git does not know `{shown}`: {said}")));
    }
    String::from_utf8(ended.stdout)
        .map_err(|error| Failure::wrong(format!("{shown}: this is not UTF-8; save the file as UTF-8")).because(error))
}
