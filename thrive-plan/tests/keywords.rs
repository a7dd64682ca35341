//! What every keyword of an event's file means to the model, and that the meta-schema knows it as well.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in what it shares with others too"
)]

#[expect(dead_code, reason = "the plan's meta-schema is for other tests")]
mod support;

use thrive_plan::{EventSchema, Format, Kind, Limits, ObjectSchema, Property, ValueSchema, read};

fn event(text: &str) -> EventSchema {
    assert_eq!(support::against_event(text), [""; 0], "the meta-schema refuses {text}");
    read("tracking/report_shared.json", text).unwrap_or_else(|mistake| panic!("{mistake}\n{text}"))
}

/// The value that these keywords describe.
fn value(keywords: &str) -> ValueSchema {
    let event = event(&format!(r#"{{ "properties": {{ "it": {keywords} }} }}"#));
    event.properties.get("it").unwrap().value.clone()
}

fn of(kind: Kind) -> ValueSchema {
    ValueSchema { kind, ..ValueSchema::default() }
}

fn limited(kind: Kind, limits: Limits) -> ValueSchema {
    ValueSchema { limits, ..of(kind) }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn property(name: &str, required: bool, value: ValueSchema) -> Property {
    Property { name: name.to_owned(), required, value }
}

#[test]
fn every_type_is_a_kind() {
    assert_eq!(value(r#"{ "type": "string" }"#), of(Kind::String));
    assert_eq!(value(r#"{ "type": "integer" }"#), of(Kind::Integer));
    assert_eq!(value(r#"{ "type": "number" }"#), of(Kind::Number));
    assert_eq!(value(r#"{ "type": "boolean" }"#), of(Kind::Boolean));
    assert_eq!(value(r#"{ "type": "array" }"#), of(Kind::Array));
    assert_eq!(value(r#"{ "type": "object" }"#), of(Kind::Object));
}

#[test]
fn a_type_may_stand_beside_null_in_either_order() {
    let nullable = ValueSchema { nullable: true, ..of(Kind::Integer) };
    assert_eq!(value(r#"{ "type": ["integer", "null"] }"#), nullable);
    assert_eq!(value(r#"{ "type": ["null", "integer"] }"#), nullable);
    let day = value(r#"{ "type": ["string", "null"], "format": "date" }"#);
    assert_eq!(day, ValueSchema { nullable: true, ..of(Kind::Date) });
}

#[test]
fn a_value_of_which_nothing_is_said_is_anything_and_null() {
    assert_eq!(value("{}"), ValueSchema { nullable: true, ..of(Kind::Any) });
    assert_eq!(value(r#"{ "description": "Whatever." }"#).kind, Kind::Any);
}

#[test]
fn dates_and_uuids_are_kinds_of_their_own() {
    assert_eq!(value(r#"{ "type": "string", "format": "date-time" }"#), of(Kind::DateTime));
    assert_eq!(value(r#"{ "type": "string", "format": "date" }"#), of(Kind::Date));
    assert_eq!(value(r#"{ "type": "string", "format": "uuid" }"#), of(Kind::Uuid));
}

#[test]
fn other_formats_are_limits_of_a_string() {
    let of_format = |format| limited(Kind::String, Limits { format: Some(format), ..Limits::default() });
    assert_eq!(value(r#"{ "type": "string", "format": "email" }"#), of_format(Format::Email));
    assert_eq!(value(r#"{ "type": "string", "format": "uri" }"#), of_format(Format::Uri));
}

#[test]
fn limits_are_kept_for_run_time() {
    let numbers = Limits { minimum: Some(-0.5), maximum: Some(1e3), ..Limits::default() };
    assert_eq!(value(r#"{ "type": "number", "minimum": -0.5, "maximum": 1e3 }"#), limited(Kind::Number, numbers));
    let one = Limits { minimum: Some(1.0), maximum: Some(1.0), ..Limits::default() };
    assert_eq!(value(r#"{ "type": "integer", "minimum": 1, "maximum": 1 }"#), limited(Kind::Integer, one));
    let lengths = Limits { min_length: Some(0), max_length: Some(9), ..Limits::default() };
    assert_eq!(value(r#"{ "type": "string", "minLength": 0, "maxLength": 9 }"#), limited(Kind::String, lengths));
    let pattern = Limits { pattern: Some(r"^\d+$".to_owned()), ..Limits::default() };
    assert_eq!(value(r#"{ "type": "string", "pattern": "^\\d+$" }"#), limited(Kind::String, pattern));
}

#[test]
fn what_is_no_regular_expression_is_left_to_who_runs_it() {
    assert_eq!(value(r#"{ "type": "string", "pattern": "(" }"#).limits.pattern.as_deref(), Some("("));
}

#[test]
fn an_enum_lists_strings_and_needs_no_type() {
    let listed = ValueSchema { one_of: texts(&["draft", "final"]), ..of(Kind::String) };
    assert_eq!(value(r#"{ "type": "string", "enum": ["draft", "final"] }"#), listed);
    assert_eq!(value(r#"{ "enum": ["draft", "final"] }"#), listed);
    let or_null = ValueSchema { nullable: true, ..listed };
    assert_eq!(value(r#"{ "type": ["string", "null"], "enum": ["draft", null, "final"] }"#), or_null);
    assert_eq!(value(r#"{ "enum": ["draft", "final", null] }"#), or_null);
}

#[test]
fn a_listed_value_may_be_just_as_long_as_it_may_be() {
    let listed = value(r#"{ "enum": ["né", "non"], "minLength": 2, "maxLength": 3 }"#);
    assert_eq!(listed.one_of, ["né", "non"]);
}

#[test]
fn a_constant_is_of_its_own_kind() {
    let constant = |kind, text: &str| ValueSchema { constant: Some(text.to_owned()), ..of(kind) };
    assert_eq!(value(r#"{ "const": 2 }"#), constant(Kind::Integer, "2"));
    assert_eq!(value(r#"{ "const": -2.50 }"#), constant(Kind::Number, "-2.50"));
    assert_eq!(value(r#"{ "const": 2e3 }"#), constant(Kind::Number, "2e3"));
    assert_eq!(value(r#"{ "const": true }"#), constant(Kind::Boolean, "true"));
    let text = ValueSchema { one_of: texts(&["p\"d\u{1}f"]), ..constant(Kind::String, r#""p\"d\u0001f""#) };
    assert_eq!(value(r#"{ "const": "p\"d\u0001f" }"#), text);
}

#[test]
fn a_constant_may_have_the_type_that_it_is_of() {
    assert_eq!(value(r#"{ "type": "integer", "const": 2 }"#).kind, Kind::Integer);
    assert_eq!(value(r#"{ "type": "number", "const": 2 }"#).kind, Kind::Number);
    assert_eq!(value(r#"{ "type": "number", "const": 2.5 }"#).kind, Kind::Number);
    assert_eq!(value(r#"{ "type": "boolean", "const": false }"#).kind, Kind::Boolean);
    assert_eq!(value(r#"{ "type": "string", "const": "pdf" }"#).kind, Kind::String);
}

#[test]
fn items_say_what_stands_in_an_array() {
    let words = ValueSchema { items: Some(Box::new(of(Kind::String))), ..of(Kind::Array) };
    assert_eq!(value(r#"{ "type": "array", "items": { "type": "string" } }"#), words);
    let rows = ValueSchema { items: Some(Box::new(words)), ..of(Kind::Array) };
    assert_eq!(value(r#"{ "type": "array", "items": { "type": "array", "items": { "type": "string" } } }"#), rows);
}

#[test]
fn an_object_lists_its_members() {
    let city = property("city", true, of(Kind::String));
    let zip = property("zip", false, ValueSchema { nullable: true, ..of(Kind::String) });
    let members = ObjectSchema { properties: vec![city, zip], closed: true };
    let address = ValueSchema { members: Some(members), ..of(Kind::Object) };
    let text = r#"{
        "type": "object",
        "properties": { "city": { "type": "string" }, "zip": { "type": ["string", "null"] } },
        "required": ["city"],
        "additionalProperties": false
    }"#;
    assert_eq!(value(text), address);
}

#[test]
fn an_object_that_says_nothing_of_its_members_has_none() {
    assert_eq!(value(r#"{ "type": "object", "properties": {} }"#).members, None);
    assert_eq!(value(r#"{ "type": "object", "additionalProperties": true }"#).members, None);
    let empty = ObjectSchema { properties: Vec::new(), closed: true };
    assert_eq!(value(r#"{ "type": "object", "additionalProperties": false }"#).members, Some(empty));
}

#[test]
fn what_is_said_beside_the_rules_is_kept() {
    let said = value(r#"{ "type": "string", "description": "Its name.", "x-personal": true, "examples": ["Q3", 7] }"#);
    assert_eq!((said.description.as_deref(), said.personal), (Some("Its name."), true));
    assert_eq!(said.example.as_deref(), Some(r#""Q3""#));
    let object = value(r#"{ "examples": [{ "a\n": [1.0, null, true], "b": {} }] }"#);
    assert_eq!(object.example.as_deref(), Some(r#"{"a\n":[1.0,null,true],"b":{}}"#));
    let none = value(r#"{ "const": 1, "x-personal": false, "examples": [] }"#);
    assert_eq!((none.personal, none.example), (false, None));
}

#[test]
fn an_event_has_a_description_a_version_and_a_successor() {
    let EventSchema { name, description, version, deprecated, properties, context } = event(
        r#"{ "$schema": "schema/event.schema.json", "description": "A user shares a report.", "version": 3,
             "deprecated": "Use `report_sent`." }"#,
    );
    assert_eq!(name, "report_shared");
    assert_eq!(description.as_deref(), Some("A user shares a report."));
    assert_eq!((version, deprecated.as_deref()), (Some(3), Some("Use `report_sent`.")));
    assert_eq!((properties, context), (ObjectSchema::default(), ObjectSchema::default()));
}

#[test]
fn the_short_form_says_the_same_as_the_long_one() {
    let long = r#"{
        "properties": {
            "type": "object",
            "description": "What was shared.",
            "properties": { "type": { "type": "string" }, "pages": { "type": "integer" } },
            "required": ["type"],
            "additionalProperties": false
        },
        "context": { "type": "object", "required": ["group_id"] }
    }"#;
    let short = r#"{
        "type": "object",
        "properties": { "type": { "type": "string" }, "pages": { "type": "integer" } },
        "required": ["type"],
        "additionalProperties": false,
        "context": { "required": ["group_id"] }
    }"#;
    let properties = vec![property("type", true, of(Kind::String)), property("pages", false, of(Kind::Integer))];
    assert_eq!(event(long).properties, ObjectSchema { properties, closed: true });
    assert_eq!(event(long), event(short));
}

#[test]
fn the_group_is_asked_for_by_its_name_alone() {
    let id = limited(Kind::String, Limits { min_length: Some(1), ..Limits::default() });
    let device = property("device", false, of(Kind::String));
    let context = event(
        r#"{ "context": { "properties": { "device": { "type": "string" } }, "required": ["group_id"],
             "additionalProperties": false } }"#,
    )
    .context;
    let properties = vec![property("group_id", true, id.clone()), device];
    assert_eq!(context, ObjectSchema { properties, closed: true });

    let optional = event(r#"{ "context": { "properties": { "group_id": { "type": "string", "minLength": 1 } } } }"#);
    assert_eq!(optional.context.properties, [property("group_id", false, id)]);
    assert_eq!(event(r#"{ "context": {} }"#).context, ObjectSchema::default());
}
