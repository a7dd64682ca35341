//! The service does not take the credential. `tests/credentials.rs` has more of this.

use thrive_core::Outcome;

use super::faulty_service::{Answer, FaultyService};
use super::folder::Folder;
use super::handed_back::HandedBack;
use super::*;

const TOLD: &str = r#"the service answered 401: the credential is wrong or has expired: {"message":"token expired"}"#;

fn unauthorized() -> Answer {
    Answer::new("401 Unauthorized").body(r#"{"message":"token expired"}"#)
}

/// Tracks all events, and returns once the service has refused the credential.
fn refused(service: &FaultyService, builder: ClientBuilder) -> Client {
    service.fail(unauthorized());
    let client = builder.build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    wait_for_trouble(&client);
    assert_eq!((client.stats().state, last_error(&client)), (State::Unauthorized, TOLD.to_owned()));
    assert_adds_up(&client, EVENTS);
    client
}

#[test]
fn a_401_that_heals_costs_nothing() {
    let service = FaultyService::start();
    let client = refused(&service, builder(&service));
    let attempts = service.attempts().len();
    // Nothing is to be gained by asking again at once; a flush does it all the same.
    client.flush(Duration::from_millis(100));
    service.wait_for_attempts(attempts + 1);
    service.recover();
    assert_all_arrived(&service, &client);
}

#[test]
fn an_expired_access_token_is_renewed_and_nobody_waits() {
    let service = FaultyService::start();
    service.judge(|attempt| match (attempt.request_line.contains("user/token"), attempt.header("authorization")) {
        (true, _) if attempt.body.contains("s3cret") => Some(Answer::new("200 OK").body(r#"{"token":"fresh"}"#)),
        (false, Some("Bearer fresh")) => None,
        _ => Some(unauthorized()),
    });
    let pem = "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----\n";
    let client = Client::builder().endpoint(service.endpoint()).access_token_from("id", pem);
    let client = client.flush_interval(Duration::ZERO).build().unwrap();
    track_without_waiting(&client, 0..EVENTS / 2);
    client.flush(PATIENCE);
    assert_eq!(client.stats().last_error, None);

    // The service forgets its tokens, and issues others.
    let before = service.attempts().len();
    service.judge(|attempt| match (attempt.request_line.contains("user/token"), attempt.header("authorization")) {
        (true, _) => Some(Answer::new("200 OK").body(r#"{"token":"fresher"}"#)),
        (false, Some("Bearer fresher")) => None,
        _ => Some(unauthorized()),
    });
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    assert_all_arrived(&service, &client);
    assert_eq!((client.stats().retried, last_error(&client)), (1, TOLD.to_owned()));
    let lines: Vec<_> = service.attempts()[before..].iter().map(|attempt| attempt.request_line.clone()).collect();
    let (track, token) = ("POST /api/track HTTP/1.1", "POST /api/user/token HTTP/1.1");
    assert_eq!(lines[..3], [track, token, track]);
}

#[test]
fn a_401_that_does_not_heal_loses_nothing_but_with_the_process() {
    let service = FaultyService::start();
    let handed_back = HandedBack::default();
    let client = refused(&service, handed_back.listen(builder(&service)));
    assert_ends(&client, Duration::ZERO, Ended { lost: EVENTS, ..Ended::default() });
    assert_eq!(client.stats().dropped.unsent, EVENTS);
    assert_eq!(handed_back.numbers(Outcome::Unsent), (0..EVENTS).collect::<Vec<_>>());
    assert!(service.attempts().len() < 20, "{} attempts", service.attempts().len());
}

#[test]
fn a_401_that_does_not_heal_loses_nothing_with_a_spool() {
    let service = FaultyService::start();
    let folder = Folder::new("unauthorized");
    let client = refused(&service, builder(&service).spool(folder.path()));
    assert_ends(&client, Duration::ZERO, Ended { spooled: EVENTS, ..Ended::default() });

    service.recover();
    let next = builder(&service).api_key("the right one").spool(folder.path()).build().unwrap();
    assert_all_arrived(&service, &next);
}
