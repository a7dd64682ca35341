//! Tracking allocates nothing, and delivery nothing for each event. A process of its own, whose allocator counts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/sample.rs"]
mod sample;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sample::{Account, SAMPLE, account};
use thrive_core::{Client, ClientBuilder, NoAnswer, Request, Response, TrackEvent, Transport};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

struct Counting;

static IN_ALL: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static HERE: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    IN_ALL.fetch_add(1, Ordering::Relaxed);
    // Past the thread's end nobody counts.
    let _ = HERE.try_with(|here| here.set(here.get() + 1));
}

#[expect(unsafe_code, reason = "an allocator is unsafe to implement")]
// SAFETY: all of it is the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Takes everything, and allocates nothing of its own.
struct Accepting;

impl Transport for Accepting {
    async fn send(&self, _: Request) -> Result<Response, NoAnswer> {
        Ok(Response::new(200))
    }
}

/// Tracks `events` and has them delivered. Says how often that allocated: in `track`, and in all.
fn round(client: &Client, event: &Account, events: u64) -> (u64, u64) {
    let before = (HERE.get(), IN_ALL.load(Ordering::SeqCst));
    (0..events).for_each(|_| drop(client.track(event).unwrap()));
    let here = HERE.get() - before.0;
    let report = client.flush(PATIENCE);
    assert_eq!(report.queued + report.spooled, 0);
    (here, IN_ALL.load(Ordering::SeqCst) - before.1)
}

fn assert_lean(builder: ClientBuilder) {
    let client = builder.transport(Accepting).flush_interval(Duration::from_secs(3_600)).build().unwrap();
    let account = account();
    assert_eq!(account.to_json().unwrap(), SAMPLE);
    for _ in 0..20 {
        round(&client, &account, 400);
    }
    let rounds = |events| (0..20).map(|_| round(&client, &account, events)).collect::<Vec<_>>();
    let (few, many) = (rounds(40), rounds(400));
    let in_track: u64 = few.iter().chain(&many).map(|(in_track, _)| in_track).sum();
    assert_eq!(in_track, 0, "`track` allocated {in_track} times in 8,800 calls");

    // A batch of ten times as many events takes no more allocations. The least of a few rounds is free of chance.
    let least = |rounds: &[(u64, u64)]| rounds.iter().map(|(_, in_all)| *in_all).min().unwrap();
    let (few, many) = (least(&few), least(&many));
    assert!(many <= few + 2, "a batch of 40 events allocated {few} times, one of 400 {many} times");
    assert!(many < 60, "a batch allocated {many} times");
}

/// One test, since the allocator counts for the whole process.
#[test]
fn tracking_allocates_nothing_and_delivery_nothing_for_each_event() {
    assert_lean(Client::builder());
    let folder = std::env::temp_dir().join(format!("thrive-allocations-{}", std::process::id()));
    assert_lean(Client::builder().spool(&folder));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_lean(Client::builder().event_ids(true).source("product"));
}
