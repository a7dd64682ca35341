//! However much is tracked and however long the service is down, memory stays within its limit and callers do not wait.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/child.rs"]
#[expect(dead_code, reason = "nobody is killed here")]
mod child;
#[path = "memory/client.rs"]
mod client;
#[path = "support/folder.rs"]
#[expect(dead_code, reason = "nobody looks what is in it")]
mod folder;
#[path = "memory/gauge.rs"]
mod gauge;
#[path = "support/numbered.rs"]
#[expect(dead_code, reason = "nobody reads the events")]
mod numbered;
#[path = "memory/sink.rs"]
mod sink;

use child::Child;
use folder::Folder;
use serde_json::{Value, json};
use sink::Sink;

const MIB: u64 = 1 << 20;

/// What a client may take beside the events that it holds: buffers, a runtime, connections.
const BESIDE: u64 = 32 * MIB;

#[test]
#[ignore = "the other tests run it, as a process of its own"]
fn child_process() {
    if let Some((role, settings)) = child::role() {
        client::play(&role, &settings);
    }
}

fn number(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap()
}

/// Waits until the child ends, and says what it reported at last.
fn end(child: Child) -> Value {
    let (status, lines) = child.end();
    assert!(status.success(), "{status}");
    let report = lines.last().unwrap();
    println!("{report}");
    serde_json::from_str(report).unwrap()
}

#[test]
fn ten_million_events_stay_within_the_limit_and_no_call_waits() {
    const EVENTS: u64 = 10_000_000;
    const LIMIT: u64 = 64 * MIB;

    let sink = Sink::new();
    let child = Child::start("flood", &json!({ "endpoint": sink.endpoint(), "events": EVENTS }));
    let half: Value = serde_json::from_str(&child.line()).unwrap();
    println!("{half}");
    // To the last event that fits.
    assert!((LIMIT - 1_000..=LIMIT).contains(&number(&half, "queued_bytes")), "{half}");
    sink.come_up();
    let report = end(child);

    let accepted = EVENTS - number(&report, "refused");
    assert_eq!((number(&report, "delivered"), number(&report, "lost")), (accepted, 0));
    assert_eq!(sink.events(), accepted);
    assert!(accepted > EVENTS / 2 + 100_000, "{report}");
    let memory = number(&report, "memory");
    assert!(memory <= LIMIT + BESIDE, "{} MiB", memory / MIB);
    // None took that long of itself; the few that may have did not have the processor, which a virtual machine cannot see.
    // Calls that waited for the service would be as many as there are batches.
    assert!(number(&report["slow"], "worked") <= 3, "{report}");
    assert!(number(&report["slow"], "waited") <= 500, "{report}");
}

#[test]
fn a_spool_of_hundreds_of_mebibytes_is_filled_and_drained_in_bounded_memory() {
    const EVENTS: u64 = 150_000;

    let folder = Folder::new("large");
    let sink = Sink::new();
    let settings = json!({ "endpoint": sink.endpoint(), "folder": folder.path(), "events": EVENTS });
    let filled = end(Child::start("fill", &settings));
    assert_eq!(number(&filled, "spooled"), EVENTS);
    assert!(number(&filled, "bytes") > 300 * MIB, "{filled}");
    assert!(number(&filled, "memory") <= BESIDE, "{filled}");

    sink.come_up();
    let drained = end(Child::start("drain", &settings));
    assert_eq!((number(&drained, "delivered"), number(&drained, "lost")), (EVENTS, 0));
    assert_eq!(sink.events(), EVENTS);
    assert!(number(&drained, "memory") <= BESIDE, "{drained}");
}
