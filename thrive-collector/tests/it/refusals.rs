//! What is refused, and what the answer says of it.

use serde_json::{Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, bare, client, event, post, send};

/// Posts the document with one place changed (or removed, by `None`) and returns the reasons as `path: message`.
fn broken(collector: &Collector, call: &str, document: &str, place: &str, value: Option<Value>) -> Vec<String> {
    let mut body: Value = serde_json::from_str(document).unwrap();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match (body.pointer_mut(parent).unwrap(), value) {
        (Value::Object(object), Some(value)) => drop(object.insert(key.to_owned(), value)),
        (Value::Object(object), None) => drop(object.remove(key)),
        (Value::Array(array), value) => array[0] = value.unwrap(),
        _ => panic!("{place} is no place in {document}"),
    }
    let (status, answer) = post(collector, call, body.to_string());
    assert_eq!(status, 400, "{place}: {answer}");
    assert_eq!(answer["message"], "the event breaks its schema");
    let reasons = answer["errors"][0]["reasons"].as_array().unwrap();
    let text = |reason: &Value, key: &str| reason[key].as_str().unwrap().to_owned();
    reasons.iter().map(|reason| format!("{}: {}", text(reason, "path"), text(reason, "message"))).collect()
}

#[test]
fn each_part_of_the_sample_removed_is_refused_by_name() {
    let collector = Collector::start().unwrap();
    for (place, reason) in [
        ("/0/event_name", r#"/event_name: "event_name" is a required property"#),
        ("/0/properties", r#"/properties: "properties" is a required property"#),
        ("/0/properties/account_name", r#"/properties/account_name: "account_name" is a required property"#),
        ("/0/user_id", r#"/user_id: "user_id" is a required property"#),
        ("/0/timestamp", r#"/timestamp: "timestamp" is a required property"#),
        ("/0/context", r#"/context: "context" is a required property"#),
        ("/0/context/group_id", r#"/context/group_id: "group_id" is a required property"#),
    ] {
        assert_eq!(broken(&collector, "track", SAMPLE, place, None), [reason]);
    }
    assert_eq!(collector.counts().bad, 7);
    assert_eq!(collector.counts().good, 0);
}

#[test]
fn each_part_of_the_sample_broken_is_refused_by_name() {
    let collector = Collector::start().unwrap();
    for (place, value, reason) in [
        ("/0", json!(7), r#": value is not of type "object""#),
        ("/0/event_name", json!(7), r#"/event_name: value is not of type "string""#),
        (
            "/0/event_name",
            json!("AccountCreated"),
            r#"/event_name: value does not match "^[a-z][a-z0-9]*(_[a-z0-9]+)*$""#,
        ),
        (
            "/0/event_name",
            json!("account__created"),
            r#"/event_name: value does not match "^[a-z][a-z0-9]*(_[a-z0-9]+)*$""#,
        ),
        ("/0/properties", json!([]), r#"/properties: value is not of type "object""#),
        ("/0/properties/account_name", json!(null), r#"/properties/account_name: value is not of type "string""#),
        ("/0/properties/account_domain", json!(7), r#"/properties/account_domain: value is not of type "string""#),
        ("/0/properties/account_id", json!({}), r#"/properties/account_id: value is not of type "string""#),
        ("/0/user_id", json!(""), "/user_id: value is shorter than 1 character"),
        ("/0/user_id", json!(7), r#"/user_id: value is not of type "string""#),
        ("/0/timestamp", json!("yesterday"), r#"/timestamp: value is not a "date-time""#),
        ("/0/timestamp", json!("2024-10-20T15:51:36.088000"), r#"/timestamp: value is not a "date-time""#),
        ("/0/timestamp", json!(1_729_439_496), r#"/timestamp: value is not of type "string""#),
        ("/0/context", json!("g"), r#"/context: value is not of type "object""#),
        ("/0/context/group_id", json!(""), "/context/group_id: value is shorter than 1 character"),
        ("/0/context/source", json!("tv"), r#"/context/source: value is not one of "product", "marketing""#),
    ] {
        assert_eq!(broken(&collector, "track", SAMPLE, place, Some(value)), [reason]);
    }
}

#[test]
fn each_standard_event_has_a_schema_of_its_own() {
    let collector = Collector::start().unwrap();
    let trial = r#"[{"event_name":"trial_started","properties":{"trial_start_date":"2024-10-20T00:00:00Z","trial_end_date":"2024-11-20T00:00:00Z","trial_plan_name":"Team"},"user_id":"u","timestamp":"2024-10-20T15:51:36Z","context":{"group_id":"g"}}]"#;
    assert_eq!(post(&collector, "track", trial).0, 200);
    let reasons = broken(&collector, "track", trial, "/0/properties/trial_end_date", Some(json!("next month")));
    assert_eq!(reasons, [r#"/properties/trial_end_date: value is not a "date-time""#]);
}

#[test]
fn an_identify_call_is_checked() {
    let collector = Collector::start().unwrap();
    let identify = r#"[{"user_id":"u","traits":{},"timestamp":"2024-10-20T15:51:36Z"}]"#;
    for (place, value, reason) in [
        ("/0/user_id", None, r#"/user_id: "user_id" is a required property"#),
        ("/0/traits", None, r#"/traits: "traits" is a required property"#),
        ("/0/timestamp", Some(json!("soon")), r#"/timestamp: value is not a "date-time""#),
        ("/0/context", Some(json!(7)), r#"/context: value is not of type "object""#),
    ] {
        assert_eq!(broken(&collector, "identify", identify, place, value), [reason]);
    }
}

#[test]
fn a_group_call_is_checked() {
    let collector = Collector::start().unwrap();
    let group = r#"[{"group_id":"g","user_id":"u","traits":{"group_type":"Team"},"timestamp":"2024-10-20T15:51:36Z","context":{"group_id":"g"}}]"#;
    let types = r#""Account", "Organization", "Tenant", "Workspace", "Team""#;
    for (place, value, reason) in [
        ("/0/group_id", None, r#"/group_id: "group_id" is a required property"#),
        ("/0/context", None, r#"/context: "context" is a required property"#),
        ("/0/context/group_id", None, r#"/context/group_id: "group_id" is a required property"#),
        ("/0/context/group_id", Some(json!("h")), "/context/group_id: value is not equal to the group_id beside it"),
        ("/0/traits/group_type", None, r#"/traits/group_type: "group_type" is a required property"#),
        ("/0/traits/group_type", Some(json!("team")), &format!("/traits/group_type: value is not one of {types}")),
    ] {
        assert_eq!(broken(&collector, "group", group, place, value), [reason]);
    }
}

#[test]
fn one_bad_event_refuses_its_neighbours_and_every_reason_is_named() {
    let collector = Collector::start().unwrap();
    let nameless = r#"{"event_name":"account_created","properties":{"account_domain":1},"user_id":"","timestamp":"2024-10-20T15:51:36Z","context":{"group_id":"g"}}"#;
    let body = format!("[{},{nameless},{},7]", event("a"), event("b"));
    let answer = post(&collector, "track", body.clone());
    let expected = json!({
        "success": false,
        "message": "2 of 4 events break their schema: none of the array was accepted",
        "errors": [
            {
                "index": 1,
                "event_name": "account_created",
                "reasons": [
                    {"path": "/properties/account_domain", "message": "value is not of type \"string\""},
                    {"path": "/properties/account_name", "message": "\"account_name\" is a required property"},
                    {"path": "/user_id", "message": "value is shorter than 1 character"},
                ],
            },
            {
                "index": 3,
                "event_name": null,
                "reasons": [{"path": "", "message": "value is not of type \"object\""}],
            },
        ],
    });
    assert_eq!(answer, (400, expected));

    assert_eq!(collector.good(), []);
    let bad = collector.bad();
    assert_eq!(bad.len(), 2);
    assert_eq!(bad[0].index, Some(1));
    assert_eq!(bad[0].json.as_deref(), Some(nameless));
    assert_eq!(bad[0].reasons.len(), 3);
    assert_eq!(collector.requests()[0].body, body);
    assert_eq!(collector.requests()[0].status(), 400);
}

#[test]
fn one_bad_event_among_good_ones_is_counted_in_words() {
    let collector = Collector::start().unwrap();
    let (_, answer) = post(&collector, "track", format!("[{},7]", event("a")));
    assert_eq!(answer["message"], "1 of 2 events breaks its schema: none of the array was accepted");
}

#[test]
fn a_reason_does_not_repeat_the_value() {
    let collector = Collector::start().unwrap();
    let body = SAMPLE.replace("\"2024-10-20T15:51:36.088000Z\"", "\"ada@acme.com\"");
    let (status, answer) = post(&collector, "track", body);
    assert_eq!(status, 400);
    assert!(!answer.to_string().contains("ada@acme.com"), "{answer}");
}

#[test]
fn a_request_without_a_credential_is_refused_and_kept() {
    let collector = Collector::start().unwrap();
    let request = || bare(&collector, "track").header("content-type", "application/json").body(SAMPLE);
    let expected = json!({
        "success": false,
        "message": "no credential: send `Authorization: Bearer <access token>` or `x-api-key: <key>`",
    });
    assert_eq!(send(request()), (401, expected));
    assert_eq!(send(request().header("authorization", "Bearer  ")).0, 401);
    assert_eq!(send(request().header("authorization", "Basic dTpw")).0, 401);
    assert_eq!(send(request().header("x-api-key", " ")).0, 401);

    let bad = collector.bad();
    assert_eq!(bad.len(), 4);
    assert_eq!((bad[0].index, bad[0].json.as_deref()), (None, None));
    assert_eq!(collector.requests()[0].credential, None);
    assert_eq!(collector.requests()[0].body, SAMPLE);
}

#[test]
fn another_content_type_is_refused() {
    let collector = Collector::start().unwrap();
    let request = || bare(&collector, "track").bearer_auth("token").body(SAMPLE);
    let expected = json!({
        "success": false,
        "message": "the body is not said to be JSON: send `Content-Type: application/json`",
    });
    assert_eq!(send(request()), (415, expected));
    assert_eq!(send(request().header("content-type", "text/plain")).0, 415);
    assert_eq!(send(request().header("content-type", "application/jsonl")).0, 415);
    assert_eq!(collector.counts().bad, 3);
}

#[test]
fn a_body_that_is_no_array_of_events_is_refused_with_line_and_column() {
    let collector = Collector::start().unwrap();
    let deep = format!("[{}{}]", "[".repeat(10_000), "]".repeat(10_000));
    for (body, message) in [
        (&b""[..], "the body is not JSON: EOF while parsing a value at line 1 column 0"),
        (b"[\n  {,", "the body is not JSON: key must be a string at line 2 column 4"),
        (b"[] []", "the body is not JSON: trailing characters at line 1 column 4"),
        (
            b"{\"event_name\":\"a\"}",
            "the body is not an array of events: invalid type: map, expected a sequence at line 1 column 0",
        ),
        (b"null", "the body is not an array of events: invalid type: null, expected a sequence at line 1 column 4"),
        (b"[\"\xff\"]", "the body is not JSON: invalid unicode code point at line 1 column 3"),
        (br#"["\ud800"]"#, "the body is not JSON: unexpected end of hex escape at line 1 column 9"),
        (b"[1e999]", "the body is not JSON: number out of range at line 1 column 6"),
        (deep.as_bytes(), "the body is not JSON: recursion limit exceeded at line 1 column 128"),
        (b" [ ]", "the array is empty: send at least one event"),
    ] {
        let expected = json!({"success": false, "message": message});
        assert_eq!(post(&collector, "track", body.to_vec()), (400, expected));
    }
    assert_eq!(collector.counts().bad, 10);
}

#[test]
fn a_body_that_is_too_long_is_refused() {
    let collector = Collector::builder().max_body_bytes(1_000).start().unwrap();
    let padded = |length: usize| format!("{SAMPLE}{}", " ".repeat(length - SAMPLE.len()));
    assert_eq!(post(&collector, "track", padded(1_000)).0, 200);
    let expected = json!({"success": false, "message": "the body is longer than 1000 bytes: split the array"});
    assert_eq!(post(&collector, "track", padded(1_001)), (413, expected.clone()));
    assert_eq!(post(&collector, "track", padded(5_000_000)), (413, expected));
    assert_eq!(collector.requests()[2].body, "");
}

#[test]
fn another_path_or_method_is_refused_and_not_counted() {
    let collector = Collector::start().unwrap();
    assert_eq!(
        send(bare(&collector, "trakc").body(SAMPLE)),
        (404, json!({"success": false, "message": "no such path: /api/trakc"}))
    );
    let get = client().get(format!("{}/track", collector.endpoint()));
    assert_eq!(send(get), (405, json!({"success": false, "message": "/api/track does not take GET"})));
    assert_eq!(collector.counts().requests, 0);
}
