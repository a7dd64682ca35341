//! `thrive plan check`.

mod support;

use serde_json::json;
use support::Folder;

const GOOD: &str = r#"{
  "description": "A user shares a report.",
  "properties": { "report_name": { "type": "string", "description": "What it is called.", "examples": ["Q3"] } }
}"#;

#[test]
fn a_good_plan_is_fine() {
    let folder = Folder::with("a_good_plan_is_fine", &[("tracking/report_shared.json", GOOD)]);
    folder.thrive(&["plan", "check"]).assert(0, "tracking: 1 event, 0 errors, 0 warnings\n");
    folder.thrive(&["plan", "check", "tracking", "--strict"]).assert(0, "tracking: 1 event, 0 errors, 0 warnings\n");
}

#[test]
fn every_mistake_of_every_file_is_told_with_its_place() {
    let folder = Folder::with(
        "every_mistake_of_every_file_is_told_with_its_place",
        &[
            ("plans/tracking/report_shared.json", "{\n  \"description\": \"x\",\n  \"propreties\": {}\n}"),
            ("plans/tracking/Report.json", "{}"),
            (
                "plans/tracking/plan.json",
                "{ \"events\": {\n  \"a_seen\": { \"description\": \"x\", \"version\": 0 } } }",
            ),
        ],
    );
    let expected = "\
plans/tracking/Report.json: error[plan]: `Report` is not snake_case, as the name of an event must be
plans/tracking/plan.json:2:46: error[plan]: `version` must be a whole number from 1, not `0`
plans/tracking/report_shared.json:3:3: error[plan]: `propreties` is not a supported keyword here; did you mean `properties`?
plans/tracking: 3 events, 3 errors, 0 warnings
";
    folder.thrive(&["plan", "check", "plans/tracking"]).assert(1, expected);
}

#[test]
fn names_and_descriptions_are_warnings() {
    let text = "{\n  \"properties\": {\n    \"reportName\": { \"type\": \"string\" }\n  }\n}";
    let folder = Folder::with("names_and_descriptions_are_warnings", &[("tracking/share_report.json", text)]);
    let expected = "\
tracking/share_report.json:1:1: warning[name]: `share_report` names nothing that happened; call it by an object and a verb in the past, as `report_shared`
tracking/share_report.json:1:1: warning[description]: `share_report` has no description; say when it happens
tracking/share_report.json:3:5: warning[name]: `properties.reportName` is not snake_case, as the names of the standard events are
tracking/share_report.json:3:5: warning[description]: `properties.reportName` of `share_report` has no description; say what it means
tracking: 1 event, 0 errors, 4 warnings
";
    folder.thrive(&["plan", "check"]).assert(0, expected);
    folder.thrive(&["plan", "check", "--strict"]).assert(1, expected);
}

#[test]
fn personal_data_is_marked_or_said_to_be_none() {
    let text = r#"{
  "description": "A user shares a report.",
  "properties": {
    "recipient_email": { "type": "string", "description": "Who gets it." },
    "user_email": { "type": "string", "description": "Who shares it.", "x-personal": true },
    "name": { "type": "string", "description": "The report's name.", "x-personal": false },
    "has_email": { "type": "boolean", "description": "Whether anybody gets it." }
  }
}"#;
    let folder = Folder::with("personal_data_is_marked", &[("tracking/report_shared.json", text)]);
    let expected = "\
tracking/report_shared.json:4:5: error[personal]: `properties.recipient_email` of `report_shared` is personal data by its name `recipient_email`, and not marked; write `\"x-personal\": true`, or `false` if it is none
tracking: 1 event, 1 error, 0 warnings
";
    folder.thrive(&["plan", "check"]).assert(1, expected);
}

#[test]
fn rules_that_contradict_are_found() {
    let text = r#"{
  "description": "A user shares a report.",
  "properties": {
    "code": { "type": "string", "description": "x", "pattern": "a(" },
    "size": { "type": "integer", "description": "x", "minimum": 1.2, "maximum": 1.8 },
    "kind": { "type": "string", "description": "x", "pattern": "^[a-z]+$", "enum": ["draft", "Final"] },
    "pages": { "type": "integer", "description": "x", "minimum": 1, "examples": [0] },
    "tags": { "type": "array", "description": "x", "items": { "type": "string", "maxLength": 2, "examples": ["abc"] } }
  }
}"#;
    let folder = Folder::with("rules_that_contradict_are_found", &[("tracking/report_shared.json", text)]);
    let ended = folder.thrive(&["plan", "check"]);
    let places: Vec<&str> = ended.stdout.lines().filter_map(|line| line.split(": ").next()).collect();
    let file = "tracking/report_shared.json";
    let expected =
        [(4, 53), (5, 70), (6, 76), (7, 69), (8, 97)].map(|(line, column)| format!("{file}:{line}:{column}"));
    assert_eq!(places[..5], expected, "{}", ended.stdout);
    assert!(ended.stdout.contains("error[contradiction]: `a(` is no regular expression"), "{}", ended.stdout);
    let example = "the example of `properties.pages` breaks its own rules: 0 is less than the minimum of 1";
    assert!(ended.stdout.contains(example), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("tracking: 1 event, 5 errors, 0 warnings\n"), "{}", ended.stdout);
    assert_eq!(ended.code, 1);
}

#[test]
fn an_event_of_a_standard_name_is_one_that_the_service_takes() {
    let text = r#"{
  "description": "An account comes into being.",
  "properties": {
    "account_name": { "type": "string", "description": "Its name." },
    "account_domain": { "type": "integer", "description": "Its domain." },
    "account_id": { "type": "string", "format": "uuid", "description": "Its id." },
    "seats": { "type": "integer", "description": "How many may sign in." }
  },
  "required": ["seats"]
}"#;
    let folder = Folder::with("an_event_of_a_standard_name", &[("tracking/account_created.json", text)]);
    let ended = folder.thrive(&["plan", "check", "--json"]);
    let expected = json!({
        "plan": "tracking", "events": 1, "errors": 3, "warnings": 0,
        "findings": [
            {
                "level": "error", "rule": "standard", "event": "account_created", "property": "context.group_id",
                "file": "tracking/account_created.json", "line": 1, "column": 1,
                "message": "`context.group_id` of the standard event `account_created` is not listed, and the service requires it",
            },
            {
                "level": "error", "rule": "standard", "event": "account_created", "property": "properties.account_name",
                "file": "tracking/account_created.json", "line": 4, "column": 5,
                "message": "`properties.account_name` of the standard event `account_created` is optional, and the service requires it",
            },
            {
                "level": "error", "rule": "standard", "event": "account_created", "property": "properties.account_domain",
                "file": "tracking/account_created.json", "line": 5, "column": 5,
                "message": "`properties.account_domain` of the standard event `account_created` is an integer, and the service takes a string",
            },
        ],
    });
    assert_eq!((ended.code, ended.json()), (1, expected));
}

#[test]
fn the_standard_events_pass_as_a_plan_of_ones_own() {
    let folder = Folder::new("the_standard_events_pass_as_a_plan_of_ones_own");
    for name in thrive_plan::catalogue::names() {
        folder.write(&format!("tracking/{name}.json"), thrive_plan::catalogue::source(name).unwrap());
    }
    let ended = folder.thrive(&["plan", "check"]);
    assert_eq!(
        (ended.code, ended.stdout.lines().filter(|line| line.contains("error[")).count()),
        (0, 0),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_plan_that_is_not_there_is_used_wrongly() {
    let folder = Folder::new("a_plan_that_is_not_there_is_used_wrongly");
    let ended = folder.thrive(&["plan", "check", "nowhere"]);
    let expected =
        "error: there is no plan at `nowhere`: name its folder or file, or begin one with `thrive plan new EVENT`\n";
    assert_eq!((ended.code, ended.stderr.as_str(), ended.stdout.as_str()), (2, expected, ""));
    assert_eq!(folder.thrive(&["plan", "chekc"]).code, 2);
    assert_eq!(folder.thrive(&["--version"]).code, 0);
}
