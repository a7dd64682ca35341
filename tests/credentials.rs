//! Who the client says it is: to whom it says so, and what it does when that is not believed.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/faulty_service.rs"]
#[expect(dead_code, reason = "not every test file needs all of it")]
mod faulty_service;
#[path = "support/numbered.rs"]
mod numbered;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use faulty_service::{Answer, FaultyService};
use numbered::{numbered, numbers_in};
use thrive_collector::{Collector, CollectorBuilder, Credential};
use thrive_core::{Client, ClientBuilder, NoAnswer, Response, TrackEvent, Transport};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(20);

const PEM: &str =
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIBAAKCAQEAs3cret1\nni6CpVBjaDxHs3cret2\n-----END RSA PRIVATE KEY-----\n";

fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder().endpoint(endpoint).access_token_from("f999282c", PEM).flush_interval(Duration::ZERO)
}

/// Tracks these events and waits until each of them is delivered.
fn deliver(client: &Client, numbers: impl IntoIterator<Item = u64>) {
    for number in numbers {
        numbered(number).track_with(client).unwrap();
        assert_eq!(client.flush(PATIENCE).queued, 0, "{:?}", client.stats());
    }
}

/// Blocks until an attempt was not accepted.
fn wait_for_trouble(client: &Client) {
    let start = Instant::now();
    while client.stats().last_error.is_none() {
        assert!(start.elapsed() < PATIENCE, "no trouble: {:?}", client.stats());
        client.flush(Duration::from_millis(20));
    }
}

fn numbers(collector: &Collector) -> Vec<u64> {
    collector.good().iter().flat_map(|event| numbers_in(&format!("[{}]", event.json))).collect()
}

/// A collector before which the requests to `path` meet these statuses first.
fn failing(collector: CollectorBuilder, path: &'static str, statuses: &[u16]) -> Collector {
    let statuses: Arc<Mutex<VecDeque<u16>>> = Arc::new(Mutex::new(statuses.iter().copied().collect()));
    let fault = middleware::from_fn(move |request: Request, next: Next| {
        let status = if request.uri().path() == path { statuses.lock().unwrap().pop_front() } else { None };
        async move {
            match status {
                Some(status) => StatusCode::from_u16(status).unwrap().into_response(),
                None => next.run(request).await,
            }
        }
    });
    collector.wrap(|router| router.layer(fault)).start().unwrap()
}

#[test]
fn a_key_is_exchanged_for_one_token_that_serves_for_every_batch() {
    let collector = Collector::builder().check_tokens().start().unwrap();
    let client = builder(&collector.endpoint()).build().unwrap();
    deliver(&client, 0..3);
    assert_eq!(collector.tokens_issued(), 1);
    assert_eq!(numbers(&collector), [0, 1, 2]);
    assert!(collector.bad().is_empty());
    let stats = client.stats();
    assert_eq!((stats.attempts, stats.retried), (3, 0));
}

#[test]
fn a_token_that_the_service_no_longer_accepts_is_renewed_at_once() {
    let collector = Collector::builder().check_tokens().start().unwrap();
    let client = builder(&collector.endpoint()).build().unwrap();
    deliver(&client, 0..2);
    collector.expire_tokens();
    deliver(&client, 2..4);
    assert_eq!(collector.tokens_issued(), 2);
    assert_eq!(numbers(&collector), [0, 1, 2, 3]);
    assert_eq!(client.stats().retried, 1);
}

#[test]
fn tokens_that_are_refused_as_soon_as_they_are_issued_are_not_asked_for_in_a_loop() {
    let collector = Collector::builder().check_tokens().token_life(Duration::ZERO).start().unwrap();
    let client = builder(&collector.endpoint()).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    assert!(collector.wait_for(|counts| counts.bad >= 1, PATIENCE));
    // Somebody waits, so it is tried again and again, but with pauses in between.
    client.flush(Duration::from_millis(500));
    assert_eq!(client.shutdown(Duration::ZERO).lost, 1);
    assert!((1..20).contains(&collector.tokens_issued()), "{} tokens", collector.tokens_issued());
}

#[test]
fn a_token_endpoint_in_trouble_costs_no_event_and_no_order() {
    let collector = failing(Collector::builder().check_tokens(), "/api/user/token", &[503, 500, 429]);
    let client = builder(&collector.endpoint()).build().unwrap();
    deliver(&client, 0..3);
    assert_eq!(numbers(&collector), [0, 1, 2]);
    let error = client.stats().last_error.unwrap();
    assert_eq!(error, "the service answered 429 to `user/token`: no access token yet");
}

#[test]
fn a_key_that_is_refused_keeps_the_events_and_is_said_without_showing_it() {
    let collector = Collector::builder().key_id("another").start().unwrap();
    let client = builder(&collector.endpoint()).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    wait_for_trouble(&client);
    let stats = client.stats();
    assert_eq!((stats.queued, stats.rejected), (1, 0));
    let error = stats.last_error.as_deref().unwrap();
    assert!(error.starts_with("the service answered 401 to `user/token`: the key id or the private key is"), "{error}");
    assert!(!format!("{stats:?} {client:?} {:?}", builder("http://x")).contains("s3cret"));
    client.shutdown(Duration::ZERO);
}

#[test]
fn what_a_service_repeats_of_a_credential_is_not_kept() {
    let service = FaultyService::start();
    service.fail(Answer::new("401 Unauthorized").body(r#"{"message":"no such key: s3cret-key"}"#));
    let client = Client::builder().endpoint(service.endpoint()).api_key("s3cret-key");
    let client = client.flush_interval(Duration::ZERO).build().unwrap();
    numbered(0).track_with(&client).unwrap();
    wait_for_trouble(&client);
    let stats = client.stats();
    assert_eq!(stats.last_answer.unwrap().body, r#"{"message":"no such key: ***"}"#);
    assert!(stats.last_error.unwrap().ends_with(r#": {"message":"no such key: ***"}"#));
    client.shutdown(Duration::ZERO);
}

#[test]
fn a_redirect_to_another_host_gets_neither_credential_nor_key_nor_event() {
    let elsewhere = Collector::start().unwrap();
    let service = FaultyService::start();
    let own = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Moved"] {
        service.fail(Answer::new(status).header("location", format!("{}/track", elsewhere.endpoint())));
        let endpoint = service.endpoint();
        let with_key = Client::builder().endpoint(&endpoint).api_key("k-1").flush_interval(Duration::ZERO);
        for client in [builder(&endpoint), with_key.clone(), with_key.http_client(own.clone())] {
            let client = client.build().unwrap();
            numbered(0).track_with(&client).unwrap();
            wait_for_trouble(&client);
            assert_eq!(client.shutdown(Duration::ZERO).delivered, 0);
        }
    }
    assert_eq!((elsewhere.counts().requests, elsewhere.tokens_issued()), (0, 0));
}

#[test]
fn a_credential_that_is_given_with_a_transport_is_on_its_requests() {
    type Head = (String, Vec<(String, String)>);

    #[derive(Clone, Default)]
    struct Heads(Arc<Mutex<Vec<Head>>>);

    impl Transport for Heads {
        async fn send(&self, request: thrive_core::Request) -> Result<Response, NoAnswer> {
            // Which differs from client to client.
            let headers = request.headers().filter(|(name, _)| *name != "idempotency-key");
            let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            self.0.lock().unwrap().push((request.path().to_owned(), headers));
            Ok(Response::new(200).with_body(r#"{"token":"t-1"}"#))
        }
    }

    let heads = Heads::default();
    let client = Client::builder().transport(heads.clone()).access_token_from("id", PEM).build().unwrap();
    deliver(&client, [0]);
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let json = || header("content-type", "application/json");
    let expected = [
        ("user/token".to_owned(), vec![json()]),
        ("track".to_owned(), vec![json(), header("authorization", "Bearer t-1")]),
    ];
    assert_eq!(*heads.0.lock().unwrap(), expected);
}

#[test]
fn compressed_requests_arrive_as_they_were_tracked() {
    let collector = Collector::start().unwrap();
    let client = Client::builder().endpoint(collector.endpoint()).api_key("k-1");
    let client = client.compression(thrive_core::Compression::Gzip).build().unwrap();
    for number in 0..1_000 {
        numbered(number).track_with(&client).unwrap();
    }
    assert_eq!(client.shutdown(PATIENCE).delivered, 1_000);
    assert_eq!(numbers(&collector), (0..1_000).collect::<Vec<_>>());
    let requests = collector.requests();
    assert!(requests.iter().all(|request| request.content_encoding.as_deref() == Some("gzip")));
    assert!(requests.iter().all(|request| request.credential == Some(Credential::ApiKey("k-1".into()))));
}
