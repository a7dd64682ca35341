//! A team's own plan.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_json::json;
use thrive_collector::Collector;

use crate::http::{SAMPLE, event, get, post};

/// A folder `tracking` with these files.
fn tracking(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plan").join(test);
    let _ = fs::remove_dir_all(&parent);
    let folder = parent.join("tracking");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

const SHARED: &str = r#"{
    "properties": {
        "report_name": { "type": "string", "pattern": "^[A-Z]", "maxLength": 9 },
        "pages": { "type": "integer", "minimum": 1, "maximum": 99 },
        "to": { "type": "array", "items": { "type": "string", "format": "email" } },
        "url": { "type": ["string", "null"], "format": "uri" },
        "day": { "type": "string", "format": "date" },
        "place": { "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] }
    },
    "required": ["report_name"],
    "additionalProperties": false,
    "context": { "required": ["group_id"] }
}"#;

fn shared(properties: &str) -> String {
    format!(
        r#"[{{"event_name":"report_shared","properties":{properties},"user_id":"u","timestamp":"2024-10-20T15:51:36Z","context":{{"group_id":"g"}}}}]"#
    )
}

fn reasons(collector: &Collector, body: String) -> Vec<String> {
    collector.reset();
    let (status, answer) = post(collector, "track", body);
    assert_eq!(status, 400, "{answer}");
    collector.bad()[0].reasons.iter().map(ToString::to_string).collect()
}

#[test]
fn a_teams_event_is_judged_by_its_schema() {
    let folder = tracking("judged", &[("report_shared.json", SHARED)]);
    let collector = Collector::builder().plan(folder).start().unwrap();
    let right =
        r#"{"report_name":"Q3","pages":7,"to":["a@acme.com"],"url":null,"day":"2024-10-20","place":{"city":"Bonn"}}"#;
    assert_eq!(post(&collector, "track", shared(right)).0, 200);

    let wrong =
        r#"{"report_name":"quarterly figures","pages":0,"to":["a"],"url":"acme","day":"today","place":{},"x":1}"#;
    assert_eq!(
        reasons(&collector, shared(wrong)),
        [
            "/properties: Additional properties are not allowed ('x' was unexpected)",
            r#"/properties/day: value is not a "date""#,
            "/properties/pages: value is less than the minimum of 1",
            r#"/properties/place/city: "city" is a required property"#,
            r#"/properties/report_name: value does not match "^[A-Z]""#,
            "/properties/report_name: value is longer than 9 characters",
            r#"/properties/to/0: value is not a "email""#,
            r#"/properties/url: value is not a "uri""#,
        ]
    );
    let no_group = shared(right).replace(r#""group_id":"g""#, "");
    assert_eq!(reasons(&collector, no_group), [r#"/context/group_id: "group_id" is a required property"#]);
}

#[test]
fn the_standard_events_stay() {
    let folder = tracking("stay", &[("report_shared.json", SHARED)]);
    let collector = Collector::builder().plan(folder).start().unwrap();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    let nameless = SAMPLE.replace("account_name", "name");
    assert_eq!(reasons(&collector, nameless), [r#"/properties/account_name: "account_name" is a required property"#]);
}

#[test]
fn a_team_may_replace_a_standard_event() {
    let plan = r#"{ "events": { "account_created": {
        "properties": { "tier": { "enum": ["free", "paid"] } }, "required": ["tier"] } } }"#;
    let folder = tracking("replace", &[("plan.json", plan)]);
    let collector = Collector::builder().plan(folder.join("plan.json")).start().unwrap();
    let paid = event("u").replace(r#"{"account_name":"acme.com"}"#, r#"{"tier":"paid"}"#);
    assert_eq!(post(&collector, "track", format!("[{paid}]")).0, 200);
    assert_eq!(reasons(&collector, SAMPLE.to_owned()), [r#"/properties/tier: "tier" is a required property"#]);
}

#[test]
fn an_event_in_no_plan_stays_a_custom_event() {
    let folder = tracking("custom", &[("report_shared.json", SHARED)]);
    let collector = Collector::builder().plan(folder).start().unwrap();
    assert_eq!(post(&collector, "track", shared("{}").replace("report_shared", "report_opened")).0, 200);
    post(&collector, "track", shared(r#"{"report_name":"Q3"}"#));
    let good = get(&collector, "/micro/good");
    assert_eq!([&good[0]["schema"], &good[1]["schema"]], [&json!(null), &json!("report_shared")]);
}

#[test]
fn a_broken_plan_is_an_error_with_its_place() {
    let broken = tracking("broken", &[("report_shared.json", "{\n  \"propreties\": {}\n}")]);
    let error = Collector::builder().plan(broken).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert_eq!(
        error.to_string(),
        "tracking/report_shared.json:2:3: `propreties` is not a supported keyword here; did you mean `properties`?"
    );

    let missing = tracking("missing", &[]).join("plan.json");
    let error = Collector::builder().plan(missing).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert!(error.to_string().starts_with("tracking/plan.json: cannot be read: "), "{error}");
}

#[test]
fn a_pattern_that_is_no_regular_expression_is_an_error_with_its_event() {
    let plan =
        r#"{ "events": { "report_shared": { "properties": { "name": { "type": "string", "pattern": "(" } } } } }"#;
    let error = Collector::builder().plan(tracking("pattern", &[("plan.json", plan)])).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert!(error.to_string().starts_with("the schema of event `report_shared`: "), "{error}");
}
