//! The shapes of Snowplow Micro.

use serde_json::json;
use thrive_collector::Collector;

use crate::http::{SAMPLE, client, get, post, send};

#[test]
fn all_counts_good_and_bad() {
    let collector = Collector::start().unwrap();
    assert_eq!(get(&collector, "/micro/all"), json!({"total": 0, "good": 0, "bad": 0}));
    post(&collector, "track", SAMPLE);
    post(&collector, "track", SAMPLE);
    post(&collector, "track", "[7]");
    assert_eq!(get(&collector, "/micro/all"), json!({"total": 3, "good": 2, "bad": 1}));
    let by_post = client().post(format!("http://{}/micro/all", collector.address()));
    assert_eq!(send(by_post), (200, json!({"total": 3, "good": 2, "bad": 1})));
}

#[test]
fn good_shows_accepted_events_whole() {
    let collector = Collector::start().unwrap();
    assert_eq!(get(&collector, "/micro/good"), json!([]));
    post(&collector, "track", SAMPLE);
    let event = json!({
        "event_name": "account_created",
        "properties": {
            "account_domain": "acme.com",
            "account_id": "7149d9cb-416a-4cd7-bf4c-dcd7f71421b8",
            "account_name": "acme.com",
        },
        "user_id": "5p442d0e-11b8-43d2-a933-04f62bb832e1",
        "timestamp": "2024-10-20T15:51:36.088000Z",
        "context": {"group_id": "7149d9cb-416a-4cd7-bf4c-dcd7f71421b8"},
    });
    let expected = json!([{
        "rawEvent": {
            "api": {"vendor": "ai.thrivestack", "version": "track"},
            "parameters": event,
            "contentType": "application/json",
        },
        "eventType": "account_created",
        "schema": "account_created",
        "contexts": ["group_id"],
        "event": event,
    }]);
    assert_eq!(get(&collector, "/micro/good"), expected);
}

#[test]
fn what_no_catalogue_knows_has_no_schema() {
    let collector = Collector::start().unwrap();
    let rest = r#""user_id":"u","timestamp":"2024-10-20T15:51:36Z""#;
    post(&collector, "track", format!(r#"[{{"event_name":"seat_added","properties":{{}},{rest}}}]"#));
    post(&collector, "identify", format!(r#"[{{"event_name":"account_created","traits":{{}},{rest}}}]"#));
    let good = get(&collector, "/micro/good");
    assert_eq!(
        [&good[0]["eventType"], &good[0]["schema"], &good[0]["contexts"]],
        [&json!("seat_added"), &json!(null), &json!([])]
    );
    assert_eq!(
        [&good[1]["eventType"], &good[1]["schema"], &good[1]["contexts"]],
        [&json!("identify"), &json!(null), &json!([])]
    );
}

#[test]
fn bad_shows_refused_events_with_their_errors() {
    let collector = Collector::start().unwrap();
    assert_eq!(get(&collector, "/micro/bad"), json!([]));
    post(&collector, "group", r#"[{"group_id":"g"}]"#);
    post(&collector, "track", "{");
    let expected = json!([
        {
            "collectorPayload": {
                "api": {"vendor": "ai.thrivestack", "version": "group"},
                "contentType": "application/json",
                "body": "{\"group_id\":\"g\"}",
            },
            "rawEvent": {
                "api": {"vendor": "ai.thrivestack", "version": "group"},
                "parameters": {"group_id": "g"},
                "contentType": "application/json",
            },
            "errors": [
                "/context: \"context\" is a required property",
                "/timestamp: \"timestamp\" is a required property",
                "/traits: \"traits\" is a required property",
                "/user_id: \"user_id\" is a required property",
            ],
        },
        {
            "collectorPayload": {
                "api": {"vendor": "ai.thrivestack", "version": "track"},
                "contentType": "application/json",
                "body": "{",
            },
            "rawEvent": null,
            "errors": ["the body is not an array of events: invalid type: map, expected a sequence at line 1 column 0"],
        },
    ]);
    assert_eq!(get(&collector, "/micro/bad"), expected);
}

#[test]
fn reset_goes_back_to_nothing_by_either_method() {
    let collector = Collector::start().unwrap();
    let nothing = json!({"total": 0, "good": 0, "bad": 0});
    post(&collector, "track", SAMPLE);
    let by_post = client().post(format!("http://{}/micro/reset", collector.address()));
    assert_eq!(send(by_post), (200, nothing.clone()));
    assert_eq!(get(&collector, "/micro/good"), json!([]));
    post(&collector, "track", SAMPLE);
    assert_eq!(get(&collector, "/micro/reset"), nothing);
    assert_eq!(get(&collector, "/micro/all"), nothing);
}

#[test]
fn a_bad_event_does_not_bring_the_whole_body_along() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", format!("[{}7]", "7,".repeat(999)));
    let bad = get(&collector, "/micro/bad");
    assert_eq!(bad.as_array().map(Vec::len), Some(1_000));
    assert_eq!(bad[999]["collectorPayload"]["body"], "7");
}
