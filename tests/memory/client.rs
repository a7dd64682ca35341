//! What the measured processes do.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thrive_core::{Client, ClientBuilder, TrackErrorKind, TrackEvent};

use crate::child::Parent;
use crate::gauge::{Switches, peak_memory, thread_switches};
use crate::numbered::numbered;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(120);

/// The longest that a call may take.
const LONGEST_CALL: Duration = Duration::from_millis(5);

pub(crate) fn play(role: &str, settings: &Value) {
    let number = |name: &str| settings[name].as_u64().unwrap();
    let builder = Client::builder().endpoint(settings["endpoint"].as_str().unwrap()).api_key("key");
    let spool = || builder.clone().spool(Path::new(settings["folder"].as_str().unwrap()));
    match role {
        "flood" => flood(&builder, number("events")),
        "fill" => fill(&spool(), number("events")),
        "drain" => drain(&spool()),
        other => panic!("no such role: {other}"),
    }
}

/// Events through a queue that is bounded by bytes alone: half of them while the service is down.
fn flood(builder: &ClientBuilder, events: u64) {
    let mut parent = Parent::new();
    let client = builder.clone().max_queued_events(usize::MAX).build().unwrap();
    let baseline = peak_memory();
    let mut calls = Calls::default();

    let refused = (0..events / 2).filter(|number| !calls.track(&client, *number)).count();
    parent.hears(json!({ "queued": client.stats().queued, "queued_bytes": client.stats().queued_bytes }));
    let mut waits = 0;
    for number in events / 2..events {
        while !calls.track(&client, number) {
            waits += 1;
            client.flush(Duration::from_millis(100));
        }
    }
    let report = client.shutdown(PATIENCE);
    parent.hears(json!({
        "memory": peak_memory() - baseline,
        "slowest_us": calls.slowest.as_micros() as u64,
        "slow": { "worked": calls.worked, "waited": calls.waited, "preempted": calls.preempted },
        "refused": refused,
        "waits": waits,
        "delivered": report.delivered,
        "lost": report.lost,
    }));
}

/// How long calls of `track` take, by the clock on the wall. On a busy machine that says little: of the calls that took too
/// long, these are told apart by what the operating system did with the thread meanwhile.
#[derive(Default)]
struct Calls {
    slowest: Duration,
    /// It had the processor throughout.
    worked: u64,
    /// It gave the processor away, for a lock, say, whose holder may have lost its own.
    waited: u64,
    /// It lost the processor.
    preempted: u64,
    /// Calls since the switches were looked at, the slow ones among them, and what they were then.
    recent: u32,
    recent_slow: u64,
    switches: Switches,
}

impl Calls {
    /// Whether the event was accepted.
    fn track(&mut self, client: &Client, number: u64) -> bool {
        let start = Instant::now();
        let outcome = numbered(number).track_with(client);
        let took = start.elapsed();
        self.slowest = self.slowest.max(took);
        self.recent_slow += u64::from(took >= LONGEST_CALL);
        self.recent += 1;
        if self.recent == 50 {
            self.tell_apart();
        }
        match outcome {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind(), TrackErrorKind::QueueFull, "{error}");
                false
            }
        }
    }

    fn tell_apart(&mut self) {
        let before = std::mem::replace(&mut self.switches, thread_switches());
        let cause = match (self.switches.involuntary > before.involuntary, self.switches.voluntary > before.voluntary) {
            (true, _) => &mut self.preempted,
            (false, true) => &mut self.waited,
            (false, false) => &mut self.worked,
        };
        *cause += std::mem::take(&mut self.recent_slow);
        self.recent = 0;
    }
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Large<'a> {
    feature_name: &'a str,
}

/// Events of 2 KiB into a spool, while the service is down.
fn fill(builder: &ClientBuilder, events: u64) {
    let client = builder.clone().build().unwrap();
    let baseline = peak_memory();
    let name = "x".repeat(2_000);
    for number in 0..events {
        Large { feature_name: &name }.by(number).within("acme").track_with(&client).unwrap();
    }
    let bytes = client.stats().queued_bytes;
    let report = client.shutdown(Duration::ZERO);
    Parent::new().hears(json!({ "memory": peak_memory() - baseline, "bytes": bytes, "spooled": report.spooled }));
}

fn drain(builder: &ClientBuilder) {
    let baseline = peak_memory();
    let client = builder.clone().build().unwrap();
    let report = client.shutdown(PATIENCE);
    Parent::new()
        .hears(json!({ "memory": peak_memory() - baseline, "delivered": report.delivered, "lost": report.lost }));
}
