//! The service refuses what it was sent, for an event in it or for its size.

use thrive_core::Outcome;

use super::faulty_service::{Answer, Attempt, FaultyService};
use super::folder::Folder;
use super::handed_back::HandedBack;
use super::*;

/// The three ways to refuse events for good.
const REFUSALS: [&str; 3] = ["400 Bad Request", "422 Unprocessable Content", "200 OK"];

/// Refuses a request with one of these events in it, and says which.
fn refuse(service: &FaultyService, line: &'static str, bad: &[u64]) {
    let bad = bad.to_vec();
    service.judge(move |attempt| {
        let found = attempt.numbers().into_iter().find(|number| bad.contains(number))?;
        Some(Answer::new(line).body(said_of(found)))
    });
}

fn said_of(number: u64) -> String {
    format!(r#"{{"success":false,"message":"event {number} has no plan"}}"#)
}

/// A client that sends a thousand events in one request.
fn in_one_request(service: &FaultyService) -> ClientBuilder {
    builder(service).max_batch_events(1_000).flush_interval(NEVER)
}

fn good(bad: &[u64]) -> Vec<u64> {
    (0..1_000).filter(|number| !bad.contains(number)).collect()
}

/// Fails unless the good ones of a thousand events arrive, in order, and the bad ones are handed back with the service's
/// words, in as many requests as allowed.
fn assert_only_the_bad_are_refused(line: &'static str, bad: &[u64], most_requests: usize) {
    let service = FaultyService::start();
    refuse(&service, line, bad);
    let handed_back = HandedBack::default();
    let client = handed_back.listen(in_one_request(&service)).build().unwrap();
    track_without_waiting(&client, 0..1_000);
    let report = client.flush(PATIENCE);

    assert_eq!((report.delivered, report.rejected, report.queued), (1_000 - bad.len() as u64, bad.len() as u64, 0));
    assert_eq!(service.numbers(), good(bad), "{line}");
    assert_eq!(handed_back.numbers(Outcome::Rejected), bad, "{line}");
    for event in handed_back.events() {
        assert_eq!(event.reason, format!("the service answered {}: {}", &line[..3], said_of(event.number)));
    }
    let attempts = service.attempts();
    assert_eq!(attempts[0].numbers().len(), 1_000);
    assert!(attempts.len() <= most_requests, "{line}: {} requests", attempts.len());
    let stats = client.stats();
    assert_eq!((stats.attempts, stats.retried), (attempts.len() as u64, 0));
    assert_eq!((stats.state, last_error(&client).ends_with(" has no plan\"}")), (State::Healthy, true));
    let (delivered, rejected) = (report.delivered, report.rejected);
    assert_ends(&client, PATIENCE, Ended { delivered, rejected, ..Ended::default() });
}

#[test]
fn one_bad_event_among_a_thousand_is_found_and_the_others_arrive() {
    for (line, bad) in REFUSALS.into_iter().zip([777, 0, 999]) {
        assert_only_the_bad_are_refused(line, &[bad], 21); // 2 · log2(1,000) + 1
    }
}

#[test]
fn five_bad_events_among_a_thousand_are_found_and_the_others_arrive() {
    assert_only_the_bad_are_refused("400 Bad Request", &[3, 4, 499, 500, 998], 101); // 2 · 5 · log2(1,000) + 1
    assert_only_the_bad_are_refused("200 OK", &[100, 300, 500, 700, 900], 101);
}

#[test]
fn bad_events_are_kept_as_dead_letters_in_the_spool() {
    let service = FaultyService::start();
    let bad = [3, 4, 499, 500, 998];
    refuse(&service, "400 Bad Request", &bad);
    let folder = Folder::new("dead-letters");
    let handed_back = HandedBack::default();
    let builder = handed_back.listen(in_one_request(&service)).spool(folder.path());
    let client = builder.clone().build().unwrap();
    track_without_waiting(&client, 0..1_000);
    client.flush(PATIENCE);
    assert_ends(&client, PATIENCE, Ended { delivered: 995, rejected: 5, ..Ended::default() });
    assert_eq!(service.numbers(), good(&bad));
    assert_eq!(handed_back.numbers(Outcome::Rejected), bad);
    assert!(service.attempts().len() <= 101);

    let letters = std::fs::read_to_string(folder.path().join("rejected.jsonl")).unwrap();
    assert_eq!(letters.lines().count(), bad.len());
    for (line, number) in letters.lines().zip(bad) {
        let letter: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(letter["reason"], format!("the service answered 400: {}", said_of(number)));
        assert_eq!(letter["event"]["properties"]["number"], number);
    }
    // What is settled is not sent by the next process.
    let next = builder.build().unwrap();
    assert_ends(&next, PATIENCE, Ended::default());
}

#[test]
fn a_refused_batch_does_not_stop_the_next() {
    for line in REFUSALS {
        let service = FaultyService::start();
        refuse(&service, line, &(0..10).collect::<Vec<_>>());
        let client = builder(&service).max_batch_events(10).flush_interval(NEVER).build().unwrap();
        track_without_waiting(&client, 0..30);
        assert_ends(&client, PATIENCE, Ended { delivered: 20, rejected: 10, ..Ended::default() });
        assert_eq!(service.numbers(), (10..30).collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn a_service_that_refuses_everything_costs_two_requests_an_event_and_all_are_handed_back() {
    let service = FaultyService::start();
    service.fail(Answer::new("400 Bad Request").body("no"));
    let handed_back = HandedBack::default();
    let client = handed_back.listen(builder(&service)).max_batch_events(100).flush_interval(NEVER).build().unwrap();
    track_without_waiting(&client, 0..100);
    client.flush(PATIENCE);
    assert_eq!(client.stats().state, State::Healthy);
    assert_ends(&client, PATIENCE, Ended { rejected: 100, ..Ended::default() });
    assert_eq!(service.attempts().len(), 199); // 2 · 100 - 1
    assert_eq!(handed_back.numbers(Outcome::Rejected), (0..100).collect::<Vec<_>>());
}

/// Answers 413 to longer bodies.
fn take_at_most(service: &FaultyService, bytes: usize) {
    service.judge(move |attempt| {
        (attempt.body.len() > bytes).then(|| Answer::new("413 Content Too Large").body("too much"))
    });
}

#[test]
fn a_batch_that_is_too_large_is_halved() {
    let service = FaultyService::start();
    take_at_most(&service, 16 * 1024);
    let client = in_one_request(&service).build().unwrap();
    track_without_waiting(&client, 0..1_000);
    let report = client.flush(PATIENCE);
    assert_eq!((report.delivered, report.rejected), (1_000, 0));
    assert_eq!(client.stats().state, State::Healthy);
    assert_eq!(last_error(&client), "the service answered 413: the event is too large for it: too much");
    assert_ends(&client, PATIENCE, Ended { delivered: 1_000, ..Ended::default() });

    assert_eq!(service.numbers(), (0..1_000).collect::<Vec<_>>());
    let attempts = service.attempts();
    let events = |attempt: &Attempt| attempt.numbers().len();
    assert_eq!(attempts.iter().take(3).map(events).collect::<Vec<_>>(), [1_000, 500, 250]);
    assert!(attempts.len() < 40, "{} requests", attempts.len());
}

#[test]
fn a_single_event_that_is_too_large_is_handed_back_and_the_others_arrive() {
    let service = FaultyService::start();
    take_at_most(&service, 1_000);
    let handed_back = HandedBack::default();
    let source = |event: &thrive_core::Outgoing<'_>| match event.json().contains(r#""number":500}"#) {
        true => thrive_core::Decision::Replace(event.json().replacen('{', &format!("{{{}", " ".repeat(1_000)), 1)),
        false => thrive_core::Decision::Send,
    };
    let client = handed_back.listen(in_one_request(&service)).before_send(source).build().unwrap();
    track_without_waiting(&client, 0..1_000);
    client.flush(PATIENCE);
    assert_ends(&client, PATIENCE, Ended { delivered: 999, rejected: 1, ..Ended::default() });
    assert_eq!(service.numbers(), good(&[500]));
    assert_eq!(handed_back.numbers(Outcome::Rejected), [500]);
    assert_eq!(handed_back.events()[0].reason, "the service answered 413: the event is too large for it: too much");
}

#[test]
fn an_event_beyond_max_event_bytes_is_refused_at_the_call() {
    let service = FaultyService::start();
    let client = builder(&service).max_event_bytes(100).build().unwrap();
    let error = numbered(0).track_with(&client).unwrap_err();
    assert_eq!(error.kind(), thrive_core::TrackErrorKind::TooLarge);
    assert_ends(&client, Duration::ZERO, Ended::default());
    assert_eq!(service.attempts().len(), 0);
}
