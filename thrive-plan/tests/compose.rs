//! What the model becomes when it is written again.

#[expect(dead_code, reason = "the event's meta-schema is for other tests")]
mod support;

use std::{collections::BTreeMap, error::Error};

use proptest::{option, prelude::*, sample::select};
use serde_json::{Value, json};
use thrive_plan::{
    EventSchema, Format, Kind, Limits, ObjectSchema, Plan, Property, ValueSchema, catalogue, meta, read,
};

type TestResult = Result<(), Box<dyn Error>>;

#[test]
fn a_standard_event_becomes_its_file_again() -> TestResult {
    for name in catalogue::names() {
        let source = catalogue::source(name).ok_or(name)?;
        // The model has no words about the envelope, and one file has its own.
        let source = source.replace("When the account was created.", "When it happened.");
        assert_eq!(catalogue::schema(name)?.ok_or(name)?.to_json_schema(), source, "{name}");
    }
    Ok(())
}

#[test]
fn every_keyword_stands_in_the_schema_of_the_whole_event() -> TestResult {
    let event = read(
        "report_shared.json",
        r#"{
            "description": "A user shares a report.",
            "version": 2,
            "deprecated": "Use `report_sent`.",
            "properties": {
                "kind": { "enum": ["draft", "final", null], "minLength": 2, "maxLength": 9, "pattern": "^[a-z]" },
                "format": { "const": "pdf" },
                "schema": { "const": 2, "description": "The edition." },
                "pages": { "type": ["integer", "null"], "minimum": 1, "maximum": 2.5, "examples": [2, 3] },
                "to": { "type": "array", "items": { "type": "string", "format": "email" }, "x-personal": true },
                "at": {
                    "type": "object",
                    "properties": { "id": { "type": "string", "format": "uuid" }, "on": { "type": "string", "format": "date" } },
                    "required": ["id"],
                    "additionalProperties": false
                },
                "more": {}
            },
            "required": ["pages"],
            "additionalProperties": false,
            "context": { "required": ["group_id"] }
        }"#,
    )?;
    let expected = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "report_shared",
        "description": "A user shares a report.",
        "version": 2,
        "deprecated": true,
        "$comment": "Use `report_sent`.",
        "type": "object",
        "properties": {
            "event_name": { "const": "report_shared" },
            "properties": {
                "type": "object",
                "properties": {
                    "kind": {
                        "type": ["string", "null"],
                        "minLength": 2,
                        "maxLength": 9,
                        "pattern": "^[a-z]",
                        "enum": ["draft", "final", null],
                    },
                    "format": { "type": "string", "const": "pdf" },
                    "schema": { "type": "integer", "const": 2, "description": "The edition." },
                    "pages": { "type": ["integer", "null"], "minimum": 1, "maximum": 2.5, "examples": [2] },
                    "to": { "type": "array", "items": { "type": "string", "format": "email" }, "x-personal": true },
                    "at": {
                        "type": "object",
                        "properties": {
                            "id": { "type": "string", "format": "uuid" },
                            "on": { "type": "string", "format": "date" },
                        },
                        "required": ["id"],
                        "additionalProperties": false,
                    },
                    "more": {},
                },
                "required": ["pages"],
                "additionalProperties": false,
            },
            "user_id": { "type": "string", "minLength": 1, "description": "The id of the user who acts." },
            "timestamp": { "type": "string", "format": "date-time", "description": "When it happened." },
            "context": {
                "type": "object",
                "properties": { "group_id": { "type": "string", "minLength": 1 } },
                "required": ["group_id"],
            },
        },
        "required": ["event_name", "properties", "user_id", "timestamp", "context"],
    });
    let composed: Value = serde_json::from_str(&event.to_json_schema())?;
    assert_eq!(composed, expected);
    // Its own meta-schema takes it, `deprecated` included.
    jsonschema::draft202012::new(&composed)?;
    Ok(())
}

#[test]
fn a_plan_is_written_as_one_would_write_it() -> TestResult {
    let plan = Plan::read(
        "plan.json",
        r#"{ "personal": "declare", "events": {
            "zoomed": { "version": 2, "deprecated": "Pan.", "properties": { "by": { "type": "number" } }, "required": ["by"] },
            "panned": { "context": { "required": ["group_id"] } } } }"#,
    )?;
    let expected = r#"{
  "personal": "declare",
  "events": {
    "panned": {
      "properties": {
        "type": "object"
      },
      "context": {
        "type": "object",
        "properties": {
          "group_id": {
            "type": "string",
            "minLength": 1
          }
        },
        "required": [
          "group_id"
        ]
      }
    },
    "zoomed": {
      "version": 2,
      "deprecated": "Pan.",
      "properties": {
        "type": "object",
        "properties": {
          "by": {
            "type": "number"
          }
        },
        "required": [
          "by"
        ]
      }
    }
  }
}
"#;
    assert_eq!(plan.to_json(), expected);
    assert_eq!(Plan::default().to_json(), "{\n  \"events\": {}\n}\n");
    Ok(())
}

#[test]
fn the_two_meta_schemas_agree_on_what_an_event_is() -> TestResult {
    let event: Value = serde_json::from_str(meta::EVENT)?;
    let plan: Value = serde_json::from_str(meta::PLAN)?;
    assert_eq!(event["$defs"], plan["$defs"]);
    assert!(event["$defs"]["value"]["properties"].as_object().is_some_and(|keywords| keywords.len() == 16));
    Ok(())
}

fn text() -> impl Strategy<Value = String> {
    "[ -~éß€😀\n\t\u{1}\"\\\\]{0,8}"
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z]{1,6}(_[a-z]{1,6})?", 1 => select(vec!["type", "event_name", "properties"]).prop_map(str::to_owned), 1 => "[ -~é\"]{1,4}"]
}

fn ordered<T: PartialOrd + Copy>(a: Option<T>, b: Option<T>) -> (Option<T>, Option<T>) {
    if a.zip(b).is_some_and(|(a, b)| b < a) { (b, a) } else { (a, b) }
}

/// A value of a kind that has keywords of its own, as the reader would have read it.
fn plain() -> impl Strategy<Value = ValueSchema> {
    let of = |kind| ValueSchema { kind, ..ValueSchema::default() };
    let kinds =
        select(vec![Kind::Boolean, Kind::DateTime, Kind::Date, Kind::Uuid, Kind::Array, Kind::Object]).prop_map(of);
    let anything = Just(ValueSchema { nullable: true, ..of(Kind::Any) });
    let limit = option::of(prop_oneof![any::<i32>().prop_map(f64::from), -1e300..1e300]);
    let number = (select(vec![Kind::Integer, Kind::Number]), limit.clone(), limit).prop_map(move |(kind, a, b)| {
        let (minimum, maximum) = ordered(a, b);
        ValueSchema { limits: Limits { minimum, maximum, ..Limits::default() }, ..of(kind) }
    });
    let length = || option::of(any::<u64>());
    let format = option::of(select(vec![Format::Email, Format::Uri]));
    let string = (length(), length(), option::of("[ -~é]{1,6}"), format).prop_map(move |(a, b, pattern, format)| {
        let (min_length, max_length) = ordered(a, b);
        let limits = Limits { min_length, max_length, pattern, format, ..Limits::default() };
        ValueSchema { limits, ..of(Kind::String) }
    });
    let listed = prop::collection::btree_set(text(), 1..4)
        .prop_map(move |values| ValueSchema { one_of: values.into_iter().collect(), ..of(Kind::String) });
    prop_oneof![kinds, anything, number, string, listed]
}

fn constants() -> impl Strategy<Value = ValueSchema> {
    let of = |kind, constant, one_of| ValueSchema { kind, constant: Some(constant), one_of, ..ValueSchema::default() };
    prop_oneof![
        any::<i64>().prop_map(move |number| of(Kind::Integer, number.to_string(), Vec::new())),
        any::<bool>().prop_map(move |flag| of(Kind::Boolean, flag.to_string(), Vec::new())),
        "[a-zé ]{0,5}".prop_map(move |text| of(Kind::String, format!("\"{text}\""), vec![text])),
    ]
}

fn values() -> impl Strategy<Value = ValueSchema> {
    let open = (plain(), any::<bool>())
        .prop_map(|(value, nullable)| ValueSchema { nullable: nullable || value.kind == Kind::Any, ..value });
    let leaf = prop_oneof![4 => open, 1 => constants()];
    let nested = leaf.prop_recursive(3, 12, 3, |inner| {
        let array = (inner.clone(), any::<bool>()).prop_map(|(items, nullable)| ValueSchema {
            kind: Kind::Array,
            nullable,
            items: Some(Box::new(items)),
            ..ValueSchema::default()
        });
        let object = (objects(inner), any::<bool>()).prop_map(|(members, nullable)| ValueSchema {
            kind: Kind::Object,
            nullable,
            members: Some(members).filter(|members| members.closed || !members.properties.is_empty()),
            ..ValueSchema::default()
        });
        prop_oneof![array, object]
    });
    let example = option::of(prop_oneof![Just(r#"{"a":[1.50,null]}"#), Just("true"), Just(r#""é\n""#)]);
    (nested, option::of(text()), any::<bool>(), example).prop_map(|(value, description, personal, example)| {
        ValueSchema { description, personal, example: example.map(str::to_owned), ..value }
    })
}

fn objects(values: impl Strategy<Value = ValueSchema>) -> impl Strategy<Value = ObjectSchema> {
    let properties = prop::collection::btree_map(names(), (any::<bool>(), values), 0..4);
    (properties.prop_map(listed), any::<bool>()).prop_map(|(properties, closed)| ObjectSchema { properties, closed })
}

fn listed(properties: BTreeMap<String, (bool, ValueSchema)>) -> Vec<Property> {
    let property = |(name, (required, value))| Property { name, required, value };
    properties.into_iter().map(property).collect()
}

fn plans() -> impl Strategy<Value = Plan> {
    let event =
        (option::of(text()), option::of(1..=u64::MAX), option::of("[a-z]{1,5}"), objects(values()), objects(values()));
    let event = event.prop_map(|(description, version, deprecated, properties, context)| EventSchema {
        name: String::new(),
        description,
        version,
        deprecated,
        properties,
        context,
    });
    let events = prop::collection::btree_map("[a-z][a-z0-9]{0,5}(_[a-z0-9]{1,5}){0,2}", event, 0..4);
    (events, any::<bool>()).prop_map(|(events, declare_personal)| {
        let events = events.into_iter().map(|(name, event)| EventSchema { name, ..event });
        Plan { events: events.collect(), declare_personal }
    })
}

/// A closed context still takes the account's id, which is the envelope's own.
fn with_group(mut event: EventSchema) -> EventSchema {
    if event.context.closed && event.context.get("group_id").is_none() {
        let limits = Limits { min_length: Some(1), ..Limits::default() };
        let value = ValueSchema { kind: Kind::String, limits, ..ValueSchema::default() };
        event.context.properties.push(Property { name: "group_id".to_owned(), required: false, value });
    }
    event
}

proptest! {
    #[test]
    fn a_plan_is_read_back_as_it_was(plan in plans()) {
        let text = plan.to_json();
        let read = Plan::read("plan.json", &text);
        prop_assert_eq!(read.as_ref(), Ok(&plan), "{}", text);
        prop_assert_eq!(support::against_plan(&text), [""; 0], "{}", text);
    }

    #[test]
    fn the_schema_of_a_whole_event_is_read_back_as_it_was(plan in plans()) {
        for event in plan.events.into_iter().map(|event| EventSchema { deprecated: None, ..event }) {
            let text = event.to_json_schema();
            let read = read(&format!("{}.json", event.name), &text);
            prop_assert_eq!(read.as_ref(), Ok(&with_group(event)), "{}", text);
        }
    }
}
