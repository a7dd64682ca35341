//! `thrive serve`: from a request to the page and the record.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;
use support::{Ended, Folder};

/// A server that ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = folder.command(&[&["serve", "--port", "0", "--json"], arguments].concat());
        let mut child = command.envs(variables.iter().copied()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let endpoint = said.get("endpoint").and_then(Value::as_str).unwrap();
        let address = endpoint.strip_prefix("http://").unwrap().strip_suffix("/api").unwrap().to_owned();
        Served { child, address }
    }

    /// Status line, headers and body of the answer.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (host, length) = (&self.address, body.len());
        let head =
            format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n");
        stream.write_all(format!("{head}{headers}\r\n{body}").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn track(&self, event: &str) -> String {
        self.ask("POST", "/api/track", "content-type: application/json\r\nx-api-key: key\r\n", &format!("[{event}]"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const GOOD: &str = r#"{"event_name":"report_shared","properties":{"pages":3},"user_id":"u-1","timestamp":"2024-10-20T15:51:36.088000Z"}"#;
const PLAN: &str = r#"{ "properties": { "pages": { "type": "integer" } }, "required": ["pages"] }"#;

#[test]
fn an_event_is_judged_by_the_plan_and_recorded_and_the_page_is_there() {
    let folder = Folder::with("an_event_is_judged_by_the_plan", &[("tracking/report_shared.json", PLAN)]);
    let served = Served::start(&folder, &["--record", "arrived.jsonl"], &[]);
    assert!(served.track(GOOD).starts_with("HTTP/1.1 200 "), "{}", served.track(GOOD));
    let refused = served.track(&GOOD.replace("pages", "pgs"));
    assert!(refused.starts_with("HTTP/1.1 400 ") && refused.contains("/properties/pages"), "{refused}");
    let recorded = folder.read("arrived.jsonl");
    let valid: Vec<bool> = recorded.lines().map(|line| line.contains("\"valid\":true")).collect();
    assert_eq!(valid, [true, false], "{recorded}");
    let page = served.ask("GET", "/", "", "");
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("<!doctype html>"), "{page}");
}

#[test]
fn it_misbehaves_as_it_was_asked_to() {
    let folder = Folder::new("it_misbehaves_as_it_was_asked_to");
    let served = Served::start(&folder, &["--weather", "503=100%"], &[]);
    assert!(served.track(GOOD).starts_with("HTTP/1.1 503 "));
    let ended = folder.thrive(&["serve", "--port", "0", "--weather", "rain"]);
    assert!(ended.code == 2 && ended.stderr.contains("the weather `rain` is not understood"), "{}", ended.stderr);
}

#[test]
fn others_reach_it_only_with_a_token() {
    let folder = Folder::new("others_reach_it_only_with_a_token");
    let ended = folder.thrive(&["serve", "--port", "0", "--listen", "0.0.0.0"]);
    let expected = "error: 0.0.0.0 is not this machine's own address, so that others reach it: export \
                    THRIVE_SERVE_TOKEN=…, which they have to send\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, expected));

    let served = Served::start(&folder, &["--listen", "0.0.0.0"], &[("THRIVE_SERVE_TOKEN", "0c1f5a")]);
    let foreign = served.ask("GET", "/", "", "");
    assert!(foreign.starts_with("HTTP/1.1 401 "), "{foreign}");
    let page = served.ask("GET", "/", "authorization: Bearer 0c1f5a\r\n", "");
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = Folder::new("a_port_that_is_taken_is_told");
    let served = Served::start(&folder, &[], &[]);
    let port = served.address.rsplit(':').next().unwrap();
    let ended: Ended = folder.thrive(&["serve", "--port", port]);
    let expected = format!("error: the collector does not start on port {port}: ");
    assert!(ended.code == 2 && ended.stderr.starts_with(&expected), "{}", ended.stderr);
}
