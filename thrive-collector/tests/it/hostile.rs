//! Whatever arrives, the collector answers, stays whole and forgets in time.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::LazyLock,
};

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, get, post};

static COLLECTOR: LazyLock<Collector> =
    LazyLock::new(|| Collector::builder().max_kept_events(50).max_kept_bytes(200_000).start().unwrap());

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!("account_created")),
        Just(json!("2024-10-20T15:51:36Z")),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..6).prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    })
}

/// The keys that the schemas know, so that the rules behind them are met, and others.
fn key() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 8] =
        ["event_name", "properties", "user_id", "timestamp", "context", "group_id", "traits", "account_name"];
    prop_oneof![prop::sample::select(&KNOWN[..]).prop_map(str::to_owned), ".{0,8}"]
}

fn calls() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["track", "identify", "group"][..])
}

/// Answers, counts, and what is remembered agree, and the next good event is still accepted.
fn check(call: &str, body: Vec<u8>) -> Result<(), TestCaseError> {
    let before = COLLECTOR.counts();
    let (status, answer) = post(&COLLECTOR, call, body);
    let after = COLLECTOR.counts();
    prop_assert!(matches!(status, 200 | 400), "{status}: {answer}");
    prop_assert_eq!(answer["success"] == json!(true), status == 200);
    prop_assert_eq!(after.good > before.good, status == 200);
    prop_assert_eq!(after.bad > before.bad, status == 400);
    prop_assert!(COLLECTOR.good().len() + COLLECTOR.bad().len() <= 50);
    prop_assert_eq!(get(&COLLECTOR, "/micro/good").as_array().map(Vec::len), Some(COLLECTOR.good().len()));
    prop_assert_eq!(get(&COLLECTOR, "/micro/bad").as_array().map(Vec::len), Some(COLLECTOR.bad().len()));
    prop_assert_eq!(post(&COLLECTOR, "track", SAMPLE).0, 200);
    Ok(())
}

#[test]
fn no_body_whatever_breaks_the_collector() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) };
    proptest!(config.clone(), |(call in calls(), body in prop::collection::vec(any::<u8>(), 0..200))| check(call, body)?);
    proptest!(config.clone(), |(call in calls(), body in r#"[\[\]{}",:0-9eE.\\u -]{0,60}"#)| check(call, body.into_bytes())?);
    proptest!(config, |(call in calls(), events in prop::collection::vec(value(), 0..4))| {
        check(call, Value::from(events).to_string().into_bytes())?;
    });
}

/// What the collector writes before it closes. The request asks for that: to end our side instead would look like a
/// client that no longer waits for the answer.
fn raw(collector: &Collector, request: &[u8]) -> String {
    let mut connection = TcpStream::connect(collector.address()).unwrap();
    connection.write_all(request).unwrap();
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

/// Writes that much and ends, and waits until the collector has seen it.
fn abandon(collector: &Collector, part: &[u8]) {
    let mut connection = TcpStream::connect(collector.address()).unwrap();
    connection.write_all(part).unwrap();
    connection.shutdown(Shutdown::Write).unwrap();
    let _ = connection.read_to_end(&mut Vec::new());
}

#[test]
fn half_a_request_is_none() {
    let collector = Collector::start().unwrap();
    abandon(&collector, b"POST /api/track HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\ncontent-length: 9\r\n\r\n[");
    abandon(&collector, b"POST /api/track HTTP/1.1\r\nhost:");
    let answer = raw(
        &collector,
        b"POST /api/track HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(r#""success":false"#), "{answer}");
    assert_eq!(collector.counts().requests, 0);
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
}

#[test]
fn a_header_that_is_no_text_is_no_credential() {
    let collector = Collector::start().unwrap();
    let answer =
        raw(&collector, b"POST /api/track HTTP/1.1\r\nhost: x\r\nx-api-key: \xff\r\nconnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[test]
fn a_client_that_writes_everything_before_it_reads_learns_that_it_was_too_much() {
    let collector = Collector::start().unwrap();
    let mut request = b"POST /api/track HTTP/1.1\r\nhost: x\r\nx-api-key: k\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 16000000\r\n\r\n".to_vec();
    request.resize(request.len() + 16_000_000, b' ');
    let answer = raw(&collector, &request);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}
