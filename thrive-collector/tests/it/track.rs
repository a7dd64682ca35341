//! What is accepted, and what is kept of it.

use serde_json::json;
use thrive_collector::{Call, Collector, Credential};

use crate::http::{SAMPLE, bare, event, post, send};

#[test]
fn the_specifications_sample_is_accepted() {
    let collector = Collector::start().unwrap();
    let answer = post(&collector, "track", SAMPLE);
    assert_eq!(answer, (200, json!({"success": true, "message": "1 event accepted", "response_id": "collector-1"})));
    assert_eq!(collector.counts().good, 1);
    assert_eq!(collector.counts().bad, 0);
}

#[test]
fn a_request_and_its_events_are_kept_byte_for_byte() {
    let collector = Collector::start().unwrap();
    let body = concat!(
        " [ ",
        r#"{"event_name":"seat_added", "properties":{"price":1.0,"note":"caf\u00e9 \/ \ud83d\ude00","price":1e2},"#,
        r#""user_id":"u1","timestamp":"2024-10-20T15:51:36.088000Z"}"#,
        " ,\n",
        r#"{ "timestamp":"2024-10-20T17:51:36+02:00","user_id":"é","properties":{},"event_name":"seat_removed" }"#,
        "]\n",
    );
    let (status, answer) = post(&collector, "track", body);
    assert_eq!((status, &answer["message"]), (200, &json!("2 events accepted")));

    let requests = collector.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].call, Call::Track);
    assert_eq!(requests[0].call.path(), "/api/track");
    assert_eq!(requests[0].content_type.as_deref(), Some("application/json"));
    assert_eq!(requests[0].body, body);
    assert_eq!(requests[0].status(), 200);

    let good = collector.good();
    assert_eq!(good.len(), 2);
    assert_eq!(good[0].name.as_deref(), Some("seat_added"));
    assert_eq!(
        good[0].json,
        r#"{"event_name":"seat_added", "properties":{"price":1.0,"note":"caf\u00e9 \/ \ud83d\ude00","price":1e2},"user_id":"u1","timestamp":"2024-10-20T15:51:36.088000Z"}"#
    );
    assert_eq!(good[1].name.as_deref(), Some("seat_removed"));
    assert_eq!(
        good[1].json,
        r#"{ "timestamp":"2024-10-20T17:51:36+02:00","user_id":"é","properties":{},"event_name":"seat_removed" }"#
    );
}

#[test]
fn both_credentials_are_taken_and_kept() {
    let collector = Collector::start().unwrap();
    let request = || bare(&collector, "track").header("content-type", "application/json; charset=utf-8").body(SAMPLE);
    assert_eq!(send(request().header("authorization", "Bearer secret-1")).0, 200);
    assert_eq!(send(request().header("authorization", "bearer secret-2")).0, 200);
    assert_eq!(send(request().header("x-api-key", "secret-3")).0, 200);
    assert_eq!(send(request().header("x-api-key", "secret-4").header("authorization", "Bearer secret-5")).0, 200);

    let credentials: Vec<_> = collector.requests().iter().filter_map(|request| request.credential.clone()).collect();
    let bearer = |token: &str| Credential::Bearer(token.to_owned());
    let expected =
        [bearer("secret-1"), bearer("secret-2"), Credential::ApiKey("secret-3".to_owned()), bearer("secret-5")];
    assert_eq!(credentials, expected);
}

#[test]
fn no_debug_output_shows_a_credential() {
    let collector = Collector::start().unwrap();
    let request = || bare(&collector, "track").header("content-type", "application/json").body(SAMPLE);
    send(request().bearer_auth("secret"));
    send(request().header("x-api-key", "secret"));
    let output = format!("{collector:?} {:?} {:?}", collector.requests(), Collector::builder());
    assert!(output.contains("Bearer(..)") && output.contains("ApiKey(..)"), "{output}");
    assert!(!output.contains("secret"), "{output}");
}

#[test]
fn a_custom_event_may_have_any_properties() {
    let collector = Collector::start().unwrap();
    let body = r#"[{"event_name":"seat_2_added","properties":{"a":null,"b":[{}]},"user_id":"u","timestamp":"2024-10-20T15:51:36Z","context":{"anything":[1]}}]"#;
    assert_eq!(post(&collector, "track", body).0, 200);
}

#[test]
fn identify_and_group_calls_are_accepted() {
    let collector = Collector::start().unwrap();
    let identify =
        r#"[{"user_id":"u","traits":{"user_email":"a@acme.com"},"timestamp":"2024-10-20T15:51:36.088000Z"}]"#;
    let group = r#"[{"group_id":"g","user_id":"u","traits":{"group_type":"Account"},"timestamp":"2024-10-20T15:51:36.088000Z","context":{"group_id":"g"}}]"#;
    assert_eq!(post(&collector, "identify", identify).0, 200);
    assert_eq!(post(&collector, "group", group).0, 200);
    let calls: Vec<_> = collector.good().into_iter().map(|event| (event.call, event.name)).collect();
    assert_eq!(calls, [(Call::Identify, None), (Call::Group, None)]);
}

#[test]
fn events_are_remembered_in_the_order_of_their_arrival() {
    let collector = Collector::start().unwrap();
    for batch in [["a", "b"], ["c", "d"]] {
        post(&collector, "track", format!("[{}]", batch.map(event).join(",")));
    }
    let expected = ["a", "b", "c", "d"].map(event);
    assert_eq!(collector.good().into_iter().map(|event| event.json).collect::<Vec<_>>(), expected);
}
