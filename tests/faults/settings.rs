//! What else the builder promises of events on their way.

use std::collections::HashSet;

use thrive_core::{Compression, Decision, Outcome, TrackErrorKind};

use super::faulty_service::{Answer, Attempt, FaultyService};
use super::*;

#[test]
fn a_compressed_body_is_the_same_for_every_attempt() {
    let service = FaultyService::start();
    service.fail_times(2, Answer::new("503 Service Unavailable"));
    let client = builder(&service).compression(Compression::Gzip).flush_interval(NEVER).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    assert_all_arrived(&service, &client);

    let attempts = service.attempts();
    assert!(attempts.iter().all(|attempt| attempt.header("content-encoding") == Some("gzip")));
    assert!(attempts.iter().all(|attempt| attempt.body.len() > 5 * attempt.bytes.len()));
    let first = &attempts[0];
    for again in &attempts[1..3] {
        assert_eq!(again.bytes, first.bytes);
        assert_eq!(again.header("idempotency-key"), first.header("idempotency-key"));
    }
}

#[test]
fn every_attempt_of_the_same_events_has_the_same_idempotency_key_and_no_other_has() {
    let service = FaultyService::start();
    service.judge(|attempt| attempt.numbers().contains(&7).then(|| Answer::new("400 Bad Request")));
    let clients = [(); 2].map(|()| builder(&service).max_batch_events(10).flush_interval(NEVER).build().unwrap());
    for client in &clients {
        track_without_waiting(client, 0..20);
        assert_ends(client, PATIENCE, Ended { delivered: 19, rejected: 1, ..Ended::default() });
    }
    let attempts = service.attempts();
    let keys: HashSet<_> = attempts.iter().map(|attempt| attempt.header("idempotency-key").unwrap()).collect();
    // Not even a part of a batch has the key of the whole.
    assert_eq!(keys.len(), attempts.len());
}

/// The only event of an attempt.
fn event(attempt: &Attempt) -> serde_json::Value {
    let mut events: Vec<serde_json::Value> = serde_json::from_str(&attempt.body).unwrap();
    assert_eq!(events.len(), 1);
    events.remove(0)
}

#[test]
fn source_and_event_ids_are_in_the_context_where_they_are_asked_for() {
    let service = FaultyService::start();
    let client = builder(&service).build().unwrap();
    track(&client, 0);
    client.flush(PATIENCE);
    let client = builder(&service).source("product").event_ids(true).build().unwrap();
    track(&client, 1);
    client.flush(PATIENCE);

    let contexts: Vec<_> = service.attempts().iter().map(|attempt| event(attempt)["context"].clone()).collect();
    assert_eq!(contexts[0], serde_json::json!({ "group_id": "acme" }));
    assert_eq!((&contexts[1]["group_id"], &contexts[1]["source"]), (&"acme".into(), &"product".into()));
    let id = contexts[1]["event_id"].as_str().unwrap();
    assert!(uuid::Uuid::parse_str(id).is_ok(), "{id}");
    assert_eq!(contexts[1].as_object().unwrap().len(), 3);
}

#[test]
fn before_send_may_change_and_withhold_events() {
    let service = FaultyService::start();
    let client = builder(&service).before_send(|event| {
        assert_eq!(event.event_name(), "feature_used");
        match event.json() {
            json if json.contains(r#""number":0}"#) => Decision::Withhold,
            json if json.contains(r#""number":1}"#) => Decision::Replace(json.replace("export", "import")),
            json if json.contains(r#""number":2}"#) => Decision::Replace("no JSON".to_owned()),
            _ => Decision::Send,
        }
    });
    let client = client.build().unwrap();
    assert_eq!(track(&client, 0).outcome(), Outcome::Withheld);
    track(&client, 1);
    let error = numbered(2).track_with(&client).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::BeforeSend);
    track(&client, 3);
    client.flush(PATIENCE);
    // What was withheld was never accepted.
    assert_eq!((client.stats().withheld, client.stats().tracked), (1, 2));
    assert_ends(&client, PATIENCE, Ended { delivered: 2, ..Ended::default() });
    assert_eq!(service.numbers(), [1, 3]);
    let bodies: String = service.attempts().into_iter().map(|attempt| attempt.body).collect();
    assert_eq!((bodies.matches("import").count(), bodies.matches("export").count()), (1, 1));
}

#[test]
fn a_disabled_client_does_nothing_and_needs_nothing() {
    let service = FaultyService::start();
    let client = Client::builder().endpoint(service.endpoint()).disabled(true).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    assert_eq!(track(&client, 0).wait(NEVER), Outcome::Disabled);
    assert_eq!(client.flush(NEVER), Report::default());
    assert_eq!(client.shutdown(NEVER), Report::default());
    assert_eq!((client.stats().state, client.stats().tracked), (State::Disabled, 0));
    assert_eq!(service.attempts().len(), 0);
}
