//! Whatever arrives, the collector answers, stays whole and forgets in time.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
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
    abandon(&collector, b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\ncontent-length: 9\r\n\r\n[");
    abandon(&collector, b"POST /api/track HTTP/1.1\r\nhost:");
    let answer = raw(
        &collector,
        b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(r#""success":false"#), "{answer}");
    assert_eq!(collector.counts().requests, 0);
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
}

#[test]
fn a_header_that_is_no_text_is_no_credential() {
    let collector = Collector::start().unwrap();
    let answer =
        raw(&collector, b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: \xff\r\nconnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[test]
fn a_client_that_writes_everything_before_it_reads_learns_that_it_was_too_much() {
    let collector = Collector::start().unwrap();
    let mut request = b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 16000000\r\n\r\n".to_vec();
    request.resize(request.len() + 16_000_000, b' ');
    let answer = raw(&collector, &request);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

/// What a client sees that is never answered.
fn is_cut_off(connection: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    match connection.read_to_end(&mut rest) {
        Ok(_) => rest.is_empty(),
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[test]
fn a_head_that_never_ends_is_cut_off() {
    let collector = Collector::builder().read_timeout(Duration::from_millis(200)).start().unwrap();
    let mut silent = TcpStream::connect(collector.address()).unwrap();
    let mut slow = TcpStream::connect(collector.address()).unwrap();
    let start = Instant::now();
    // A byte now and then does not prolong it.
    for byte in b"POST /api/track HTTP/1.1\r\nx-slow: ".iter().chain(std::iter::repeat(&b'x')) {
        if slow.write_all(&[*byte]).is_err() || start.elapsed() > Duration::from_secs(20) {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(is_cut_off(&mut silent));
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
}

#[test]
fn a_body_that_never_ends_is_answered_and_cut_off() {
    let collector = Collector::builder().read_timeout(Duration::from_millis(200)).start().unwrap();
    let answer =
        raw(&collector, b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\ncontent-length: 9\r\n\r\n[");
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("did not arrive within 200ms"), "{answer}");
    assert_eq!(collector.counts().requests, 0);
}

#[test]
fn connections_that_say_nothing_do_not_keep_others_out_for_long() {
    let builder = Collector::builder().max_connections(4).read_timeout(Duration::from_millis(300));
    let collector = builder.start().unwrap();
    let mut idle: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(collector.address()).unwrap()).collect();
    let start = Instant::now();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    // Those before it were dealt with in turns of four.
    assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());
    assert!(is_cut_off(&mut idle[0]));
}

#[test]
fn bodies_that_arrive_at_once_are_bounded_together() {
    let builder = Collector::builder().max_body_bytes(40 << 20).read_timeout(Duration::from_secs(60));
    let collector = builder.start().unwrap();
    let head = b"POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\ncontent-length: 41943040\r\n\r\n";
    let part = vec![b' '; 39 << 20];
    let mut first = TcpStream::connect(collector.address()).unwrap();
    first.write_all(head).unwrap();
    first.write_all(&part).unwrap();
    let mut second = TcpStream::connect(collector.address()).unwrap();
    second.write_all(head).unwrap();
    // It is refused midway, which may end the connection that is still being written to.
    let _ = second.write_all(&part);
    let mut answer = Vec::new();
    let _ = second.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 503 "), "{answer}");
    drop(first);
    let is_free = || post(&collector, "track", vec![b' '; 39 << 20]).0 == 400;
    let start = Instant::now();
    while !is_free() {
        assert!(start.elapsed() < Duration::from_secs(20), "the room was not given back");
    }
}

#[test]
fn a_hundred_megabytes_are_too_much() {
    let collector = Collector::start().unwrap();
    let mut connection = TcpStream::connect(collector.address()).unwrap();
    let head = "POST /api/track HTTP/1.1\r\nhost: localhost\r\nx-api-key: k\r\ncontent-type: application/json\r\n\
                content-length: 100000000\r\n\r\n";
    connection.write_all(head.as_bytes()).unwrap();
    let part = vec![b'['; 1 << 20];
    let written = (0..95).take_while(|_| connection.write_all(&part).is_ok()).count();
    assert!(written < 60, "the collector read on and on: {written} MiB");
    // It was counted, and nothing of it was kept.
    assert!(collector.wait_for(|counts| counts.bad == 1, Duration::from_secs(20)));
    assert_eq!(collector.requests()[0].status(), 413);
    assert!(collector.requests()[0].body.is_empty());
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let collector = Collector::start().unwrap();
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let body = format!("[{}1{}]", open.repeat(10_000), close.repeat(10_000));
        let (status, answer) = post(&collector, "track", body);
        assert_eq!(status, 400);
        assert!(answer["message"].as_str().unwrap().contains("recursion limit exceeded"), "{answer}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let collector = Collector::start().unwrap();
    let (status, answer) = post(&collector, "track", b"[{\"event_name\":\"\xff\"}]".to_vec());
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().unwrap().contains("invalid unicode code point"), "{answer}");
    // The inspector shows it all the same.
    assert_eq!(get(&collector, "/inspector/events/0")["body"], "[{\"event_name\":\"\u{fffd}\"}]");
}

/// Requests of which every part may be wrong. The head is whole, so that it is answered.
fn request() -> impl Strategy<Value = Vec<u8>> {
    let method = prop::sample::select(&["GET", "POST", "PUT", "OPTIONS", "HEAD", "BREW"][..]);
    let path = prop_oneof![
        prop::sample::select(
            &[
                "/",
                "/api/track",
                "/api/identify",
                "/api/user/token",
                "/micro/good",
                "/inspector/plan",
                "/inspector/clear",
                "/inspector/events/0",
                "/inspector/events/%ff",
                "/inspector/%2e%2e%2fCargo.toml",
                "*",
                "http://evil.example/api/track",
            ][..]
        )
        .prop_map(str::to_owned),
        "/[!-~]{0,30}",
    ];
    let name = prop::sample::select(
        &[
            "host",
            "origin",
            "authorization",
            "x-api-key",
            "content-type",
            "content-encoding",
            "content-length",
            "transfer-encoding",
            "last-event-id",
            "sec-fetch-site",
            "expect",
            "upgrade",
        ][..],
    );
    let value = prop_oneof![
        prop::sample::select(
            &[
                "localhost",
                "evil.example",
                "http://localhost",
                "null",
                "Bearer t",
                "Basic OnQ=",
                "application/json",
                "gzip",
                "chunked",
                "7",
                "18446744073709551616",
                "100-continue",
                "websocket",
                "ffffffffffffffff-0-0",
                "cross-site"
            ][..]
        )
        .prop_map(|value| value.as_bytes().to_vec()),
        prop::collection::vec(prop_oneof![0x20_u8..0x7f, 0x80_u8..=0xff], 0..40),
    ];
    let headers = prop::collection::vec((name, value), 0..8);
    let body = prop::collection::vec(any::<u8>(), 0..60);
    (method, path, any::<bool>(), headers, body).prop_map(|(method, path, is_local, headers, body)| {
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n").into_bytes();
        if is_local {
            request.extend(b"host: localhost\r\nx-api-key: k\r\ncontent-type: application/json\r\n");
        }
        for (name, value) in headers {
            request.extend(name.bytes().chain(*b": ").chain(value).chain(*b"\r\n"));
        }
        request.extend(b"\r\n");
        request.extend(body);
        request
    })
}

#[test]
fn no_request_whatever_breaks_the_collector() {
    let builder = Collector::builder().read_timeout(Duration::from_millis(100)).max_kept_events(50);
    let collector = builder.start().unwrap();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) };
    proptest!(config, |(request in request())| {
        let mut connection = TcpStream::connect(collector.address()).unwrap();
        connection.write_all(&request).unwrap();
        connection.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer);
        let status = answer.get(..12).map(String::from_utf8_lossy);
        let is_known = status.as_deref().is_none_or(|status| {
            // 507 and other 5xx would be the collector's own fault.
            ["HTTP/1.1 1", "HTTP/1.1 2", "HTTP/1.1 4"].iter().any(|known| status.starts_with(known))
        });
        prop_assert!(is_known, "{}", String::from_utf8_lossy(&answer));
        prop_assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    });
}
