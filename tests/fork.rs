//! A child that was forked without `exec` has the client's memory and none of its threads: it sends nothing, waits for
//! nothing, and harms nothing of its parent's.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "support/child.rs"]
#[expect(dead_code, reason = "nobody is killed here")]
mod child;
#[path = "support/folder.rs"]
#[expect(dead_code, reason = "nobody looks what is in it")]
mod folder;
#[path = "support/forked.rs"]
mod forked;
#[path = "support/numbered.rs"]
mod numbered;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use child::{Child, Parent};
use folder::Folder;
use forked::{forked, left_behind};
use numbered::{numbered, numbers_in};
use serde_json::{Value, json};
use thrive_collector::Collector;
use thrive_core::{BuildErrorKind, Client, ClientBuilder, Outcome, Receipt, Report, State, TrackErrorKind, TrackEvent};
use tokio::runtime;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(60);

/// What does not wait is over by then.
const AT_ONCE: Duration = Duration::from_secs(10);

#[test]
#[ignore = "the other tests run it, as a process of its own"]
fn child_process() {
    let Some((role, settings)) = child::role() else { return };
    let builder = Client::builder().endpoint(settings["endpoint"].as_str().unwrap()).api_key("key");
    match role.as_str() {
        "memory" => fork_and_go_on(builder),
        "spool" => fork_and_go_on(builder.spool(folder_in(&settings))),
        "amid" => fork_amid_tracking(builder.spool(folder_in(&settings))),
        "daemon" => become_a_daemon(builder.spool(folder_in(&settings))),
        other => panic!("no such role: {other}"),
    }
}

fn folder_in(settings: &Value) -> &Path {
    Path::new(settings["folder"].as_str().unwrap())
}

/// Runs a process of this role to its end, and says what the collector got, by number.
fn run(role: &str) -> Vec<u64> {
    let collector = Collector::start().unwrap();
    let folder = Folder::new(role);
    let child = Child::start(role, &json!({ "endpoint": collector.endpoint(), "folder": folder.path() }));
    let (status, said) = child.end();
    assert!(status.success(), "{status}: {said:?}");
    assert_eq!(said, ["done"]);
    assert_eq!(collector.counts().bad, 0);
    let requests = collector.requests();
    let mut numbers: Vec<_> =
        requests.iter().flat_map(|request| numbers_in(std::str::from_utf8(&request.body).unwrap())).collect();
    numbers.sort_unstable();
    numbers
}

fn fork_and_go_on(builder: ClientBuilder) {
    let client = builder.clone().flush_interval(PATIENCE).build().unwrap();
    let guard = client.install().unwrap();
    let receipts: Vec<_> = (0..10).map(|number| numbered(number).track().unwrap()).collect();

    let parents = (client.clone(), guard);
    let (client, guard) = forked(parents, |(client, guard)| {
        assert_is_dead(&client, receipts.into_iter().next_back().unwrap());
        drop(guard);
        drop(client);
        // As the error says: a client that was built after the fork works, also as the installed one.
        let client = Client::builder().endpoint(endpoint()).api_key("key").build().unwrap();
        let guard = client.install().unwrap();
        numbered(1_000).track().unwrap();
        drop(guard);
        assert_eq!(client.stats().delivered, 1);
    });

    (10..20).for_each(|number| drop(numbered(number).track().unwrap()));
    drop(guard);
    let report = client.shutdown(PATIENCE);
    assert_eq!((report.delivered, report.rejected, report.spooled, report.lost), (20, 0, 0, 0));
    Parent::new().hears("done");
}

fn endpoint() -> String {
    let (_, settings) = child::role().unwrap();
    settings["endpoint"].as_str().unwrap().to_owned()
}

/// Every call says so, or returns at once and does nothing.
fn assert_is_dead(client: &Client, receipt: Receipt) {
    let start = Instant::now();
    let error = numbered(100).track_with(client).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::Forked);
    assert!(error.to_string().contains("build a client after the fork"), "{error}");
    assert_eq!(client.flush(PATIENCE), Report::default());
    assert_eq!(client.stats().state, State::Closed);

    assert_eq!(receipt.outcome(), Outcome::Pending);
    assert_eq!(receipt.wait(PATIENCE), Outcome::Pending);
    assert_eq!(receipt.wait_stored(PATIENCE), Outcome::Pending);
    let runtime = runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        assert_eq!(client.flush_async(PATIENCE).await, Report::default());
        assert_eq!(receipt.await, Outcome::Pending);
        assert_eq!(client.shutdown_async(PATIENCE).await, Report::default());
    });
    assert_eq!(client.shutdown(PATIENCE), Report::default());
    assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
}

/// Forks again and again while locks are held: by a thread that tracks, and by those of the client.
fn fork_amid_tracking(builder: ClientBuilder) {
    let client = builder.flush_interval(Duration::from_millis(1)).build().unwrap();
    let is_over = AtomicBool::new(false);
    let tracked = thread::scope(|scope| {
        let tracker = scope.spawn(|| {
            let mut numbers = 0..;
            while !is_over.load(Ordering::Relaxed) {
                numbered(numbers.next().unwrap()).track_with(&client).unwrap();
            }
            numbers.start
        });
        for _ in 0..100 {
            let receipt = numbered(1_000_000).track_with(&client).unwrap();
            forked((), |()| assert_is_dead(&client, receipt));
        }
        is_over.store(true, Ordering::Relaxed);
        tracker.join().unwrap()
    });
    let report = client.shutdown(PATIENCE);
    assert_eq!((report.delivered, report.rejected, report.spooled, report.lost), (tracked + 100, 0, 0, 0));
    Parent::new().hears("done");
}

/// The parent of a daemon ends without a word, and leaves the spool to it.
fn become_a_daemon(builder: ClientBuilder) {
    let client = builder.clone().flush_interval(PATIENCE).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    forked((), |()| {
        let error = builder.clone().build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::SpoolInUse, "it is the parent's, as long as that lives");
    });
    left_behind(|| {
        let client = builder.build().unwrap();
        numbered(1).track_with(&client).unwrap();
        assert_eq!(client.shutdown(PATIENCE).delivered, 2);
        Parent::new().hears("done");
    });
}

#[test]
fn a_forked_child_does_nothing_and_its_parents_events_arrive_once() {
    let mut expected: Vec<_> = (0..20).collect();
    expected.push(1_000);
    assert_eq!(run("memory"), expected);
}

#[test]
fn a_forked_child_does_not_touch_its_parents_spool() {
    let mut expected: Vec<_> = (0..20).collect();
    expected.push(1_000);
    assert_eq!(run("spool"), expected);
}

#[test]
fn a_child_that_is_forked_while_locks_are_held_waits_for_none_of_them() {
    let mut numbers = run("amid");
    let of_the_parent = numbers.split_off(numbers.partition_point(|number| *number < 1_000_000));
    assert_eq!(of_the_parent, [1_000_000; 100]);
    assert_eq!(numbers, (0..numbers.len() as u64).collect::<Vec<_>>());
}

#[test]
fn a_daemon_takes_over_the_spool_of_the_process_that_forked_it() {
    assert_eq!(run("daemon"), [0, 1]);
}
