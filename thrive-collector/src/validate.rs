//! Which events are good: the plan, compiled, and the rules around it.

mod notes;

use std::{collections::BTreeMap, error::Error, io, path::Path};

use axum::http::StatusCode;
use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Value, json, value::RawValue};
use thrive_plan::{EventSchema, Plan, PlanFiles};

use crate::request::{BadEvent, Call, GoodEvent, Reason, Refusal};

/// So many reasons of one request are listed. What a hostile body can make of a few megabytes must end somewhere.
const MAX_REASONS: usize = 1_000;

/// The compiled schemas of everything that the Track API takes.
pub(crate) struct Schemas {
    planned: BTreeMap<String, Schema>,
    custom: Schema,
    identify: Schema,
    group: Schema,
}

/// A schema, to judge by and to read.
struct Schema {
    validator: Validator,
    description: Option<String>,
    /// What it says of each value, by where the value stands.
    notes: Value,
}

impl Schemas {
    /// Compiles the standard catalogue, or a team's plan over it.
    pub(crate) fn compile(plan: Option<&Path>) -> io::Result<Self> {
        let plan = match plan {
            Some(path) => PlanFiles::open(path).and_then(|files| files.load()).and_then(Plan::over_standard),
            None => Plan::standard(),
        };
        let event = |event: EventSchema| {
            let schema = Schema::compile(&event.to_json_schema());
            // What the plan's reader leaves to a validator: whether a pattern is a regular expression.
            let schema = schema.map_err(|error| invalid(format!("the schema of event `{}`: {error}", event.name)))?;
            Ok((event.name, schema))
        };
        Ok(Self {
            planned: plan.map_err(invalid)?.events.into_iter().map(event).collect::<io::Result<_>>()?,
            custom: Schema::compile(include_str!("../schemas/custom.json"))?,
            identify: Schema::compile(include_str!("../schemas/identify.json"))?,
            group: Schema::compile(include_str!("../schemas/group.json"))?,
        })
    }

    /// Whether the plan has an event of this name.
    pub(crate) fn is_planned(&self, name: &str) -> bool {
        self.planned.contains_key(name)
    }

    /// Every event of the plan with its description, by name.
    pub(crate) fn planned(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.planned.iter().map(|(name, schema)| (name.as_str(), schema.description.as_deref()))
    }

    /// What the schema of such an event says: `description`, and `values`, as [`notes::of`] makes them.
    pub(crate) fn notes(&self, call: Call, name: Option<&str>) -> Value {
        let schema = self.schema(call, name);
        json!({ "description": schema.description, "values": schema.notes })
    }

    /// The events of a body, or why one or all of them are refused.
    pub(crate) fn check(&self, call: Call, body: &[u8]) -> Result<Vec<GoodEvent>, Refusal> {
        let refuse = |message| Refusal::whole(call, StatusCode::BAD_REQUEST, message);
        // Values to judge, and texts to keep as they came. The values come first: texts pass where values are too deep.
        let values: Vec<Value> = serde_json::from_slice(body).map_err(|error| refuse(not_an_array(&error)))?;
        let texts: Vec<&RawValue> = serde_json::from_slice(body).map_err(|error| refuse(not_an_array(&error)))?;
        if values.is_empty() {
            return Err(refuse("the array is empty: send at least one event".to_owned()));
        }

        let total = values.len();
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        let (mut listed, mut unlisted) = (0, 0);
        for (index, (value, text)) in values.into_iter().zip(texts).enumerate() {
            let name = name(call, &value).map(str::to_owned);
            let (user_id, group_id) = (string(&value, "/user_id"), string(&value, group(call)));
            let json = text.get().to_owned();
            let mut reasons = self.reasons(call, &value).peekable();
            if reasons.peek().is_none() {
                good.push(GoodEvent { call, name, user_id, group_id, json });
            } else if listed == MAX_REASONS {
                unlisted += 1;
            } else {
                let mut reasons: Vec<Reason> = reasons.take(MAX_REASONS - listed).collect();
                reasons.sort_unstable();
                listed += reasons.len();
                bad.push(BadEvent { call, index: Some(index), name, user_id, group_id, json: Some(json), reasons });
            }
        }

        if bad.is_empty() {
            return Ok(good);
        }
        let message = refused(bad.len() + unlisted, total, listed);
        Err(Refusal { status: StatusCode::BAD_REQUEST, message, bad, unlisted })
    }

    fn schema(&self, call: Call, name: Option<&str>) -> &Schema {
        match call {
            Call::Track => name.and_then(|name| self.planned.get(name)).unwrap_or(&self.custom),
            Call::Identify => &self.identify,
            Call::Group => &self.group,
        }
    }

    fn reasons<'a>(&'a self, call: Call, event: &'a Value) -> impl Iterator<Item = Reason> + 'a {
        let schema = self.schema(call, name(call, event));
        schema.validator.iter_errors(event).map(|error| reason(&error)).chain(foreign_group(call, event))
    }
}

impl Schema {
    fn compile(source: &str) -> io::Result<Self> {
        let schema = serde_json::from_str(source)?;
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).map_err(io::Error::other)?;
        let description = schema.get("description").and_then(Value::as_str).map(str::to_owned);
        Ok(Self { validator, description, notes: notes::of(&schema) })
    }
}

fn invalid(error: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

fn name(call: Call, event: &Value) -> Option<&str> {
    event.get("event_name").and_then(Value::as_str).filter(|_| call == Call::Track)
}

/// Where a call says which group it is about.
fn group(call: Call) -> &'static str {
    match call {
        Call::Track | Call::Identify => "/context/group_id",
        Call::Group => "/group_id",
    }
}

fn string(event: &Value, pointer: &str) -> Option<String> {
    event.pointer(pointer).and_then(Value::as_str).map(str::to_owned)
}

fn reason(error: &ValidationError<'_>) -> Reason {
    let path = match error.kind() {
        // Its own path, not its parent's, so that missing and wrong properties read alike.
        ValidationErrorKind::Required { property: Value::String(property) } => error.instance_path().join(property),
        _ => error.instance_path().clone(),
    };
    let message = match error.kind() {
        // All that would do, where jsonschema stops at the third.
        ValidationErrorKind::Enum { options } => {
            let options: Vec<String> = options.as_array().into_iter().flatten().map(Value::to_string).collect();
            format!("value is not one of {}", options.join(", "))
        }
        _ => error.masked().to_string(),
    };
    Reason { path: path.as_str().to_owned(), message }
}

fn foreign_group(call: Call, event: &Value) -> Option<Reason> {
    let group = event.get("group_id").filter(|_| call == Call::Group)?;
    let context = event.pointer("/context/group_id")?;
    (group != context).then(|| Reason {
        path: "/context/group_id".to_owned(),
        message: "value is not equal to the group_id beside it".to_owned(),
    })
}

fn not_an_array(error: &serde_json::Error) -> String {
    let fault = if error.is_data() { "an array of events" } else { "JSON" };
    format!("the body is not {fault}: {error}")
}

fn refused(bad: usize, total: usize, listed: usize) -> String {
    let all = match (bad, total) {
        (1, 1) => "the event breaks its schema".to_owned(),
        (1, _) => format!("1 of {total} events breaks its schema: none of the array was accepted"),
        _ => format!("{bad} of {total} events break their schema: none of the array was accepted"),
    };
    if listed == MAX_REASONS { format!("{all}; the first {MAX_REASONS} reasons are listed") } else { all }
}
