//! Whatever happens to the service, what was tracked arrives, once and in order, without the caller waiting for it; and
//! what does not arrive is counted and handed back.
//!
//! `docs/delivery.md` has a table of these tests.
#![cfg(unix)]
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "../support/asleep.rs"]
mod asleep;
#[path = "../support/faulty_service.rs"]
mod faulty_service;
#[path = "../support/folder.rs"]
#[expect(dead_code, reason = "other tests look at the names in it")]
mod folder;
#[path = "../support/numbered.rs"]
mod numbered;

mod answers;
mod ends;
mod handed_back;
mod no_answer;
mod overflow;
mod receipts;
mod refusals;
mod settings;
mod unauthorized;

use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

use asleep::asleep;
use faulty_service::{Fault, FaultyService};
use numbered::numbered;
use thrive_core::{Client, ClientBuilder, Receipt, Report, State, TrackEvent};

const EVENTS: u64 = 2_000;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than any test takes.
const NEVER: Duration = Duration::from_secs(3_600);

fn builder(service: &FaultyService) -> ClientBuilder {
    Client::builder().endpoint(service.endpoint()).api_key("key").flush_interval(Duration::from_millis(10))
}

fn track(client: &Client, number: u64) -> Receipt {
    numbered(number).track_with(client).unwrap()
}

/// Tracks these events and fails if the caller had to wait: for as long as an unanswered request lasts (1.5 s), or a pause
/// that the service asks for (2 s), or a few pauses of our own.
fn track_without_waiting(client: &Client, numbers: Range<u64>) {
    let asleep = asleep(|| numbers.for_each(|number| drop(track(client, number))));
    assert!(asleep < Duration::from_millis(500), "the caller waited for {asleep:?}");
}

fn last_error(client: &Client) -> String {
    client.stats().last_error.unwrap()
}

/// Blocks until an attempt has failed.
fn wait_for_trouble(client: &Client) {
    wait_until(client, |client| client.stats().last_error.is_some());
}

/// Blocks until the condition holds. Nothing is hurried by that, as it would be by a flush.
fn wait_until(client: &Client, condition: impl Fn(&Client) -> bool) {
    let start = Instant::now();
    while !condition(client) {
        assert!(start.elapsed() < PATIENCE, "{:?}", client.stats());
        thread::sleep(Duration::from_millis(1));
    }
}

/// Fails unless each event that was tracked is in one of the counts, of the statistics and of a report alike.
fn assert_adds_up(client: &Client, tracked: u64) {
    let stats = client.stats();
    assert_eq!(stats.tracked, tracked);
    let sum = stats.delivered + stats.rejected + stats.dropped.total() + stats.spooled + stats.queued;
    assert_eq!(sum, tracked, "{stats:?}");
    let report = client.flush(Duration::ZERO);
    assert_eq!(sum_of(&report), tracked, "{report:?}");
}

fn sum_of(report: &Report) -> u64 {
    report.delivered + report.rejected + report.spooled + report.lost + report.queued
}

/// What became of events once their client has ended.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ended {
    delivered: u64,
    rejected: u64,
    spooled: u64,
    lost: u64,
}

/// Shuts the client down, and fails unless this is what became of the events, by its report and its statistics.
fn assert_ends(client: &Client, timeout: Duration, expected: Ended) {
    let report = client.shutdown(timeout);
    let Report { delivered, rejected, spooled, lost, .. } = report;
    assert_eq!(Ended { delivered, rejected, spooled, lost }, expected);
    let stats = client.stats();
    let (lost, state) = (stats.dropped.total(), stats.state);
    let by_stats = Ended { delivered: stats.delivered, rejected: stats.rejected, spooled: stats.spooled, lost };
    assert_eq!(by_stats, expected);
    assert_eq!((report.queued, stats.queued, stats.queued_bytes, state), (0, 0, 0, State::Closed));
    assert_adds_up(client, sum_of(&report));
}

/// Fails unless each of the events was accepted exactly once, in order, and counted so.
fn assert_all_arrived(service: &FaultyService, client: &Client) {
    client.flush(PATIENCE);
    assert_eq!(client.stats().state, State::Healthy);
    assert_ends(client, PATIENCE, Ended { delivered: EVENTS, ..Ended::default() });
    assert_eq!(service.numbers(), (0..EVENTS).collect::<Vec<_>>());
    let line = "POST /api/track HTTP/1.1";
    assert!(service.accepted().iter().all(|attempt| attempt.request_line == line));
}

/// Tracks half of the events before the fault was met and half while it lasts; it ends after so many attempts, two at
/// least.
fn survives(fault: impl Into<Fault>, failures: usize) -> Client {
    survives_with(fault, failures, |builder| builder)
}

fn survives_with(
    fault: impl Into<Fault>,
    failures: usize,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Client {
    let service = FaultyService::start();
    service.fail(fault);
    let client = settings(builder(&service)).build().unwrap();

    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    service.wait_for_attempts(failures);
    let stats = client.stats();
    assert_eq!((stats.delivered, stats.state), (0, State::Retrying));
    assert_adds_up(&client, EVENTS);
    service.recover();

    assert_all_arrived(&service, &client);
    client
}
