//! A plan of many events: what its file says, and every mistake in it.

#[expect(dead_code, reason = "the event's meta-schema is for other tests")]
mod support;

use thrive_plan::{Plan, PlanError, catalogue};

const PLAN: &str = r#"{
  "$schema": "schema/plan.schema.json",
  "description": "What the reports tell.",
  "personal": "declare",
  "events": {
    "report_shared": { "properties": { "pages": { "type": "integer" } }, "required": ["pages"] },
    "report_opened": { "properties": { "type": "object" }, "context": { "required": ["group_id"] } }
  }
}"#;

fn message(right: &str, wrong: &str) -> String {
    assert_eq!(PLAN.matches(right).count(), 1, "{right} must stand once in the plan");
    match Plan::read("tracking/plan.json", &PLAN.replace(right, wrong)) {
        Ok(plan) => format!("accepted: {plan:?}"),
        Err(mistake) => mistake.to_string(),
    }
}

/// Mistakes of shape, which an editor underlines too.
macro_rules! shapes {
    ($($behaviour:ident: $right:literal => $wrong:literal, $message:literal;)*) => {
        $(
            #[test]
            fn $behaviour() {
                assert_eq!(message($right, $wrong), concat!("tracking/plan.json:", $message));
                assert_ne!(support::against_plan(&PLAN.replace($right, $wrong)), [""; 0], "the meta-schema accepts it");
            }
        )*
    };
}

#[test]
fn a_plan_has_its_events_sorted_by_name() -> Result<(), PlanError> {
    assert_eq!(support::against_plan(PLAN), [""; 0]);
    let plan = Plan::read("tracking/plan.json", PLAN)?;
    assert!(plan.declare_personal);
    let names: Vec<_> = plan.events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["report_opened", "report_shared"]);
    assert!(plan.event("report_shared").is_some_and(|event| event.properties.required().count() == 1));
    assert_eq!(plan.event("report"), None);
    Ok(())
}

#[test]
fn an_empty_plan_is_a_plan() {
    assert_eq!(support::against_plan("{}"), [""; 0]);
    assert_eq!(Plan::read("tracking/plan.json", "{}"), Ok(Plan::default()));
}

#[test]
fn the_standard_events_are_a_plan() -> Result<(), PlanError> {
    let standard = Plan::standard()?;
    assert!(standard.events.iter().map(|event| event.name.as_str()).eq(catalogue::names()));
    assert!(!standard.declare_personal);
    Ok(())
}

#[test]
fn a_team_adds_to_the_standard_events_and_replaces_them() -> Result<(), PlanError> {
    let own =
        Plan::read("x", r#"{ "personal": "declare", "events": { "zoomed": {}, "signed_in": { "version": 9 } } }"#)?;
    let plan = own.over_standard()?;
    assert!(plan.declare_personal);
    assert!(plan.events.is_sorted_by(|a, b| a.name < b.name));
    assert_eq!(plan.events.len(), catalogue::names().len() + 1);
    assert_eq!(plan.event("signed_in").and_then(|event| event.version), Some(9));
    assert_eq!(plan.event("signed_out").cloned(), catalogue::schema("signed_out")?);
    Ok(())
}

shapes! {
    an_unknown_keyword_is_refused:
        r#""description""# => r#""descriptoin""#,
        "3:3: `descriptoin` is not a supported keyword here; did you mean `description`?";
    a_strange_keyword_is_refused_with_the_known_ones:
        r#""description""# => r#""owner""#,
        "3:3: `owner` is not a supported keyword here; known: `$schema`, `description`, `personal`, `events`";
    another_way_with_personal_data_is_refused:
        r#""declare""# => r#""hash""#,
        "4:15: `personal` must be `declare`, or be left out";
    events_that_are_not_an_object_are_refused:
        r#""events": {
    "report_shared": { "properties": { "pages": { "type": "integer" } }, "required": ["pages"] },
    "report_opened": { "properties": { "type": "object" }, "context": { "required": ["group_id"] } }
  }"# => r#""events": []"#,
        "5:13: `events` must be an object, not an array";
    an_event_that_is_not_snake_case_is_refused:
        r#""report_shared""# => r#""Report Shared""#,
        "6:5: `Report Shared` is not snake_case, as the name of an event must be";
    a_mistake_inside_an_event_is_refused_where_it_stands:
        r#""integer""# => r#""intger""#,
        "6:59: `intger` is not a type; did you mean `integer`?";
    an_event_that_is_no_object_is_refused:
        r#"{ "properties": { "type": "object" }, "context": { "required": ["group_id"] } }"# => "true",
        "7:22: `report_opened` must be an object, not a boolean";
}

#[test]
fn a_whole_events_schema_is_sent_to_a_file_of_its_own() {
    let whole = catalogue::source("signed_in").unwrap();
    let text = format!("{{ \"events\": {{ \"signed_in\": {whole} }} }}");
    assert_eq!(
        Plan::read("tracking/plan.json", &text).unwrap_err().to_string(),
        "tracking/plan.json:1:28: the schema of a whole event stands in a file of its own, `signed_in.json`"
    );
    assert_ne!(support::against_plan(&text), [""; 0]);
}

#[test]
fn a_plan_that_is_no_object_is_refused() {
    let mistake = Plan::read("tracking/plan.json", "[]").unwrap_err();
    assert_eq!(mistake.to_string(), "tracking/plan.json:1:1: `plan` must be an object, not an array");
}
