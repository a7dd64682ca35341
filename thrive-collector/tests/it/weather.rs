//! Bad weather.

use std::time::{Duration, Instant};

use thrive_collector::{Collector, Weather};

use crate::http::{SAMPLE, bare, get, post};

fn under(weather: &str) -> Collector {
    Collector::builder().weather(weather.parse::<Weather>().unwrap().seed(2026)).start().unwrap()
}

#[test]
fn each_fault_has_its_share_and_what_it_takes_is_not_counted() {
    let collector = under("500=20%,429=10%");
    let statuses: Vec<u16> = (0..300).map(|_| post(&collector, "track", SAMPLE).0).collect();
    let share = |status| statuses.iter().filter(|one| **one == status).count();
    assert_eq!(share(200) as u64, collector.counts().good);
    assert_eq!(share(200) + share(500) + share(429), 300);
    assert!((40..80).contains(&share(500)) && (15..45).contains(&share(429)), "{} {}", share(500), share(429));

    let again = under("500=20%,429=10%");
    let same: Vec<u16> = (0..300).map(|_| post(&again, "track", SAMPLE).0).collect();
    assert_eq!(statuses, same);
}

#[test]
fn overload_says_when_to_come_back() {
    let collector = under("429=100%");
    let answer = bare(&collector, "track").body(SAMPLE).send().unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "1");
}

#[test]
fn a_reset_is_no_answer_at_all() {
    let collector = under("reset=100%");
    let error = bare(&collector, "track").body(SAMPLE).send().unwrap_err();
    let reset = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source())
        .any(|error| error.to_string().contains("reset"));
    assert!(reset, "{error:?}");
    assert_eq!(collector.counts().requests, 0);
}

#[test]
fn latency_comes_before_every_answer() {
    let collector = under("latency=50ms");
    let start = Instant::now();
    assert_eq!(post(&collector, "track", SAMPLE).0, 200);
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[test]
fn the_weather_is_over_the_track_api_alone() {
    let collector = under("500=100%");
    assert_eq!(post(&collector, "track", SAMPLE).0, 500);
    assert_eq!(get(&collector, "/micro/all")["total"], 0);
    assert_eq!(get(&collector, "/inspector/plan")["weather"], "500=100%");
}
