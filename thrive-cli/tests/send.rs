//! `thrive send`: every good event once, whatever happens on the way.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Ended, Folder};
use thrive_collector::Collector;

fn account(number: usize) -> String {
    format!(
        r#"{{"event_name":"account_created","properties":{{"account_name":"Account {number}"}},"user_id":"u-{number}","timestamp":"2019-03-01T08:00:00.000000Z","context":{{"group_id":"acc-{number}"}}}}"#
    )
}

fn accounts(count: usize) -> String {
    (0..count).map(|number| account(number) + "\n").collect()
}

fn send(folder: &Folder, collector: &Collector, arguments: &[&str]) -> Command {
    let mut command = folder.command(&[&["send"], arguments].concat());
    command.env("THRIVESTACK_ENDPOINT", collector.endpoint()).env("THRIVESTACK_API_KEY", "key");
    command
}

fn sent(folder: &Folder, collector: &Collector, arguments: &[&str]) -> Ended {
    Ended::of(send(folder, collector, arguments).output().unwrap())
}

/// What arrived, by account and by the ids it came with.
fn arrived(collector: &Collector) -> Vec<(String, String)> {
    let events = collector.good();
    let text = |event: &Value, path: &str| event.pointer(path).and_then(Value::as_str).unwrap().to_owned();
    let parsed = events.iter().map(|event| serde_json::from_str::<Value>(&event.json).unwrap());
    parsed.map(|event| (text(&event, "/context/group_id"), text(&event, "/context/event_id"))).collect()
}

#[test]
fn events_arrive_in_their_order_and_are_not_sent_again() {
    let folder = Folder::with("events_arrive_in_their_order", &[("events.jsonl", &accounts(1_200))]);
    let collector = Collector::start().unwrap();
    sent(&folder, &collector, &["events.jsonl"]).assert(0, "1,200 events: 1,200 delivered\n");
    let groups: Vec<String> = arrived(&collector).into_iter().map(|(group, _)| group).collect();
    assert_eq!(groups, (0..1_200).map(|number| format!("acc-{number}")).collect::<Vec<_>>());

    let again = "1,200 events were answered by an earlier run, and not sent again\n1,200 events: 0 delivered\n";
    sent(&folder, &collector, &["events.jsonl"]).assert(0, again);
    assert_eq!(collector.counts().good, 1_200);

    // A file that has grown is sent from where it has.
    folder.write("events.jsonl", accounts(1_203));
    let grown = "1,200 events were answered by an earlier run, and not sent again\n1,203 events: 3 delivered\n";
    sent(&folder, &collector, &["events.jsonl"]).assert(0, grown);
    assert_eq!(collector.counts().good, 1_203);
}

#[test]
fn nothing_is_sent_while_a_line_is_wrong() {
    let lines = [
        account(0),
        String::new(),
        account(1).replace("account_name", "acount_name"),
        account(2).replace("account_created", "acount_created"),
        "{".to_owned(),
        account(3).replace("u-3", ""),
        account(4).replace("\"user_id\":", "\"context\":{},\"user_id\":"),
        format!("[{}]", account(5)),
        account(6).replace("Account 6", &"x".repeat(40_000)),
    ];
    let folder = Folder::with("nothing_is_sent_while_a_line_is_wrong", &[("events.jsonl", &lines.join("\n"))]);
    let collector = Collector::start().unwrap();
    let ended = sent(&folder, &collector, &["events.jsonl"]);
    let expected = "\
events.jsonl:3: /properties/account_name: \"account_name\" is a required property
events.jsonl:4: /event_name: no event is called `acount_created`; did you mean `account_created`?
events.jsonl:5: this is no JSON: EOF while parsing an object at line 1 column 1
events.jsonl:6: /user_id: value is shorter than 1 character
events.jsonl:7: this is no JSON object: `context` stands twice in it at line 1 column 154
events.jsonl:8: this is no object
events.jsonl:9: the event has 40204 bytes, and may have 32768
all of them, and why: events.rejected.jsonl
1 event right, 7 lines not; nothing was sent: mend them, or send the others by `--skip-invalid`
";
    ended.assert(1, expected);
    assert_eq!(collector.counts().requests, 0);
    let rejected = folder.read("events.rejected.jsonl");
    let first: Value = serde_json::from_str(rejected.lines().next().unwrap()).unwrap();
    assert_eq!((&first["line"], &first["event"]["user_id"]), (&json!(3), &json!("u-1")));
    assert_eq!(rejected.lines().count(), 7);

    let ended = sent(&folder, &collector, &["events.jsonl", "--skip-invalid"]);
    assert!(ended.code == 1 && ended.stdout.ends_with("1 event: 1 delivered\n"), "{}", ended.stdout);
    assert_eq!(collector.counts().good, 1);
}

#[test]
fn a_dry_run_sends_and_writes_nothing_and_needs_no_credential() {
    let folder = Folder::with("a_dry_run_sends_and_writes_nothing", &[("events.jsonl", &accounts(3))]);
    let said = "3 events right, 0 lines not; nothing was sent, as `--dry-run` says\n";
    folder.thrive(&["send", "events.jsonl", "--dry-run"]).assert(0, said);
    let names: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["events.jsonl"]);
    let ended = folder.thrive(&["send", "events.jsonl"]);
    assert!(ended.code == 2 && ended.stderr.contains("THRIVESTACK_API_KEY"), "{}", ended.stderr);
}

#[test]
fn what_the_service_refuses_is_written_down_and_the_others_arrive() {
    let folder = Folder::new("what_the_service_refuses_is_written_down");
    // The service knows another plan than the one that judged here.
    folder.write("strict/account_created.json", r#"{ "properties": { "account_name": { "type": "string", "pattern": "^Account [0-8]$" } }, "context": { "required": ["group_id"] } }"#);
    folder.write("events.jsonl", accounts(10));
    let collector = Collector::builder().plan(folder.path("strict")).start().unwrap();
    let expected = "10 events: 9 delivered, 1 refused\nwhat was refused, and why: events.rejected.jsonl\n";
    sent(&folder, &collector, &["events.jsonl"]).assert(1, expected);
    let rejected: Value = serde_json::from_str(folder.read("events.rejected.jsonl").trim()).unwrap();
    assert_eq!((&rejected["line"], &rejected["event"]["user_id"]), (&json!(10), &json!("u-9")));
    assert!(rejected["reason"].as_str().unwrap().contains("400"), "{rejected}");
}

#[test]
fn other_events_in_the_same_state_are_refused() {
    let folder = Folder::with("other_events_in_the_same_state", &[("events.jsonl", &accounts(3))]);
    let collector = Collector::start().unwrap();
    assert_eq!(sent(&folder, &collector, &["events.jsonl"]).code, 0);
    folder.write("events.jsonl", accounts(3).replace("Account 1", "Another"));
    let ended = sent(&folder, &collector, &["events.jsonl"]);
    assert!(ended.code == 2 && ended.stderr.contains("is of a run that sent other events"), "{}", ended.stderr);
    assert_eq!(sent(&folder, &collector, &["events.jsonl", "--state", "another"]).code, 0);
    assert_eq!(collector.counts().good, 6);
}

#[test]
fn rows_are_events_by_their_header() {
    let rows = "properties.account_name,Email,Seats,user_id,timestamp,context.group_id,Note\n\
                \"Acme, \"\"Inc.\"\"\",ada@acme.com,12,u-1,2019-03-01T08:00:00Z,acc-1,x\n\
                Globex,,,u-2,2019-03-02T08:00:00Z,acc-2,\n";
    let plan = r#"{ "properties": { "account_name": { "type": "string" }, "user_email": { "type": "string" },
        "seats": { "type": "integer" } }, "required": ["account_name"], "context": { "required": ["group_id"] } }"#;
    let folder =
        Folder::with("rows_are_events_by_their_header", &[("a.csv", rows), ("tracking/account_created.json", plan)]);
    let collector = Collector::builder().plan(folder.path("tracking")).start().unwrap();
    let mapped =
        ["a.csv", "--csv", "--set", "event_name=account_created", "--map", "Note=", "--map", "Seats=properties.seats"];
    let ended = sent(&folder, &collector, &mapped);
    let expected = "error: the header says `Email`, which is no place of an event";
    assert!(ended.code == 2 && ended.stderr.starts_with(expected), "{}", ended.stderr);

    let mapped = [&mapped[..], &["--map", "Email=properties.user_email"]].concat();
    sent(&folder, &collector, &mapped).assert(0, "2 events: 2 delivered\n");
    let good: Vec<Value> = collector.good().iter().map(|event| serde_json::from_str(&event.json).unwrap()).collect();
    let first = json!({ "account_name": "Acme, \"Inc.\"", "user_email": "ada@acme.com", "seats": 12 });
    assert_eq!((&good[0]["properties"], &good[1]["properties"]), (&first, &json!({ "account_name": "Globex" })));
}

#[test]
fn standard_input_is_kept_to_go_on_from() {
    use std::io::Write;

    let folder = Folder::new("standard_input_is_kept_to_go_on_from");
    let collector = Collector::start().unwrap();
    let mut child = send(&folder, &collector, &["-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(accounts(5).as_bytes()).unwrap();
    Ended::of(child.wait_with_output().unwrap()).assert(0, "5 events: 5 delivered\n");
    assert_eq!(folder.read("stdin.thrive-send/input"), accounts(5));
}

#[test]
fn a_rate_is_kept() {
    let folder = Folder::with("a_rate_is_kept", &[("events.jsonl", &accounts(60))]);
    let collector = Collector::start().unwrap();
    let start = Instant::now();
    assert_eq!(sent(&folder, &collector, &["events.jsonl", "--rate", "40"]).code, 0);
    assert!(start.elapsed() >= Duration::from_millis(1_400), "{:?}", start.elapsed());
    assert_eq!(collector.counts().good, 60);
}

#[test]
fn a_service_that_does_not_answer_is_given_up_and_what_is_left_is_kept() {
    let folder = Folder::with("a_service_that_does_not_answer", &[("events.jsonl", &accounts(3))]);
    let collector = Collector::start().unwrap();
    let arguments = ["events.jsonl", "--endpoint", "http://127.0.0.1:9/api", "--patience", "1", "--json"];
    let ended = sent(&folder, &collector, &arguments);
    assert!(ended.code == 1 && ended.stderr.contains("what is left is kept: run the same command"), "{}", ended.stderr);
    assert_eq!((ended.json()["delivered"].as_u64(), ended.json()["waiting"].as_u64()), (Some(0), Some(3)));
    sent(&folder, &collector, &["events.jsonl"]).assert(0, "3 events: 3 delivered\n");
    assert_eq!(collector.counts().good, 3);
}

/// Ends a run without a word once so many events are there.
#[cfg(unix)]
fn kill_at(mut child: Child, collector: &Collector, events: u64) {
    assert!(collector.wait_for(|counts| counts.good >= events, Duration::from_secs(60)), "{:?}", collector.counts());
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_twice_delivers_everything_and_sends_little_twice() {
    const EVENTS: usize = 20_000;
    const BATCH: usize = 500;

    let folder = Folder::with("a_run_that_was_killed_twice", &[("events.jsonl", &accounts(EVENTS))]);
    let collector = Collector::builder().max_kept_events(100_000).max_kept_bytes(1 << 30).start().unwrap();
    for events in [6_000, 13_000] {
        let child = send(&folder, &collector, &["events.jsonl"]).stdout(Stdio::null()).spawn().unwrap();
        kill_at(child, &collector, events);
    }
    let before = collector.counts().good as usize;
    assert!(before < EVENTS, "it was over before it was killed");
    let ended = sent(&folder, &collector, &["events.jsonl", "--json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);

    let mut times: HashMap<String, Vec<String>> = HashMap::new();
    for (group, id) in arrived(&collector) {
        times.entry(group).or_default().push(id);
    }
    assert_eq!(times.len(), EVENTS, "every event arrived");
    // What arrived twice is told by its id, and was in the request that was under way.
    assert!(times.values().all(|ids| ids.iter().all(|id| *id == ids[0])));
    let twice: usize = times.values().map(|ids| ids.len() - 1).sum();
    assert!(twice <= 2 * BATCH, "{twice} events arrived twice");
    let ids: std::collections::HashSet<&String> = times.values().map(|ids| &ids[0]).collect();
    assert_eq!(ids.len(), EVENTS, "no two events have one id");
    let report = ended.json();
    let settled = report["settled_before"].as_u64().unwrap() + report["delivered"].as_u64().unwrap();
    assert_eq!((settled, report["events"].as_u64()), (EVENTS as u64, Some(EVENTS as u64)));
    println!("{twice} of {EVENTS} events arrived twice, after two kills");
}
