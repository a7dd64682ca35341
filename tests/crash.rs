//! An event whose `.track()` returned reaches the service, however the process ends.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "crash/books.rs"]
mod books;
#[path = "support/child.rs"]
mod child;
#[path = "crash/client.rs"]
mod client;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/numbered.rs"]
#[expect(dead_code, reason = "the numbers are read with all the rest")]
mod numbered;
#[path = "support/weather.rs"]
mod weather;

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::thread;
use std::time::Duration;

use books::{Books, Unseen};
use child::Child;
use fastrand::Rng;
use folder::Folder;
use serde_json::{Value, json};
use thrive_core::{BuildErrorKind, Client};
use weather::Service;

#[test]
#[ignore = "the other tests run it, as a process of its own"]
fn child_process() {
    if let Some((role, settings)) = child::role() {
        client::play(&role, &settings);
    }
}

/// When a child is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So long after it was started: it may not have come to itself.
    Start(Duration),
    /// So long after it said that it had tracked this many events.
    Tracked(u64, Duration),
    /// So long after its first request began to arrive: it may not have been answered.
    Request(Duration),
    /// So long after a request was over: the answer may not have been written down.
    Answer(Duration),
}

impl Moment {
    fn next(rng: &mut Rng, events: u64) -> Self {
        let mut soon = |most: u64| Duration::from_micros(rng.u64(..most));
        let (start, tracked, request, answer) = (soon(30_000), soon(5_000), soon(1_500), soon(500));
        match rng.u8(..4) {
            0 => Moment::Start(start),
            1 => Moment::Tracked(rng.u64(1..=events), tracked),
            2 => Moment::Request(request),
            _ => Moment::Answer(answer),
        }
    }
}

/// One spool folder, a service, and what the children said that they had tracked.
struct Siege {
    service: Service,
    folder: Folder,
    disk: bool,
    started: u64,
    tracked: Vec<u64>,
}

impl Siege {
    fn new(name: &str, seed: u64, disk: bool) -> Self {
        let folder = Folder::new(name);
        Siege { service: Service::start(seed), folder, disk, started: 0, tracked: Vec::new() }
    }

    fn settings(&mut self, events: u64, seed: u64) -> Value {
        self.started += 1;
        json!({
            "client": format!("client-{:06}", self.started),
            "endpoint": self.service.endpoint(),
            "folder": self.folder.path(),
            "disk": self.disk,
            "first": self.started * 1_000_000,
            "events": events,
            "seed": seed,
        })
    }

    fn kill_one(&mut self, rng: &mut Rng) {
        let events = rng.u64(1..300);
        let moment = Moment::next(rng, events);
        let settings = self.settings(events, rng.u64(..));
        let (arrived, over) = self.service.requests();
        let child = Child::start("track", &settings);
        let wait = match moment {
            Moment::Start(wait) => wait,
            Moment::Tracked(events, wait) => {
                (0..events).for_each(|_| self.tracked.push(child.line().parse().unwrap()));
                wait
            }
            Moment::Request(wait) => {
                self.service.wait_for_arrival(arrived + 1);
                wait
            }
            Moment::Answer(wait) => {
                self.service.wait_for_end(over + 1);
                wait
            }
        };
        // It is to be any moment, and none is hoped for.
        thread::sleep(wait);
        self.tracked.extend(child.kill().iter().map(|line| line.parse::<u64>().unwrap()));
    }

    /// Has a child of this role track so many events. How it ended.
    fn run_one(&mut self, role: &str, events: u64) -> ExitStatus {
        let settings = self.settings(events, fastrand::u64(..));
        let (status, tracked) = Child::start(role, &settings).end();
        assert_eq!(tracked.len() as u64, events);
        self.tracked.extend(tracked.iter().map(|line| line.parse::<u64>().unwrap()));
        status
    }

    /// Has a last child send what is left, and looks at what arrived.
    fn end(mut self) -> Books {
        self.service.clear_up();
        let settings = self.settings(0, 0);
        let (status, report) = Child::start("drain", &settings).end();
        assert!(status.success(), "{status}");
        assert_eq!(report, [r#"{"lost":0,"queued":0,"rejected":0,"spooled":0}"#]);
        let odd = self.folder.names().into_iter().filter(|name| name.contains("damaged") || name.contains("rejected"));
        assert_eq!(odd.collect::<Vec<_>>(), [""; 0], "records were damaged");

        let books = Books::enter(&self.service.take_attempts());
        books.assert_complete(&self.tracked);
        books
    }
}

/// Kills this many children in a row on one folder.
fn besiege(name: &str, kills: u32, disk: bool) -> Books {
    let seed = env::var("CRASH_SEED").map_or_else(|_| fastrand::u64(..), |seed| seed.parse().unwrap());
    // Shown where the test fails.
    println!("CRASH_SEED={seed}");
    let mut rng = Rng::with_seed(seed);
    let mut siege = Siege::new(name, rng.u64(..), disk);
    for _ in 0..kills {
        siege.kill_one(&mut rng);
    }
    let tracked = siege.tracked.len();
    let books = siege.end();
    println!("{tracked} tracked, {} arrived, again {:?}", books.arrived(), books.repeated);
    books
}

fn kills(default: u32) -> u32 {
    env::var("CRASH_KILLS").map_or(default, |kills| kills.parse().unwrap())
}

#[test]
fn two_hundred_kills_in_changing_weather_lose_nothing() {
    let books = besiege("kills", kills(200), false);
    assert!(books.repeated.contains_key(&Unseen::NotAnswered), "no answer was lost: the weather was too good");
}

#[test]
fn kills_of_clients_that_sync_to_the_disk_lose_nothing() {
    besiege("kills-disk", kills(25), true);
}

#[test]
fn a_panic_that_aborts_loses_nothing() {
    let mut siege = Siege::new("abort", 0, false);
    let status = siege.run_one("abort", 1_000);
    assert_eq!(status.signal(), Some(libc::SIGABRT));
    assert_eq!(siege.end().arrived(), 1_000);
}

#[test]
fn an_exit_without_shutdown_loses_nothing() {
    let mut siege = Siege::new("exit", 0, false);
    let status = siege.run_one("exit", 1_000);
    assert_eq!(status.code(), Some(7));
    assert_eq!(siege.end().arrived(), 1_000);
}

#[test]
fn a_folder_has_one_owner_until_that_is_killed() {
    let mut siege = Siege::new("owner", 0, false);
    siege.service.clear_up();
    let settings = siege.settings(1, 0);
    let owner = Child::start("track", &settings);
    assert_eq!(owner.line(), "1000000");
    siege.tracked.push(1_000_000);

    let builder = || Client::builder().endpoint(siege.service.endpoint()).api_key("key").spool(siege.folder.path());
    let error = builder().build().unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::SpoolInUse);
    let words = error.to_string();
    assert!(words.contains(siege.folder.path().to_str().unwrap()), "{words}");
    assert!(words.contains(&format!("its id is {}", owner.id())), "{words}");

    owner.kill();
    drop(builder().build().unwrap());
    siege.end();
}
