//! Rules that no value keeps, or that the plan's own values break.

use jsonschema::Validator;
use serde_json::{Value, json};
use thrive_plan::{Kind, Step};

use super::Lint;
use super::walk::{Visited, shown, values};

const RULE: &str = "contradiction";

pub(super) fn check(lint: &mut Lint<'_>) {
    let event = lint.event;
    // What the plan writes is JSON, or it would not have been read.
    let schema: Value = serde_json::from_str(&event.to_json_schema()).unwrap_or_default();
    for one in values(event) {
        if let Some(pattern) = &one.value.limits.pattern
            && let Err(error) = compile(&json!({ "type": "string", "pattern": pattern }))
        {
            let message = format!("`{pattern}` is no regular expression: {error}");
            lint.report_keyword(RULE, &one.path, "pattern", message);
            continue;
        }
        if let Some(message) = no_integer(&one) {
            lint.report_keyword(RULE, &one.path, "maximum", message);
        }
        if let Some(schema) = find(&schema, &one.path) {
            own_values(lint, &one, schema);
        }
    }
}

/// No whole number lies between 1.2 and 1.8.
fn no_integer(one: &Visited<'_>) -> Option<String> {
    let (minimum, maximum) = one.value.limits.minimum.zip(one.value.limits.maximum)?;
    (one.value.kind == Kind::Integer && minimum.ceil() > maximum.floor())
        .then(|| format!("no integer lies between `minimum` {minimum} and `maximum` {maximum}; change one of them"))
}

/// What a plan lists or shows must be allowed by what stands beside it.
fn own_values(lint: &mut Lint<'_>, one: &Visited<'_>, schema: &Value) {
    let mut rules = schema.clone();
    let example = rules.as_object_mut().and_then(|rules| rules.remove("examples"));
    if let (Some(example), Ok(validator)) = (example.as_ref().and_then(|list| list.get(0)), compile(&rules))
        && let Err(error) = validator.validate(example)
    {
        let message = format!("the example of `{}` breaks its own rules: {error}", shown(&one.path));
        lint.report_keyword(RULE, &one.path, "examples", message);
    }
    let listed = rules.as_object_mut().and_then(|rules| rules.remove("enum"));
    if let (Some(Value::Array(listed)), Ok(validator)) = (listed, compile(&rules)) {
        for value in listed {
            if let Err(error) = validator.validate(&value) {
                let message = format!("a value that `enum` of `{}` lists is never right: {error}", shown(&one.path));
                lint.report_keyword(RULE, &one.path, "enum", message);
            }
        }
    }
}

fn compile(schema: &Value) -> Result<Validator, String> {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).map_err(|error| error.to_string())
}

/// The schema of a value inside of the schema of its event.
fn find<'s>(event: &'s Value, path: &[Step]) -> Option<&'s Value> {
    path.iter().try_fold(event, |schema, step| match step {
        Step::Property(name) => schema.get("properties")?.get(name),
        Step::Items => schema.get("items"),
    })
}
