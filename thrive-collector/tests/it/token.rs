//! Access tokens: issued for a key, and good until they expire.

use std::time::Duration;

use serde_json::{Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, bare, send};

/// What the service documents.
fn asked() -> Value {
    json!({
        "key_id": "f999282c",
        "private_key": "-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIB\n-----END RSA PRIVATE KEY-----\n",
        "scopes": ["telemetry_apis"],
        "expiry": 1300,
    })
}

fn ask(collector: &Collector, body: &Value) -> (u16, Value) {
    send(bare(collector, "user/token").header("content-type", "application/json").body(body.to_string()))
}

fn token(collector: &Collector) -> String {
    let (status, answer) = ask(collector, &asked());
    assert_eq!(status, 200, "{answer}");
    answer["token"].as_str().unwrap().to_owned()
}

fn track(collector: &Collector, token: &str) -> u16 {
    send(bare(collector, "track").bearer_auth(token).header("content-type", "application/json").body(SAMPLE)).0
}

#[test]
fn a_key_gets_a_token_in_the_shape_of_the_service() {
    let collector = Collector::start().unwrap();
    let (status, answer) = ask(&collector, &asked());
    assert_eq!(status, 200);
    assert_eq!(answer["response_id"], "collector-token-1");
    assert_eq!(answer["message"], "Token fetched successfully");
    assert_eq!(answer["token"].as_str().unwrap().split('.').count(), 3);
    assert_eq!((collector.tokens_issued(), collector.counts().requests), (1, 0));
}

#[test]
fn only_tokens_that_were_issued_and_live_are_good_where_they_are_checked() {
    let collector = Collector::builder().check_tokens().start().unwrap();
    let (first, second) = (token(&collector), token(&collector));
    assert_ne!(first, second);
    assert_eq!([track(&collector, &first), track(&collector, &second), track(&collector, "another")], [200, 200, 401]);
    let api_key = bare(&collector, "track").header("x-api-key", "k").header("content-type", "application/json");
    assert_eq!(send(api_key.body(SAMPLE)).0, 200);

    collector.expire_tokens();
    assert_eq!(track(&collector, &first), 401);
    assert_eq!(track(&collector, &token(&collector)), 200);
}

#[test]
fn a_token_of_no_life_is_never_good() {
    let collector = Collector::builder().check_tokens().token_life(Duration::ZERO).start().unwrap();
    assert_eq!(track(&collector, &token(&collector)), 401);
}

#[test]
fn another_key_than_the_one_that_is_known_gets_none() {
    let collector = Collector::builder().key_id("other").start().unwrap();
    let message = "no such key: its `key_id` is not the one that this collector knows";
    assert_eq!(ask(&collector, &asked()), (401, json!({"success": false, "message": message})));
    assert_eq!(collector.tokens_issued(), 0);
}

#[test]
fn what_is_missing_or_wrong_is_named_and_not_repeated() {
    let collector = Collector::start().unwrap();
    for (name, value, message) in [
        ("key_id", json!(" "), "`key_id` is not a string that says something"),
        ("private_key", json!("s3cret"), "`private_key` is not a private key in PEM"),
        ("scopes", json!("telemetry_apis"), "`scopes` does not list `telemetry_apis`"),
        ("expiry", json!(86_401), "`expiry` is not a number of seconds from 1 to 86400"),
        ("expiry", json!(0), "`expiry` is not a number of seconds from 1 to 86400"),
    ] {
        let mut body = asked();
        body[name] = value;
        assert_eq!(ask(&collector, &body), (400, json!({"success": false, "message": message})));
    }
    let plain = bare(&collector, "user/token").body(asked().to_string());
    assert_eq!(send(plain).0, 415);
}
