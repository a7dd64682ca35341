//! What a value may be, in the words of a table's cell.

use super::markdown::code;
use crate::schema::{Format, Kind, Limits, ValueSchema};

/// "string; at most 80 characters; or null", "array of strings (one of `a`, `b`)".
pub(super) fn kind(value: &ValueSchema) -> String {
    let mut parts = vec![name(value, "")];
    parts.extend(details(value));
    parts.join("; ")
}

fn name(value: &ValueSchema, plural: &str) -> String {
    let kind = value.kind.to_string();
    let noun = kind.strip_prefix("a ").or(kind.strip_prefix("an ")).unwrap_or(&kind);
    let Some(items) = &value.items else { return format!("{noun}{plural}") };
    let of = name(items, "s");
    match details(items).join("; ") {
        details if details.is_empty() => format!("{noun}{plural} of {of}"),
        details => format!("{noun}{plural} of {of} ({details})"),
    }
}

fn details(value: &ValueSchema) -> Vec<String> {
    let ValueSchema { kind, nullable, one_of, constant, members, limits, .. } = value;
    let Limits { minimum, maximum, min_length, max_length, pattern, format } = limits;
    let mut details = Vec::new();
    match (constant, one_of.as_slice()) {
        (Some(_), [only]) => details.push(format!("always {}", code(only))),
        (Some(constant), _) => details.push(format!("always {}", code(constant))),
        (None, []) => {}
        (None, values) => {
            let values: Vec<String> = values.iter().map(|value| code(value)).collect();
            details.push(format!("one of {}", values.join(", ")));
        }
    }
    details.extend(format.map(|format| match format {
        Format::Email => "email address".to_owned(),
        Format::Uri => "URI".to_owned(),
    }));
    details.extend(minimum.map(|minimum| format!("at least {minimum}")));
    details.extend(maximum.map(|maximum| format!("at most {maximum}")));
    details.extend(min_length.map(|length| format!("at least {}", characters(length))));
    details.extend(max_length.map(|length| format!("at most {}", characters(length))));
    details.extend(pattern.as_ref().map(|pattern| format!("matches {}", code(pattern))));
    if members.as_ref().is_some_and(|members| members.closed) {
        details.push("no other members".to_owned());
    }
    if *nullable && *kind != Kind::Any {
        details.push("or null".to_owned());
    }
    details
}

fn characters(count: u64) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}
