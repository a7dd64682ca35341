//! The service is not reached, or does not answer, or breaks off before it has.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{redirect, retry};
use thrive_core::{Client, State};

use super::faulty_service::{Answer, Attempt, Fault, FaultyService};
use super::*;

/// How long a request may take where one is to take too long.
const TIMEOUT: Duration = Duration::from_millis(1_500);

#[test]
fn a_service_that_goes_and_comes_back_gets_everything() {
    let mut service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    track(&client, 0);
    assert_eq!(client.flush(PATIENCE).delivered, 1);

    service.go_away();
    track_without_waiting(&client, 1..EVENTS / 2);
    wait_until(&client, |client| client.stats().retried >= 1);
    let report = client.flush(Duration::ZERO);
    assert_eq!((report.delivered, report.lost, report.queued), (1, 0, 999));
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    assert_eq!(client.stats().state, State::Retrying);
    assert_adds_up(&client, EVENTS);

    service.come_back();
    assert_all_arrived(&service, &client);
}

#[test]
fn a_refused_connection_is_tried_again_until_the_service_is_there() {
    let mut service = FaultyService::start();
    service.go_away();
    let client = builder(&service).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    wait_for_trouble(&client);
    assert_eq!(client.stats().state, State::Retrying);
    let told = format!("cannot reach {}/track: Connection refused", service.endpoint());
    assert!(last_error(&client).starts_with(&told), "{}", last_error(&client));
    assert_adds_up(&client, EVENTS);

    service.come_back();
    // By itself: nobody waits for a flush.
    service.wait_for_events(2_000);
    assert_all_arrived(&service, &client);
}

/// A client of HTTP that ignores the proxies of the machine that the test runs on.
fn own_client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().no_proxy().redirect(redirect::Policy::none()).retry(retry::never())
}

/// Whether there is a resolver on this machine and what it says to `.invalid`, which no name ends in, is all the same.
#[test]
fn a_name_that_does_not_resolve_keeps_the_events() {
    let client = Client::builder().endpoint("http://nothing.invalid/api").api_key("key");
    let client = client.http_client(own_client().build().unwrap()).request_timeout(TIMEOUT);
    let client = client.flush_interval(Duration::ZERO).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    wait_for_trouble(&client);
    assert_eq!(client.stats().state, State::Retrying);
    // A resolver may also take longer than anybody waits.
    let told = ["cannot reach http://nothing.invalid/api/track: ", "no answer from http://nothing.invalid/api/track "];
    assert!(told.iter().any(|told| last_error(&client).starts_with(told)), "{}", last_error(&client));
    assert_adds_up(&client, EVENTS);
    assert_ends(&client, Duration::ZERO, Ended { lost: EVENTS, ..Ended::default() });
}

/// Knows no name at first, and then where each is.
struct LateResolver {
    failures: AtomicU32,
    address: SocketAddr,
}

impl Resolve for LateResolver {
    fn resolve(&self, _: Name) -> Resolving {
        let left = self.failures.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        let address = self.address;
        Box::pin(async move {
            match left {
                Ok(_) => Err("no such name".into()),
                Err(_) => Ok(Box::new(std::iter::once(address)) as Addrs),
            }
        })
    }
}

#[test]
fn a_name_that_resolves_later_gets_everything() {
    let service = FaultyService::start();
    let resolver = Arc::new(LateResolver { failures: AtomicU32::new(2), address: service.address() });
    let endpoint = format!("http://late.invalid:{}/api", service.address().port());
    let http = own_client().dns_resolver(resolver).build().unwrap();
    let client = builder(&service).endpoint(&endpoint).http_client(http).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    assert_all_arrived(&service, &client);
    assert_eq!(last_error(&client), format!("cannot reach {endpoint}/track: no such name"));
    assert_eq!(client.stats().retried, 2);
}

#[test]
fn a_connection_that_is_reset_before_the_request_was_read_is_tried_again() {
    let client = survives(Fault::Reset, 3);
    assert!(last_error(&client).starts_with("no answer from http://127.0.0.1:"), "{}", last_error(&client));
}

#[test]
fn a_connection_that_was_kept_and_then_reset_is_tried_again() {
    let service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    track(&client, 0);
    assert_eq!(client.flush(PATIENCE).delivered, 1);

    service.fail(Fault::Reset);
    track_without_waiting(&client, 1..EVENTS);
    service.wait_for_attempts(3);
    service.recover();
    assert_all_arrived(&service, &client);
}

/// The id at `context.event_id` of each event, with its number.
fn ids(attempt: &Attempt) -> Vec<(u64, String)> {
    let events: Vec<serde_json::Value> = serde_json::from_str(&attempt.body).unwrap();
    let id = |event: &serde_json::Value| event.pointer("/context/event_id").unwrap().as_str().unwrap().to_owned();
    attempt.numbers().into_iter().zip(events.iter().map(id)).collect()
}

/// Fails unless every event arrived, in order, and those that arrived more than once can be told by their ids.
fn assert_duplicates_are_recognisable(fault: Fault) {
    const LOST: usize = 2;
    let service = FaultyService::start();
    service.fail_times(LOST, fault);
    let client = builder(&service).event_ids(true).build().unwrap();
    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    client.flush(PATIENCE);
    assert!(last_error(&client).starts_with("no answer from http://127.0.0.1:"), "{}", last_error(&client));
    assert_eq!((client.stats().state, client.stats().retried), (State::Healthy, 2));
    assert_ends(&client, PATIENCE, Ended { delivered: EVENTS, ..Ended::default() });

    let attempts = service.attempts();
    let (lost, answered) = attempts.split_at(LOST);
    let first = &answered[0];
    for attempt in lost {
        assert_eq!(attempt.body, first.body);
        assert_eq!(attempt.header("idempotency-key"), first.header("idempotency-key"));
    }
    let numbers: Vec<_> = answered.iter().flat_map(Attempt::numbers).collect();
    assert_eq!(numbers, (0..EVENTS).collect::<Vec<_>>());

    // Who keeps the first event of each id has each event once.
    let mut of_id = HashMap::new();
    for (number, id) in attempts.iter().flat_map(ids) {
        assert_eq!(*of_id.entry(id).or_insert(number), number);
    }
    assert_eq!(of_id.len() as u64, EVENTS);
    let keys: Vec<_> = answered.iter().map(|attempt| attempt.header("idempotency-key").unwrap()).collect();
    assert_eq!(keys.iter().collect::<std::collections::HashSet<_>>().len(), keys.len());
}

#[test]
fn what_a_reset_after_the_request_was_read_duplicates_has_the_same_key_and_the_same_ids() {
    assert_duplicates_are_recognisable(Fault::Lost(""));
}

#[test]
fn an_answer_that_breaks_off_in_its_first_line_is_none() {
    assert_duplicates_are_recognisable(Fault::Lost("HTTP/1.1 20"));
}

#[test]
fn a_service_that_never_answers_is_given_up_after_request_timeout_and_tried_again() {
    let start = Instant::now();
    let client = survives_with(Fault::Hang, 2, |builder| builder.request_timeout(TIMEOUT));
    assert!(start.elapsed() >= TIMEOUT * 2, "{:?}", start.elapsed());
    assert!(last_error(&client).contains("within `request_timeout`"), "{}", last_error(&client));
}

/// A service that has said its status has answered: to send the events again would count them twice.
fn assert_counts_once(fault: Fault) {
    let service = FaultyService::start();
    service.fail_times(1, fault);
    let client = builder(&service).request_timeout(TIMEOUT).build().unwrap();
    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    assert_all_arrived(&service, &client);
    assert_eq!((client.stats().retried, client.stats().last_error), (0, None));
}

#[test]
fn a_yes_whose_body_never_ends_is_a_yes() {
    assert_counts_once(Fault::Slow(Answer::new("200 OK").body("x".repeat(10_000))));
}

#[test]
fn a_yes_whose_body_breaks_off_is_a_yes() {
    assert_counts_once(Fault::Cut(Answer::new("200 OK").body(r#"{"success":tr"#)));
}

#[test]
fn a_slow_body_is_read_to_its_end() {
    let service = FaultyService::start();
    let words = r#"{"success":false,"message":"no such plan"}"#;
    service.fail_times(1, Fault::Slow(Answer::new("200 OK").body(words)));
    let client = builder(&service).build().unwrap();
    track(&client, 0);
    assert_eq!(client.flush(PATIENCE).rejected, 1);
    assert_eq!(last_error(&client), format!("the service answered 200: {words}"));
    assert_ends(&client, PATIENCE, Ended { rejected: 1, ..Ended::default() });
}

#[test]
fn a_no_whose_body_breaks_off_is_tried_again() {
    let client = survives(Fault::Cut(Answer::new("503 Service Unavailable").body("<html>")), 2);
    assert_eq!(last_error(&client), "the service answered 503: <html>");
}
