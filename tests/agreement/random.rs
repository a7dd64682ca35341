//! Random events: every keyword of a plan, in every place where it can stand.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use crate::model::{Event, Members, Property, Range, Shape, Style, Text, Value};

/// Objects and arrays stand in each other so deep.
const DEPTH: usize = 3;

const WORDS: &[&str] = &[
    "account",
    "amount",
    "billing",
    "campaign",
    "channel",
    "city",
    "currency",
    "delivery",
    "discount",
    "domain",
    "email",
    "feature",
    "invoice",
    "language",
    "locale",
    "member",
    "order",
    "owner",
    "period",
    "plan",
    "price",
    "region",
    "role",
    "seat",
    "source",
    "status",
    "street",
    "tag",
    "team",
    "tier",
    "total",
    "workspace",
];

/// Names that are no names in Rust, or that mean something there or in the expansion.
const ODD: &[&str] = &[
    "type",
    "self",
    "crate",
    "async",
    "2nd choice",
    "a \"quoted\" one",
    "back\\slash",
    "größe",
    "with.dot",
    "_",
    "event",
    "out",
    "String",
    "Option",
    "timestamp",
    "user_id",
    "properties",
    "a\nline",
    "E",
    "P",
    "write",
];

const VALUES: &[&str] = &[
    "free",
    "pro",
    "enterprise",
    "add-on",
    "not_yet",
    "Two Words",
    "x2",
    "3d",
    "self",
    "ünïcode",
    "a/b",
    "\"quoted\"",
];

/// Patterns, each with what `rust::text` makes for it.
pub(crate) const PATTERNS: &[&str] = &["^[A-Z]{2}[0-9]{4}$", "[0-9]", "^https?"];

pub(crate) fn event(rng: &mut Rng, number: usize) -> Event {
    let words: Vec<&str> = (0..rng.usize(1..3)).map(|_| pick(rng, WORDS)).collect();
    let count = rng.usize(1..9);
    Event {
        name: format!("{}_happened_{number}", words.join("_")),
        description: rng.bool().then(|| "It happened.".to_owned()),
        version: rng.bool().then(|| rng.u64(1..9)),
        deprecated: (rng.u8(..16) == 0).then(|| "Use another one.".to_owned()),
        properties: members(rng, count, 0),
        context: if rng.bool() { Members::default() } else { context(rng) },
        group_required: rng.bool(),
    }
}

fn context(rng: &mut Rng) -> Members {
    let count = rng.usize(0..3);
    let mut context = members(rng, count, DEPTH - 1);
    // Envelope and plan would speak of the same member.
    context.listed.retain(|property| property.name != "group_id");
    context
}

fn members(rng: &mut Rng, count: usize, depth: usize) -> Members {
    let style = if rng.bool() { Style::Snake } else { pick(rng, &[Style::Camel, Style::Kebab, Style::Screaming]) };
    let mut members = Members { listed: Vec::new(), closed: rng.u8(..4) == 0, style };
    for _ in 0..count {
        let words: Vec<&str> =
            if rng.u8(..8) == 0 { Vec::new() } else { (0..rng.usize(1..4)).map(|_| pick(rng, WORDS)).collect() };
        let name = if words.is_empty() { pick(rng, ODD).to_owned() } else { style.join(&words) };
        if members.listed.iter().any(|other| other.name == name) {
            continue;
        }
        let mut value = value(rng, depth);
        let mut required = rng.bool();
        if let (Shape::Constant(constant), true) = (&value.shape, depth > 0 && required) {
            // No struct of fields can promise a number that is always the same.
            required = constant.is_string();
            value.nullable = false;
        }
        members.listed.push(Property { name, words, required, value });
    }
    members
}

fn value(rng: &mut Rng, depth: usize) -> Value {
    let shape = shape(rng, depth);
    let nullable = rng.u8(..4) == 0 && !matches!(shape, Shape::Any | Shape::Constant(_));
    Value { shape, nullable, personal: rng.u8(..6) == 0 }
}

fn shape(rng: &mut Rng, depth: usize) -> Shape {
    let kinds = if depth < DEPTH { 14 } else { 11 };
    match rng.u8(..kinds) {
        0 => Shape::Any,
        1..=2 => Shape::Text(text(rng)),
        3 => Shape::Text(Text { one_of: one_of(rng), ..Text::default() }),
        4 => Shape::Integer(range(rng)),
        5 => Shape::Number(range(rng)),
        6 => Shape::Boolean,
        7 => Shape::DateTime,
        8 => Shape::Date,
        9 => Shape::Uuid,
        10 => Shape::Constant(constant(rng)),
        11 => Shape::Array((rng.u8(..4) > 0).then(|| Box::new(item(rng, depth)))),
        _ => {
            Shape::Object((rng.u8(..4) > 0).then(|| object(rng, depth)).filter(|it| it.closed || !it.listed.is_empty()))
        }
    }
}

/// What an array holds. A constant there is a rule that no type can keep.
fn item(rng: &mut Rng, depth: usize) -> Value {
    loop {
        let item = value(rng, depth + 1);
        if !matches!(item.shape, Shape::Constant(_)) && !item.personal {
            return item;
        }
    }
}

fn object(rng: &mut Rng, depth: usize) -> Members {
    let count = rng.usize(0..5);
    members(rng, count, depth + 1)
}

fn text(rng: &mut Rng) -> Text {
    let limits = |least: Option<usize>, most: Option<usize>| Text { least, most, ..Text::default() };
    match rng.u8(..8) {
        0 => Text { format: Some("email"), ..Text::default() },
        1 => Text { format: Some("uri"), ..Text::default() },
        2 => Text { pattern: Some(pick(rng, PATTERNS)), ..Text::default() },
        3 => limits(Some(rng.usize(0..9)), None),
        4 => limits(None, Some(rng.usize(0..90))),
        5 => {
            let least = rng.usize(0..9);
            limits(Some(least), Some(least + rng.usize(0..90)))
        }
        _ => Text::default(),
    }
}

fn one_of(rng: &mut Rng) -> Vec<String> {
    let mut values: Vec<&str> = VALUES.to_vec();
    rng.shuffle(&mut values);
    values.truncate(rng.usize(1..7));
    values.into_iter().map(str::to_owned).collect()
}

fn range(rng: &mut Rng) -> Range {
    let minimum = rng.bool().then(|| rng.i64(-1_000..1_000));
    let maximum = rng.bool().then(|| minimum.unwrap_or_default() + rng.i64(1..100_000));
    Range { minimum, maximum }
}

fn constant(rng: &mut Rng) -> Json {
    match rng.u8(..5) {
        0 => json!(rng.bool()),
        1 => json!(rng.i32(..)),
        2 => json!(f64::from(rng.i16(..)) / 8.0 + 0.0625),
        _ => json!(pick(rng, VALUES)),
    }
}

pub(crate) fn pick<T: Clone>(rng: &mut Rng, choices: &[T]) -> T {
    rng.choice(choices).cloned().expect("there is a choice")
}
