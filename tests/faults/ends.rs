//! The client, or somebody's patience, ends before the service has answered.

use thrive_core::{Outcome, TrackErrorKind};

use super::faulty_service::{Answer, Fault, FaultyService};
use super::folder::Folder;
use super::handed_back::HandedBack;
use super::*;

/// Fails unless `shutdown` keeps to its timeout, and each event is in one of the counts and handed back if it is lost.
fn assert_gives_up(builder: ClientBuilder, delivered: u64, before: impl FnOnce(&Client)) {
    const TIMEOUT: Duration = Duration::from_millis(300);
    let handed_back = HandedBack::default();
    let client = handed_back.listen(builder).build().unwrap();
    before(&client);
    track_without_waiting(&client, delivered..EVENTS);
    let start = Instant::now();
    let lost = EVENTS - delivered;
    assert_ends(&client, TIMEOUT, Ended { delivered, lost, ..Ended::default() });
    let took = start.elapsed();
    assert!(took >= TIMEOUT, "{took:?}: it gave up before its time");
    assert!(took < Duration::from_secs(10), "{took:?}");

    assert_eq!(client.stats().dropped.unsent, lost);
    assert_eq!(handed_back.numbers(Outcome::Unsent), (delivered..EVENTS).collect::<Vec<_>>());
    assert_eq!(numbered(0).track_with(&client).unwrap_err().kind(), TrackErrorKind::Closed);
    assert_ends(&client, PATIENCE, Ended { delivered, lost, ..Ended::default() });
}

#[test]
fn shutdown_returns_in_time_though_the_service_is_gone() {
    let mut service = FaultyService::start();
    assert_gives_up(builder(&service), 1, |client| {
        track(client, 0);
        assert_eq!(client.flush(PATIENCE).delivered, 1);
        service.go_away();
    });
}

#[test]
fn shutdown_returns_in_time_though_the_service_hangs() {
    let service = FaultyService::start();
    service.fail(Fault::Hang);
    assert_gives_up(builder(&service).request_timeout(PATIENCE), 0, |_| ());
}

#[test]
fn shutdown_returns_in_time_though_the_service_asks_for_a_longer_pause() {
    let service = FaultyService::start();
    service.fail(Answer::new("503 Service Unavailable").header("retry-after", 60));
    assert_gives_up(builder(&service), 0, |_| ());
    assert_eq!(service.attempts().len(), 1);
}

#[test]
fn what_is_not_delivered_in_the_end_stays_in_the_spool_for_the_next_client() {
    let service = FaultyService::start();
    service.fail(Answer::new("503 Service Unavailable"));
    let folder = Folder::new("left");
    let handed_back = HandedBack::default();
    let builder = handed_back.listen(builder(&service)).spool(folder.path());
    let client = builder.clone().build().unwrap();
    track_without_waiting(&client, 0..EVENTS / 2);
    wait_for_trouble(&client);
    let report = client.flush(Duration::ZERO);
    assert_eq!((report.spooled, report.queued, client.stats().queued), (EVENTS / 2, 0, EVENTS / 2));
    assert_ends(&client, Duration::ZERO, Ended { spooled: EVENTS / 2, ..Ended::default() });

    // What was left counts as tracked by the next client, and goes first.
    let next = builder.build().unwrap();
    assert_adds_up(&next, EVENTS / 2);
    track_without_waiting(&next, EVENTS / 2..EVENTS);
    service.recover();
    assert_all_arrived(&service, &next);
    assert!(handed_back.events().is_empty());
}

#[test]
fn what_is_not_delivered_by_the_retry_deadline_is_handed_back() {
    const DEADLINE: Duration = Duration::from_millis(300);
    let service = FaultyService::start();
    service.fail(Answer::new("503 Service Unavailable").body("maintenance"));
    let handed_back = HandedBack::default();
    let client = handed_back.listen(builder(&service)).retry_deadline(DEADLINE).build().unwrap();
    let start = Instant::now();
    track_without_waiting(&client, 0..EVENTS / 2);
    assert_eq!(client.flush(PATIENCE).lost, EVENTS / 2);
    assert!(start.elapsed() >= DEADLINE, "{:?}", start.elapsed());
    assert_eq!(handed_back.numbers(Outcome::Expired), (0..EVENTS / 2).collect::<Vec<_>>());
    let told = "not delivered within `retry_deadline`: the service answered 503: maintenance";
    assert!(handed_back.events().iter().all(|event| event.reason == told));
    let stats = client.stats();
    assert_eq!((stats.dropped.expired, stats.state), (EVENTS / 2, State::Retrying));

    service.recover();
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    client.flush(PATIENCE);
    assert_eq!(client.stats().state, State::Healthy);
    assert_ends(&client, PATIENCE, Ended { delivered: EVENTS / 2, lost: EVENTS / 2, ..Ended::default() });
    assert_eq!(service.numbers(), (EVENTS / 2..EVENTS).collect::<Vec<_>>());
}
