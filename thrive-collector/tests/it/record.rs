//! The record.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, event, post};

fn file(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("record");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(test);
    let _ = fs::remove_file(&file);
    file
}

fn lines(path: &PathBuf) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_event_is_a_line_with_what_was_made_of_it() {
    let path = file("lines.jsonl");
    let collector = Collector::builder().record(&path).start().unwrap();
    post(&collector, "track", SAMPLE);
    post(&collector, "track", format!("[{},{{\"event_name\":\"account_created\",\"n\": 1.50}}]", event("u")));
    post(&collector, "track", "{");
    let lines = lines(&path);
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["call"], &lines[0]["valid"], &lines[0]["event"]),
        (&json!("track"), &json!(true), &sample[0])
    );
    assert_eq!(lines[1]["valid"], false);
    assert_eq!(lines[1]["reasons"][0], json!({ "path": "/context", "message": "\"context\" is a required property" }));
    assert_eq!(lines[2]["event"], Value::Null);
    // What a number looked like is kept.
    assert!(fs::read_to_string(&path).unwrap().contains(r#""event":{"event_name":"account_created","n":1.50}}"#));
}

#[test]
fn a_record_is_continued() {
    let path = file("continued.jsonl");
    for _ in 0..2 {
        let collector = Collector::builder().record(&path).start().unwrap();
        post(&collector, "track", SAMPLE);
    }
    assert_eq!(lines(&path).len(), 2);
}

#[test]
fn a_record_that_cannot_be_opened_is_an_error() {
    let error = Collector::builder().record(env!("CARGO_TARGET_TMPDIR")).start().unwrap_err();
    assert!(error.to_string().starts_with("the record `"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_recorded_is_refused_and_not_kept() {
    let collector = Collector::builder().record("/dev/full").start().unwrap();
    let (status, answer) = post(&collector, "track", SAMPLE);
    assert_eq!(status, 507);
    let message = answer["message"].as_str().unwrap();
    assert!(message.starts_with("the events are not kept, since the record cannot be written: "), "{message}");
    assert_eq!(collector.counts().requests, 0);
}

#[cfg(unix)]
#[test]
fn a_record_is_for_its_owners_eyes() {
    use std::os::unix::fs::PermissionsExt;
    let path = file("private.jsonl");
    let _collector = Collector::builder().record(&path).start().unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
}
