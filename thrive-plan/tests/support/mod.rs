//! The meta-schemas, at work.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

use std::sync::LazyLock;

use jsonschema::Validator;
use thrive_plan::meta;

fn compile(schema: &str) -> Validator {
    jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn refusals(schema: &Validator, text: &str) -> Vec<String> {
    schema.iter_errors(&serde_json::from_str(text).unwrap()).map(|error| error.to_string()).collect()
}

/// What the meta-schema of an event's file says against it.
pub(crate) fn against_event(text: &str) -> Vec<String> {
    static EVENT: LazyLock<Validator> = LazyLock::new(|| compile(meta::EVENT));
    refusals(&EVENT, text)
}

/// What the meta-schema of a plan file says against it.
pub(crate) fn against_plan(text: &str) -> Vec<String> {
    static PLAN: LazyLock<Validator> = LazyLock::new(|| compile(meta::PLAN));
    refusals(&PLAN, text)
}
