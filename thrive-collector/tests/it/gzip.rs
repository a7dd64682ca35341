//! Compressed bodies: what is in them counts, and unpacking them ends somewhere.

use std::io::Read;

use flate2::{Compression, read::GzEncoder};
use serde_json::{Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, bare, send};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(body, Compression::best()).read_to_end(&mut packed).unwrap();
    packed
}

fn post(collector: &Collector, encoding: &str, body: Vec<u8>) -> (u16, Value) {
    let request = bare(collector, "track").header("x-api-key", "k").header("content-type", "application/json");
    send(request.header("content-encoding", encoding).body(body))
}

fn refusal(message: &str) -> Value {
    json!({"success": false, "message": message})
}

#[test]
fn a_compressed_body_is_kept_unpacked() {
    let collector = Collector::start().unwrap();
    for encoding in ["gzip", "x-gzip", "GZIP"] {
        assert_eq!(post(&collector, encoding, gzip(SAMPLE.as_bytes())).0, 200, "{encoding}");
    }
    assert_eq!(post(&collector, "identity", SAMPLE.into()).0, 200);
    let requests = collector.requests();
    assert!(requests.iter().all(|request| request.body == SAMPLE));
    assert_eq!(requests[0].content_encoding.as_deref(), Some("gzip"));
}

#[test]
fn an_encoding_that_is_not_known_is_refused() {
    let collector = Collector::start().unwrap();
    let expected = refusal("the body's `Content-Encoding` is not known here: send `gzip`, or leave it out");
    assert_eq!(post(&collector, "br", SAMPLE.into()), (415, expected));
}

#[test]
fn what_is_no_gzip_is_refused_and_kept_as_it_came() {
    let collector = Collector::start().unwrap();
    let whole = gzip(SAMPLE.as_bytes());
    let (cut, followed) = (whole[..whole.len() - 9].to_vec(), [&whole[..], b"[]"].concat());
    for body in [SAMPLE.into(), cut, followed, Vec::new()] {
        let (status, answer) = post(&collector, "gzip", body.clone());
        assert_eq!(status, 400);
        assert!(answer["message"].as_str().unwrap().starts_with("the body is not gzip: "), "{answer}");
        assert_eq!(collector.requests().last().unwrap().body, body);
    }
}

#[test]
fn a_bomb_is_not_unpacked_beyond_the_limit() {
    let collector = Collector::builder().max_body_bytes(100_000).start().unwrap();
    let bomb = gzip(&vec![b' '; 50_000_000]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let expected = refusal("the body is longer than 100000 bytes: split the array");
    assert_eq!(post(&collector, "gzip", bomb), (413, expected));
    let full = format!("{SAMPLE}{}", " ".repeat(100_000 - SAMPLE.len()));
    assert_eq!(post(&collector, "gzip", gzip(full.as_bytes())).0, 200);
}
