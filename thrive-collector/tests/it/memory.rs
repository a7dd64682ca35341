//! How much is remembered, and how one waits for it.

use std::{
    thread,
    time::{Duration, Instant},
};

use thrive_collector::Collector;

use crate::http::{SAMPLE, event, post};

const LONG: Duration = Duration::from_secs(20);

/// The users of the remembered events, which are of one letter each.
fn users(collector: &Collector) -> String {
    let user = |json: String| json.split_once("\"user_id\":\"").unwrap().1.chars().next().unwrap();
    collector.good().into_iter().map(|event| user(event.json)).collect()
}

#[test]
fn the_oldest_request_is_forgotten_first_and_the_counts_go_on() {
    let collector = Collector::builder().max_kept_events(3).start().unwrap();
    post(&collector, "track", format!("[{},{}]", event("a"), event("b")));
    post(&collector, "track", format!("[{}]", event("c")));
    assert_eq!(users(&collector), "abc");
    post(&collector, "track", format!("[{}]", event("d")));
    assert_eq!(users(&collector), "cd");
    post(&collector, "track", "[]");
    post(&collector, "track", "[]");
    assert_eq!(users(&collector), "d");
    let counts = collector.counts();
    assert_eq!((counts.requests, counts.good, counts.bad, counts.total()), (5, 4, 2, 6));
}

#[test]
fn what_is_remembered_is_bounded_in_bytes() {
    let collector = Collector::builder().max_kept_bytes(100_000).start().unwrap();
    for _ in 0..10 {
        // 10 kB of body, kept once more as the event's text.
        let body = SAMPLE.replace("\"acme.com\"", &format!("\"{}\"", "x".repeat(5_000)));
        assert_eq!(post(&collector, "track", body).0, 200);
    }
    assert_eq!(collector.requests().len(), 4);
    assert_eq!(collector.counts().good, 10);
}

#[test]
fn a_request_that_memory_cannot_hold_is_counted_and_forgotten() {
    let collector = Collector::builder().max_kept_bytes(0).start().unwrap();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    assert!(collector.requests().is_empty());
    assert_eq!(collector.counts().good, 1);
}

#[test]
fn a_flood_of_reasons_is_counted_and_listed_in_part() {
    let collector = Collector::start().unwrap();
    let (status, answer) = post(&collector, "track", format!("[{}7]", "7,".repeat(1_499)));
    assert_eq!(status, 400);
    assert_eq!(
        answer["message"],
        "1500 of 1500 events break their schema: none of the array was accepted; the first 1000 reasons are listed"
    );
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1_000);
    assert_eq!(collector.bad().len(), 1_000);
    assert_eq!(collector.counts().bad, 1_500);
    assert_eq!(collector.requests()[0].verdict.as_ref().unwrap_err().unlisted, 500);
}

#[test]
fn a_reset_forgets_everything() {
    let collector = Collector::start().unwrap();
    post(&collector, "track", SAMPLE);
    post(&collector, "track", "{}");
    collector.reset();
    assert_eq!(collector.counts().total(), 0);
    assert_eq!(collector.counts().requests, 0);
    assert!(collector.requests().is_empty());
    let (_, answer) = post(&collector, "track", SAMPLE);
    assert_eq!(answer["response_id"], "collector-1");
}

#[test]
fn waiting_ends_when_the_condition_holds() {
    let collector = Collector::start().unwrap();
    let start = Instant::now();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| collector.wait_for(|counts| counts.good == 3 && counts.bad == 1, LONG));
        for body in [SAMPLE, "{}", SAMPLE, SAMPLE] {
            post(&collector, "track", body);
        }
        assert!(waiting.join().unwrap());
    });
    assert!(start.elapsed() < LONG);
    assert!(collector.wait_for(|counts| counts.requests == 4, Duration::ZERO));
}

#[test]
fn waiting_ends_with_its_time() {
    let collector = Collector::start().unwrap();
    let start = Instant::now();
    assert!(!collector.wait_for(|counts| counts.good > 0, Duration::from_millis(20)));
    assert!(start.elapsed() >= Duration::from_millis(20));
}
