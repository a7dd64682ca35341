//! There is no room for an event.

use std::sync::atomic::{AtomicBool, Ordering};

use thrive_core::{Outcome, Overflow, TrackErrorKind};

use super::faulty_service::{Fault, FaultyService};
use super::folder::Folder;
use super::handed_back::HandedBack;
use super::*;

/// A client whose queue of 100 is filled by events 0 to 100, the first ten of which are in a request that waits for its
/// answer until the service recovers.
fn filled(service: &FaultyService, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    service.fail(Fault::Held);
    let builder = builder(service).max_batch_events(10).max_queued_events(100).flush_interval(NEVER);
    let client = settings(builder.request_timeout(PATIENCE)).build().unwrap();
    (0..10).for_each(|number| drop(track(&client, number)));
    service.wait_for_attempts(1);
    (10..100).for_each(|number| drop(track(&client, number)));
    assert_eq!(client.stats().queued, 100);
    client
}

#[test]
fn a_full_queue_refuses_further_events_and_keeps_what_it_has() {
    let service = FaultyService::start();
    let client = filled(&service, |builder| builder);
    let mut error = None;
    let asleep = asleep(|| error = numbered(100).track_with(&client).err());
    assert!(asleep < Duration::from_millis(500), "the caller waited for {asleep:?}");
    let error = error.unwrap();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);
    // The service may still answer: nobody is to blame yet.
    let told = "events come faster than the service takes them; raise the limits, or choose an `overflow`";
    assert!(error.to_string().ends_with(told), "{error}");

    let stats = client.stats();
    assert_eq!((stats.tracked, stats.refused, stats.state), (100, 1, State::Healthy));
    service.recover();
    client.flush(PATIENCE);
    track_without_waiting(&client, 100..120);
    assert_ends(&client, PATIENCE, Ended { delivered: 120, ..Ended::default() });
    assert_eq!(service.numbers(), (0..120).collect::<Vec<_>>());
}

/// For how long the service has not taken any event, as the error of a full queue says.
fn unanswered(client: &Client) -> u64 {
    let error = numbered(10).track_with(client).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);
    let text = error.to_string();
    let seconds = text.strip_prefix("the queue is full (10 events, ").unwrap();
    let (_, seconds) = seconds.split_once(" bytes wait to be sent): the service has not taken any for ").unwrap();
    seconds.strip_suffix(" s, and `client.stats()` says why").unwrap().parse().unwrap()
}

#[test]
fn a_full_queue_says_since_when_the_service_has_not_answered() {
    let mut service = FaultyService::start();
    service.go_away();
    let start = Instant::now();
    let client = builder(&service).max_queued_events(10).build().unwrap();
    track_without_waiting(&client, 0..10);
    wait_for_trouble(&client);
    let failed = Instant::now();
    wait_until(&client, |client| unanswered(client) >= 1);
    assert!(start.elapsed() >= Duration::from_secs(1));
    let (least, said, most) = (failed.elapsed(), unanswered(&client), start.elapsed());
    assert!((least.as_secs()..=most.as_secs()).contains(&said), "{said} s, and it was {least:?} to {most:?}");

    service.come_back();
    client.flush(PATIENCE);
    assert_eq!(client.stats().state, State::Healthy);
    assert_ends(&client, PATIENCE, Ended { delivered: 10, ..Ended::default() });
}

#[test]
fn drop_oldest_keeps_the_newest_and_hands_back_the_others() {
    let service = FaultyService::start();
    let handed_back = HandedBack::default();
    let client = filled(&service, |builder| handed_back.listen(builder).overflow(Overflow::DropOldest));
    track_without_waiting(&client, 100..250);
    // What is in a request that is under way stays.
    assert_eq!(handed_back.numbers(Outcome::Displaced), (10..160).collect::<Vec<_>>());
    let reasons = handed_back.events();
    assert!(reasons.iter().all(|event| event.reason == "the queue was full, and it made room for a newer event"));
    let stats = client.stats();
    assert_eq!((stats.queued, stats.dropped.displaced, stats.refused), (100, 150, 0));
    assert_adds_up(&client, 250);

    service.recover();
    assert_ends(&client, PATIENCE, Ended { delivered: 100, lost: 150, ..Ended::default() });
    assert_eq!(service.numbers(), (0..10).chain(160..250).collect::<Vec<_>>());
}

#[test]
fn drop_oldest_of_a_batch_that_waits_between_attempts_is_not_sent_again() {
    let mut service = FaultyService::start();
    service.go_away();
    let handed_back = HandedBack::default();
    let builder = handed_back.listen(builder(&service)).max_batch_events(10).max_queued_events(100);
    let client = builder.overflow(Overflow::DropOldest).build().unwrap();
    track_without_waiting(&client, 0..10);
    wait_for_trouble(&client);
    track_without_waiting(&client, 10..1_000);
    assert_adds_up(&client, 1_000);
    service.come_back();
    assert_ends(&client, PATIENCE, Ended { delivered: 100, lost: 900, ..Ended::default() });

    let (arrived, displaced) = (service.numbers(), handed_back.numbers(Outcome::Displaced));
    assert!(arrived.is_sorted() && arrived.ends_with(&(910..1_000).collect::<Vec<_>>()), "{arrived:?}");
    let mut all = [arrived, displaced].concat();
    all.sort_unstable();
    assert_eq!(all, (0..1_000).collect::<Vec<_>>());
}

#[test]
fn block_waits_for_room() {
    let service = FaultyService::start();
    let client = filled(&service, |builder| builder.overflow(Overflow::Block(PATIENCE)));
    let has_recovered = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            client.flush(Duration::from_millis(100));
            has_recovered.store(true, Ordering::SeqCst);
            service.recover();
        });
        track(&client, 100);
        assert!(has_recovered.load(Ordering::SeqCst), "there was room for an event though none had gone");
    });
    assert_eq!(client.stats().refused, 0);
    assert_ends(&client, PATIENCE, Ended { delivered: 101, ..Ended::default() });
    assert_eq!(service.numbers(), (0..101).collect::<Vec<_>>());
}

#[test]
fn block_gives_up_in_time() {
    const WAIT: Duration = Duration::from_millis(300);
    let service = FaultyService::start();
    let client = filled(&service, |builder| builder.overflow(Overflow::Block(WAIT)));
    let start = Instant::now();
    let error = numbered(100).track_with(&client).unwrap_err();
    let took = start.elapsed();
    assert!((WAIT..PATIENCE).contains(&took), "{took:?}");
    assert_eq!((error.kind(), client.stats().refused), (TrackErrorKind::QueueFull, 1));
    service.recover();
    assert_ends(&client, PATIENCE, Ended { delivered: 100, ..Ended::default() });
}

#[test]
fn who_waits_for_room_is_let_go_by_a_shutdown() {
    let service = FaultyService::start();
    let client = filled(&service, |builder| builder.overflow(Overflow::Block(NEVER)));
    thread::scope(|scope| {
        let waits = scope.spawn(|| numbered(100).track_with(&client).unwrap_err().kind());
        assert_ends(&client, Duration::from_millis(50), Ended { lost: 100, ..Ended::default() });
        assert_eq!(waits.join().unwrap(), TrackErrorKind::Closed);
    });
}

#[test]
fn a_full_spool_says_since_when_the_service_has_not_answered() {
    let mut service = FaultyService::start();
    service.go_away();
    let folder = Folder::new("full");
    let client = builder(&service).spool(folder.path()).spool_limit(64 << 10).build().unwrap();
    track(&client, 0);
    wait_for_trouble(&client);
    let (tracked, error) =
        (1..).find_map(|number| Some((number, numbered(number).track_with(&client).err()?))).unwrap();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);
    assert!(error.to_string().contains("the service has not taken any for "), "{error}");
    assert_eq!(client.stats().refused, 1);
    assert_adds_up(&client, tracked);

    service.come_back();
    client.flush(PATIENCE);
    assert_ends(&client, PATIENCE, Ended { delivered: tracked, ..Ended::default() });
    assert_eq!(service.numbers(), (0..tracked).collect::<Vec<_>>());
}
