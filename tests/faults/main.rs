//! Whatever happens to the service, what was tracked arrives: once, in order, and without the caller waiting for it.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/faulty_service.rs"]
mod faulty_service;
#[path = "support/numbered.rs"]
mod numbered;

use std::ops::Range;
use std::time::{Duration, Instant, SystemTime};

use faulty_service::{Fault, FaultyService};
use numbered::{numbered, numbers_in};
use thrive_core::{Client, ClientBuilder, TrackErrorKind, TrackEvent};

const EVENTS: u64 = 2_000;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

fn builder(service: &FaultyService) -> ClientBuilder {
    Client::builder().endpoint(service.endpoint()).api_key("key").flush_interval(Duration::from_millis(10))
}

/// Tracks these events and fails if that takes the caller any time. A busy machine may take the processor away from it,
/// but neither often nor for as long as an unanswered request (1.5 s) or a pause that the service asks for (2 s) lasts.
fn track_without_waiting(client: &Client, numbers: Range<u64>) {
    let mut slow = Vec::new();
    let start = Instant::now();
    for number in numbers {
        let call = Instant::now();
        numbered(number).track_with(client).unwrap();
        slow.extend(Some(call.elapsed()).filter(|took| *took > Duration::from_millis(50)));
    }
    let all = start.elapsed();
    assert!(slow.len() <= 2, "calls to `track` took {slow:?}");
    assert!(all < Duration::from_secs(1), "tracking took {all:?} in all, and single calls {slow:?}");
}

/// Fails unless each of the events was accepted exactly once, in order, and counted so.
fn assert_all_arrived(service: &FaultyService, client: &Client) {
    let report = client.shutdown(PATIENCE);
    let counts = (report.delivered, report.rejected, report.spooled, report.lost, report.queued);
    assert_eq!(counts, (EVENTS, 0, 0, 0, 0));
    assert_eq!(service.numbers(), (0..EVENTS).collect::<Vec<_>>());
    let line = "POST /api/track HTTP/1.1";
    assert!(service.attempts().iter().filter(|attempt| attempt.accepted).all(|attempt| attempt.request_line == line));
}

/// Tracks half of the events before the fault was met and half while it lasts; it ends after so many attempts.
fn survives(fault: Fault, failures: usize) -> Client {
    survives_with(fault, failures, |builder| builder)
}

fn survives_with(fault: Fault, failures: usize, settings: fn(ClientBuilder) -> ClientBuilder) -> Client {
    let service = FaultyService::start();
    service.fail(fault);
    let client = settings(builder(&service)).build().unwrap();

    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    service.wait_for_attempts(failures);
    assert_eq!(client.stats().delivered, 0);
    service.recover();

    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);
    client
}

fn last_error(client: &Client) -> String {
    client.stats().last_error.unwrap()
}

#[test]
fn a_service_that_goes_and_comes_back_gets_everything() {
    let mut service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    assert_eq!(client.flush(PATIENCE).delivered, 1);

    service.go_away();
    track_without_waiting(&client, 1..EVENTS / 2);
    let report = client.flush(Duration::from_secs(1));
    assert_eq!((report.delivered, report.lost, report.queued), (1, 0, 999));
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    assert!(client.stats().retried >= 1, "{:?}", client.stats());
    assert!(last_error(&client).contains("cannot reach http://127.0.0.1"), "{}", last_error(&client));

    service.come_back();
    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);
}

#[test]
fn a_service_that_was_never_there_gets_everything_once_it_is() {
    let mut service = FaultyService::start();
    service.go_away();
    let client = builder(&service).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    assert_eq!(client.flush(Duration::from_millis(100)).queued, 2_000);

    service.come_back();
    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);
}

#[test]
fn a_service_that_answers_500_for_a_while_gets_everything() {
    let client = survives(Fault::status("500 Internal Server Error"), 3);
    assert_eq!(last_error(&client), "the service answered 500");
    assert!(client.stats().retried >= 3);
}

#[test]
fn a_gateway_that_answers_503_with_a_page_is_no_answer_of_the_service() {
    let page = "<!doctype html>\n<html><h1>503</h1>\n\"success\": true</html>\n";
    let html = "content-type: text/html\r\n".to_owned();
    let client = survives(Fault::Answer("503 Service Unavailable", html, page), 3);
    let words = "the service answered 503: <!doctype html> <html><h1>503</h1> \"success\": true</html>";
    assert_eq!(last_error(&client), words);
}

#[test]
fn a_connection_that_is_reset_before_the_request_was_read_is_tried_again() {
    survives(Fault::Reset, 3);
}

#[test]
fn a_connection_that_was_kept_and_then_reset_is_tried_again() {
    let service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    assert_eq!(client.flush(PATIENCE).delivered, 1);

    service.fail(Fault::Reset);
    track_without_waiting(&client, 1..EVENTS);
    service.wait_for_attempts(3);
    service.recover();
    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);
}

#[test]
fn a_service_that_never_answers_is_given_up_after_request_timeout_and_tried_again() {
    const TIMEOUT: Duration = Duration::from_millis(1_500);
    let start = Instant::now();
    let client = survives_with(Fault::Hang, 2, |builder| builder.request_timeout(TIMEOUT));
    assert!(start.elapsed() >= TIMEOUT * 2, "{:?}", start.elapsed());
    assert!(last_error(&client).contains("within `request_timeout`"), "{}", last_error(&client));
}

#[test]
fn an_expired_credential_keeps_the_events() {
    let service = FaultyService::start();
    service.fail(Fault::Answer("401 Unauthorized", String::new(), r#"{"message":"token expired"}"#));
    let client = builder(&service).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    service.wait_for_attempts(1);
    // Nothing is to be gained by asking again at once; a flush does it all the same.
    assert_eq!(client.flush(Duration::from_millis(400)).queued, 2_000);
    service.wait_for_attempts(2);
    let told = r#"the service answered 401: the credential is wrong or has expired: {"message":"token expired"}"#;
    assert_eq!(last_error(&client), told);

    service.recover();
    let report = client.flush(PATIENCE);
    assert_eq!((report.delivered, report.rejected, report.lost, report.queued), (2_000, 0, 0, 0));
    assert_all_arrived(&service, &client);
}

#[test]
fn a_redirect_is_not_followed_and_nothing_is_lost_by_it() {
    let elsewhere = FaultyService::start();
    let location = format!("location: {}/track\r\n", elsewhere.endpoint());
    for line in ["302 Found", "308 Permanent Redirect"] {
        let client = survives(Fault::Answer(line, location.clone(), ""), 2);
        assert!(last_error(&client).contains("a redirect, which is not followed"), "{}", last_error(&client));
    }
    assert_eq!(elsewhere.attempts().len(), 0);
}

/// Tracks everything while the service asks for a pause, and returns when the first two attempts were made.
fn pauses(retry_after: &str) -> [Instant; 2] {
    let service = FaultyService::start();
    service.fail(Fault::Answer("429 Too Many Requests", format!("retry-after: {retry_after}\r\n"), ""));
    let client = builder(&service).build().unwrap();

    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    service.recover();
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    // What the service asks for also holds for who is in a hurry.
    assert_eq!(client.flush(Duration::from_millis(100)).delivered, 0);
    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);

    let mut attempts = service.attempts().into_iter();
    let (first, second) = (attempts.next().unwrap(), attempts.next().unwrap());
    assert_eq!((first.accepted, second.accepted), (false, true));
    assert_eq!(first.body, second.body);
    [first.at, second.at]
}

#[test]
fn retry_after_in_seconds_is_obeyed() {
    let [first, second] = pauses("2");
    let pause = second - first;
    assert!((Duration::from_secs(2)..Duration::from_secs(5)).contains(&pause), "{pause:?}");
}

#[test]
fn retry_after_as_a_date_is_obeyed() {
    let (now, wall) = (Instant::now(), SystemTime::now());
    let date = jiff::Timestamp::try_from(wall + Duration::from_secs(3)).unwrap();
    let [first, second] = pauses(&date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    // A date has no fraction of a second.
    assert!(second - now >= Duration::from_secs(2), "{:?}", second - now);
    assert!(second - first < Duration::from_secs(5), "{:?}", second - first);
}

#[test]
fn a_refused_batch_is_never_sent_again_and_does_not_stop_the_next() {
    for line in ["400 Bad Request", "422 Unprocessable Content", "200 OK"] {
        let service = FaultyService::start();
        let words = r#"{"success":false,"message":"no such plan"}"#;
        service.fail(Fault::Answer(line, String::new(), words));
        let client = builder(&service).max_batch_events(10).build().unwrap();

        track_without_waiting(&client, 0..10);
        let report = client.flush(PATIENCE);
        assert_eq!((report.delivered, report.rejected, report.lost, report.queued), (0, 10, 0, 0), "{line}");
        assert!(last_error(&client).ends_with(words), "{line}: {}", last_error(&client));
        service.recover();
        track_without_waiting(&client, 10..30);
        let report = client.shutdown(PATIENCE);
        assert_eq!((report.delivered, report.rejected, report.lost, report.queued), (20, 10, 0, 0), "{line}");

        let sent: Vec<_> = service.attempts().iter().flat_map(|attempt| numbers_in(&attempt.body)).collect();
        assert_eq!(sent, (0..30).collect::<Vec<_>>(), "{line}");
        assert_eq!((client.stats().attempts, client.stats().retried), (3, 0), "{line}");
    }
}

/// Fails unless `shutdown` keeps to its timeout, and each event is in one of the counts.
fn assert_gives_up(client: &Client, delivered: u64) {
    track_without_waiting(client, delivered..EVENTS);
    let start = Instant::now();
    let report = client.shutdown(Duration::from_millis(300));
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(300), "{took:?}: it gave up before its time");
    assert!(took < Duration::from_secs(2), "{took:?}");
    let counts = (report.delivered, report.rejected, report.spooled, report.lost, report.queued);
    assert_eq!(counts, (delivered, 0, 0, EVENTS - delivered, 0));

    let stats = client.stats();
    assert_eq!((stats.tracked, stats.queued, stats.queued_bytes), (EVENTS, 0, 0));
    assert_eq!(stats.tracked, stats.delivered + stats.rejected + stats.dropped.total());
    assert_eq!(numbered(0).track_with(client).unwrap_err().kind(), TrackErrorKind::Closed);
    assert_eq!(client.shutdown(PATIENCE), report);
}

#[test]
fn shutdown_returns_in_time_though_the_service_is_gone() {
    let mut service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    assert_eq!(client.flush(PATIENCE).delivered, 1);
    service.go_away();
    assert_gives_up(&client, 1);
}

#[test]
fn shutdown_returns_in_time_though_the_service_hangs() {
    let service = FaultyService::start();
    service.fail(Fault::Hang);
    assert_gives_up(&builder(&service).request_timeout(PATIENCE).build().unwrap(), 0);
}

#[test]
fn shutdown_returns_in_time_though_the_service_asks_for_a_longer_pause() {
    let service = FaultyService::start();
    service.fail(Fault::Answer("503 Service Unavailable", "retry-after: 60\r\n".to_owned(), ""));
    assert_gives_up(&builder(&service).build().unwrap(), 0);
    assert_eq!(service.attempts().len(), 1);
}

#[test]
fn a_full_queue_refuses_further_events_and_keeps_what_it_has() {
    let mut service = FaultyService::start();
    service.go_away();
    let client = builder(&service).max_queued_events(100).build().unwrap();
    track_without_waiting(&client, 0..100);
    let error = numbered(100).track_with(&client).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);

    service.come_back();
    service.wait_for_events(100);
    assert_eq!(client.flush(PATIENCE).delivered, 100);
    track_without_waiting(&client, 100..120);
    assert_eq!(client.shutdown(PATIENCE).delivered, 120);
    assert_eq!(service.numbers(), (0..120).collect::<Vec<_>>());
}
