//! What the inspector's page is told. The page itself is tested in a browser: `.ci/inspector`.

use std::io::{BufRead, BufReader};

use reqwest::blocking::Response;
use serde_json::{Value, json};
use thrive_collector::Collector;

use crate::http::{SAMPLE, client, event, get, post};

/// The messages of a stream, each with its event, id and data.
struct Stream(BufReader<Response>);

impl Stream {
    fn open(collector: &Collector, last: Option<&str>) -> Self {
        let mut request = client().get(format!("{}inspector/stream", collector.inspector_url()));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self(BufReader::new(answer))
    }

    fn next(&mut self) -> (String, String, Value) {
        let mut message = (String::new(), String::new(), Value::Null);
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some(("event", event)) => message.0 = event.to_owned(),
                Some(("id", id)) => message.1 = id.to_owned(),
                Some(("data", data)) => message.2 = serde_json::from_str(data).unwrap(),
                _ if line == "\n" && !message.0.is_empty() => return message,
                _ => assert!(!line.is_empty(), "the stream ended"),
            }
        }
    }

    /// The next message of this kind, whatever comes before it.
    fn wait_for(&mut self, event: &str) -> (String, Value) {
        loop {
            let (kind, id, data) = self.next();
            if kind == event {
                return (id, data);
            }
        }
    }
}

fn array(event: &str) -> String {
    format!("[{event}]")
}

fn users(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row[5].as_str().unwrap()).collect()
}

#[test]
fn a_stream_begins_with_what_is_remembered_and_goes_on() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", format!("[{},{}]", event("a"), event("b")));
    let mut stream = Stream::open(&collector, None);
    assert_eq!(stream.next().0, "start");
    assert_eq!(users(&stream.wait_for("rows").1), ["a", "b"]);
    post(&collector, "track", format!("[{}]", event("c")));
    let rows = stream.wait_for("rows").1;
    assert_eq!(users(&rows), ["c"]);
    let row = rows[0].as_array().unwrap();
    assert_eq!(
        row[2..],
        [json!(1), json!("track"), json!("account_created"), json!("c"), json!("g"), json!(null), json!(0)]
    );
}

#[test]
fn a_refused_event_comes_with_its_first_reason() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", array(&event("a").replace("\"account_name\":\"acme.com\"", "\"plan_name\":7")));
    let rows = Stream::open(&collector, None).wait_for("rows").1;
    let row = rows[0].as_array().unwrap();
    assert_eq!(row[2], 0);
    assert_eq!(row[7..], [json!("/properties/account_name: \"account_name\" is a required property"), json!(2)]);
}

#[test]
fn a_stream_that_broke_off_goes_on_behind_its_last_message() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", array(&event("a")));
    let (last, _) = Stream::open(&collector, None).wait_for("rows");
    post(&collector, "track", array(&event("b")));
    let mut stream = Stream::open(&collector, Some(&last));
    assert_eq!(stream.next().0, "resume");
    assert_eq!(users(&stream.wait_for("rows").1), ["b"]);

    // The id of another collector's message means nothing here.
    let mut foreign = Stream::open(&Collector::start().unwrap(), Some(&last));
    assert_eq!(foreign.next().0, "start");
}

#[test]
fn a_stream_tells_of_a_reset_also_to_who_was_away() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", array(&event("a")));
    let mut stream = Stream::open(&collector, None);
    let (last, _) = stream.wait_for("rows");
    collector.reset();
    stream.wait_for("clear");
    post(&collector, "track", array(&event("b")));
    assert_eq!(users(&stream.wait_for("rows").1), ["b"]);
    let mut returned = Stream::open(&collector, Some(&last));
    assert_eq!(returned.next().0, "resume");
    assert_eq!(returned.next().0, "clear");
    assert_eq!(users(&returned.wait_for("rows").1), ["b"]);
}

#[test]
fn the_counts_are_of_every_event_also_of_those_forgotten() {
    let collector = Collector::builder().max_kept_events(2).start().unwrap();
    for _ in 0..5 {
        post(&collector, "track", SAMPLE);
    }
    post(&collector, "track", "[{\"event_name\":\"feature_used\"}]");
    post(&collector, "track", "{");
    let mut stream = Stream::open(&collector, None);
    let counts = stream.wait_for("counts").1;
    assert_eq!((&counts["good"], &counts["bad"]), (&json!(5), &json!(2)));
    assert_eq!(counts["names"], json!({ "account_created": [5, 0], "feature_used": [0, 1] }));
    assert_eq!(counts["others"], json!([0, 1]));
    let sum =
        |place| counts["seconds"].as_array().unwrap().iter().map(|second| second[place].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum(1), sum(2)), (5, 2));
}

#[test]
fn an_event_is_opened_with_its_rules_and_what_the_schema_says() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", SAMPLE.replace("\"account_name\": \"acme.com\"", "\"user_email\": \"jo@acme.com\""));
    let opened = get(&collector, "/inspector/events/0");
    assert_eq!(opened["status"], 400);
    assert_eq!(opened["credential"], "bearer");
    assert_eq!(opened["reasons"][0]["path"], "/properties/account_name");
    assert_eq!(opened["schema"]["description"], "An account comes into being in the product.");
    assert_eq!(
        opened["schema"]["values"]["/properties/user_email"],
        json!({ "description": "The email address of the user who acts.", "personal": true })
    );
    assert_eq!(opened["json"].as_str(), collector.bad()[0].json.as_deref());
    assert!(!opened.to_string().contains("token"), "a credential is never shown: {opened}");
}

#[test]
fn an_event_that_is_gone_is_said_to_be() {
    let collector = Collector::start().unwrap();
    for number in ["0", "18446744073709551615", "-1", "x"] {
        let answer = client().get(format!("{}inspector/events/{number}", collector.inspector_url())).send().unwrap();
        assert_eq!(answer.status(), 404, "{number}");
    }
}

#[test]
fn the_page_runs_nothing_but_its_own_files() {
    let collector = Collector::start().unwrap();
    let page = client().get(collector.inspector_url()).send().unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
    assert_eq!(page.headers()["cache-control"], "no-store");
    let html = page.text().unwrap();
    assert!(!html.contains("<style") && !html.contains("style=") && !html.contains("://"), "{html}");
    for file in html.split('"').filter(|part| part.starts_with("inspector/")) {
        assert_eq!(
            client().get(format!("{}{file}", collector.inspector_url())).send().unwrap().status(),
            200,
            "{file}"
        );
    }
}
