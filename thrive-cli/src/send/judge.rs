//! Which events are good: the plan and the standard events, compiled.

use std::collections::HashMap;

use jsonschema::{Validator, error::ValidationErrorKind};
use serde_json::Value;
use thrive_plan::{Kind, ObjectSchema, Plan, did_you_mean};

use crate::outcome::Failure;

/// What an event has that is in no plan: its envelope is checked, its properties are its own affair.
const UNPLANNED: &str = include_str!("unplanned.json");

/// So many reasons of one event are told.
const MOST_REASONS: usize = 5;

pub(super) struct Judge {
    plan: Plan,
    planned: HashMap<String, Validator>,
    unplanned: Option<Validator>,
}

/// Whether an event's schema lets the context carry an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventId {
    Welcome,
    Unwelcome,
}

impl Judge {
    pub(super) fn new(plan: Plan, takes_unplanned: bool) -> Result<Judge, Failure> {
        let compiled = plan.events.iter().map(|event| {
            let schema = compile(&event.to_json_schema()).map_err(|error| {
                Failure::wrong(format!("the schema of event `{}` cannot be used: {error}", event.name))
            })?;
            Ok((event.name.clone(), schema))
        });
        let planned = compiled.collect::<Result<_, Failure>>()?;
        let unplanned = takes_unplanned.then(|| compile(UNPLANNED)).transpose();
        let unplanned =
            unplanned.map_err(|error| Failure::wrong(format!("no schema for unplanned events: {error}")))?;
        Ok(Judge { plan, planned, unplanned })
    }

    /// Whether the event is right, or all that is not.
    pub(super) fn judge(&self, event: &Value) -> Result<EventId, String> {
        let Some(name) = event.get("event_name").and_then(Value::as_str) else {
            let is_object = event.is_object();
            return Err(
                if is_object { "/event_name: is no string, or missing" } else { "this is no object" }.to_owned()
            );
        };
        let schema = match self.planned.get(name).or(self.unplanned.as_ref()) {
            Some(schema) => schema,
            None => {
                let names = self.plan.events.iter().map(|event| event.name.as_str());
                let advice =
                    did_you_mean(name, names).unwrap_or_else(|| "plan it, or send it by `--unplanned`".to_owned());
                return Err(format!("/event_name: no event is called `{name}`; {advice}"));
            }
        };
        let mut reasons: Vec<String> =
            schema.iter_errors(event).take(MOST_REASONS).map(|error| reason(&error)).collect();
        if !reasons.is_empty() {
            reasons.sort();
            return Err(reasons.join("; "));
        }
        Ok(self.event_id(name))
    }

    /// Whether events of this name may carry an id.
    pub(super) fn event_id(&self, name: &str) -> EventId {
        match self.plan.event(name).map(|schema| &schema.context) {
            Some(context) if context.closed && context.get("event_id").is_none() => EventId::Unwelcome,
            _ => EventId::Welcome,
        }
    }

    /// The kind of value that stands at a path of an event.
    pub(super) fn kind(&self, event_name: &str, path: &str) -> Kind {
        self.find(event_name, path).unwrap_or(Kind::String)
    }

    fn find(&self, event_name: &str, path: &str) -> Option<Kind> {
        let event = self.plan.event(event_name)?;
        let mut names = path.split('.');
        let mut object: Option<&ObjectSchema> = match names.next()? {
            "properties" => Some(&event.properties),
            "context" => Some(&event.context),
            _ => None,
        };
        let mut kind = None;
        for name in names {
            let value = &object?.get(name)?.value;
            (kind, object) = (Some(value.kind), value.members.as_ref());
        }
        kind
    }
}

fn compile(schema: &str) -> Result<Validator, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
    jsonschema::options().should_validate_formats(true).build(&schema).map_err(|error| error.to_string())
}

/// Where, and what: no value is repeated, as it may be personal data.
fn reason(error: &jsonschema::ValidationError<'_>) -> String {
    let path = match error.kind() {
        // Its own path, not its parent's, so that missing and wrong properties read alike.
        ValidationErrorKind::Required { property: Value::String(property) } => error.instance_path().join(property),
        _ => error.instance_path().clone(),
    };
    let place = if path.as_str().is_empty() { "the event" } else { path.as_str() };
    format!("{place}: {}", error.masked())
}
