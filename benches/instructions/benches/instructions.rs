//! Instructions that a hundred events take, in the steady state: each bench has a budget in `budgets.txt`, and fails
//! above 105 % of it. `serde_json` stands beside for comparison and has none.
//!
//! Run it by `.ci/instructions`.
#![expect(missing_docs, reason = "the macros make public items and give them no documentation")]

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::{Arc, Barrier, Once};
use std::time::{Duration, UNIX_EPOCH};

use gungraun::prelude::*;
use gungraun::{Callgrind, EntryPoint, EventKind};
use thrive_bench_event::by_thrive::{AccountCreated, Nowhere};
use thrive_bench_event::{Account, by_serde};
use thrive_core::{Client, ClientBuilder, NoAnswer, Request, Response, TrackEvent, Transport};

const EVENTS: usize = 100;

/// What one event costs is small beside what a client costs; this many make it the other way round.
const DELIVERED: usize = 50_000;

fn account() -> Account {
    Account::many().swap_remove(0)
}

fn event() -> AccountCreated {
    account().into()
}

/// A client whose batch is never full nor due, so that nothing but the call is counted, once it has its buffers.
fn warm(builder: ClientBuilder) -> (Client, AccountCreated) {
    let client = builder
        .transport(Nowhere)
        .max_batch_events(10 * EVENTS)
        .flush_interval(Duration::from_secs(3600))
        .build()
        .expect("a client starts");
    let event = event();
    track(&client, &event);
    (client, event)
}

fn in_memory() -> (Client, AccountCreated) {
    warm(Client::builder())
}

fn spool_folder() -> PathBuf {
    env::temp_dir().join("thrive-bench-instructions")
}

fn with_spool() -> (Client, AccountCreated) {
    // Of a run that was stopped.
    let _ = fs::remove_dir_all(spool_folder());
    warm(Client::builder().spool(spool_folder()))
}

fn track(client: &Client, event: &AccountCreated) {
    for _ in 0..EVENTS {
        black_box(black_box(event).track_with(black_box(client)).expect("there is room"));
    }
}

/// 105 % of what `budgets.txt` says of the bench.
fn budget(bench: &str) -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::default();
    let budgets = include_str!("../budgets.txt").lines().filter_map(|line| line.split_once(": "));
    if let Some((_, budget)) = budgets.into_iter().find(|(name, _)| *name == bench) {
        let budget: u64 = budget.parse().expect("a budget is a number");
        callgrind.hard_limits([(EventKind::Ir, budget * 105 / 100)]);
    }
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

// With the string that it makes.
#[library_benchmark(config = budget("encode"))]
#[bench::events(event())]
fn encode(event: AccountCreated) {
    for _ in 0..EVENTS {
        let _ = black_box(black_box(&event).at(UNIX_EPOCH).to_json());
    }
}

// With a string, too, of the same length from the start; the time needs no formatting.
#[library_benchmark]
#[bench::events(account())]
fn encode_by_serde_json(account: Account) {
    for _ in 0..EVENTS {
        let mut json = Vec::with_capacity(512);
        by_serde::write(black_box(&account), black_box("1970-01-01T00:00:00.000000Z"), &mut json);
        let _ = black_box(String::from_utf8(json));
    }
}

// The whole call: clock, encoding, queue.
#[library_benchmark(config = budget("track_in_memory"))]
#[bench::events(in_memory())]
fn track_in_memory((client, event): (Client, AccountCreated)) -> Client {
    track(&client, &event);
    client
}

// The whole call, until the event is with the operating system.
#[library_benchmark(config = budget("track_with_spool"))]
#[bench::events(args = (), setup = with_spool, teardown = without_spool)]
fn track_with_spool((client, event): (Client, AccountCreated)) -> Client {
    track(&client, &event);
    client
}

fn without_spool(client: Client) {
    drop(client);
    let _ = fs::remove_dir_all(spool_folder());
}

/// Takes everything, once it is let.
struct Gate(Arc<Barrier>, Once);

impl Transport for Gate {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        // It is the delivery thread that waits here, and has nothing else to do.
        self.1.call_once(|| drop(self.0.wait()));
        Nowhere.send(request).await
    }
}

// Everything that the process does, in all of its threads, for 50,000 events to be tracked and then delivered: one
// after the other, for what two threads do at once depends on who comes first.
#[library_benchmark(config = whole_process(budget("deliver")))]
#[bench::events(event())]
fn deliver(event: AccountCreated) {
    let gate = Arc::new(Barrier::new(2));
    let client = Client::builder().transport(Gate(gate.clone(), Once::new())).build().expect("a client starts");
    for _ in 0..DELIVERED {
        event.track_with(&client).expect("there is room");
    }
    gate.wait();
    let report = client.shutdown(Duration::from_secs(60));
    assert_eq!(report.delivered, DELIVERED as u64);
}

fn whole_process(mut config: LibraryBenchmarkConfig) -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::default();
    callgrind.entry_point(EntryPoint::None);
    config.tool(callgrind);
    config
}

library_benchmark_group!(
    name = event,
    benchmarks = [encode, encode_by_serde_json, track_in_memory, track_with_spool, deliver]
);

main!(library_benchmark_groups = event);
