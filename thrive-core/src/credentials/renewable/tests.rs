use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use super::*;
use crate::transport::Request;

const PEM: &str =
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIBAAKCAQEA\nni6CpVBjaDxHctYJ\n-----END RSA PRIVATE KEY-----\n";

/// `{"iat":1724936097,"exp":1724939697}`: an hour.
const ONE_HOUR: &str = "e30.eyJpYXQiOjE3MjQ5MzYwOTcsImV4cCI6MTcyNDkzOTY5N30.c2ln";

/// 2024-08-29T12:54:57Z and so many seconds.
fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_724_936_097 + seconds)
}

/// What `user/token` answers to one request after the other.
#[derive(Default)]
struct Service(Mutex<VecDeque<Result<Response, NoAnswer>>>);

impl Service {
    fn answering(answers: impl IntoIterator<Item = Result<Response, NoAnswer>>) -> Self {
        Service(Mutex::new(answers.into_iter().collect()))
    }

    fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Transport for Service {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        assert_eq!(request.path(), "user/token");
        self.0.lock().unwrap().pop_front().expect("a token is asked for too often")
    }
}

fn issues(token: &str) -> Result<Response, NoAnswer> {
    Ok(Response::new(200).with_body(format!(r#"{{"token":"{token}","response_id":"r-1"}}"#)))
}

fn says(status: u16, body: &str) -> Result<Response, NoAnswer> {
    Ok(Response::new(status).with_body(body))
}

fn renewable() -> Renewable {
    Renewable::new(Key::new("f999282c", PEM))
}

async fn token(renewable: &mut Renewable, service: &Service, seconds: u64) -> String {
    let header = renewable.header(service, at(seconds)).await.unwrap();
    assert_eq!(header.name, "authorization");
    header.value().strip_prefix("Bearer ").unwrap().to_owned()
}

async fn trouble(answer: Result<Response, NoAnswer>) -> TokenTrouble {
    renewable().header(&Service::answering([answer]), at(0)).await.unwrap_err()
}

#[tokio::test]
async fn a_token_serves_until_five_minutes_before_its_end_and_is_then_renewed() {
    let service = Service::answering([issues(ONE_HOUR), issues("second")]);
    let mut renewable = renewable();
    for seconds in [0, 1, 3_239] {
        assert_eq!(token(&mut renewable, &service, seconds).await, ONE_HOUR, "{seconds}");
    }
    assert_eq!(token(&mut renewable, &service, 3_240).await, "second");
}

#[tokio::test]
async fn a_token_that_does_not_say_when_it_expires_lives_for_what_was_asked() {
    let service = Service::answering([issues("opaque"), issues("second")]);
    let mut renewable = renewable();
    assert_eq!(token(&mut renewable, &service, 0).await, "opaque");
    assert_eq!(token(&mut renewable, &service, 77_759).await, "opaque");
    assert_eq!(token(&mut renewable, &service, 77_760).await, "second");
}

#[test]
fn the_shorter_a_token_lives_the_earlier_it_is_renewed_but_never_in_its_first_half() {
    for (life, renewed) in [(86_400, 77_760), (3_600, 3_240), (1_200, 900), (600, 300), (60, 30)] {
        assert_eq!(renewal(Duration::from_secs(life)), Duration::from_secs(renewed), "{life}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_renews_once() {
    let service = Service::answering([issues("first"), issues("second")]);
    let mut renewable = renewable();
    token(&mut renewable, &service, 100).await;
    assert_eq!(token(&mut renewable, &service, 0).await, "second");
    assert_eq!(token(&mut renewable, &service, 1).await, "second");
}

#[tokio::test]
async fn a_renewal_that_fails_ahead_of_time_is_put_off_while_the_token_lasts() {
    let gone = || Err(NoAnswer::new("connection refused"));
    let service = Service::answering([issues(ONE_HOUR), gone(), says(400, ""), gone()]);
    let mut renewable = renewable();
    token(&mut renewable, &service, 0).await;
    for (seconds, left) in [(3_240, 2), (3_269, 2), (3_270, 1), (3_299, 1)] {
        assert_eq!(token(&mut renewable, &service, seconds).await, ONE_HOUR, "{seconds}");
        assert_eq!(service.left(), left, "{seconds}");
    }
    assert_eq!(renewable.header(&service, at(3_600)).await.unwrap_err().reason, "connection refused");
}

#[tokio::test]
async fn a_token_that_served_and_is_refused_is_renewed_at_once_and_its_successor_is_not() {
    let service = Service::answering([issues("first"), issues("second"), issues("third"), issues("fourth")]);
    let mut renewable = renewable();
    token(&mut renewable, &service, 0).await;
    token(&mut renewable, &service, 1).await;
    assert_eq!(renewable.refused(), Renewal::Again);
    assert_eq!(token(&mut renewable, &service, 1).await, "second");
    assert_eq!(renewable.refused(), Renewal::Hopeless);
    assert_eq!(token(&mut renewable, &service, 31).await, "third");
    token(&mut renewable, &service, 32).await;
    assert_eq!(renewable.refused(), Renewal::Again);
    assert_eq!(token(&mut renewable, &service, 32).await, "fourth");
}

#[tokio::test]
async fn the_first_token_that_is_refused_is_hopeless() {
    let mut renewable = renewable();
    assert_eq!(renewable.refused(), Renewal::Hopeless, "there is none yet");
    token(&mut renewable, &Service::answering([issues("first")]), 0).await;
    assert_eq!(renewable.refused(), Renewal::Hopeless);
}

#[tokio::test]
async fn a_refused_token_is_not_used_on_when_its_renewal_fails() {
    let service = Service::answering([issues("first"), says(503, ""), says(400, "")]);
    let mut renewable = renewable();
    token(&mut renewable, &service, 0).await;
    token(&mut renewable, &service, 1).await;
    assert_eq!(renewable.refused(), Renewal::Again);
    let verdict = renewable.header(&service, at(1)).await.unwrap_err().verdict;
    assert_eq!(verdict, TokenVerdict::Retry { after: None });
    assert_eq!(renewable.header(&service, at(1)).await.unwrap_err().verdict, TokenVerdict::Refused);
    assert_eq!(renewable.refused(), Renewal::Hopeless);
}

#[tokio::test]
async fn a_key_that_is_refused_is_told_from_a_service_in_trouble() {
    for (status, body) in [(400, ""), (401, ""), (403, ""), (422, ""), (200, r#"{"success":false}"#)] {
        let trouble = trouble(says(status, body)).await;
        assert_eq!(trouble.verdict, TokenVerdict::Refused, "{status}");
        assert!(trouble.reason.contains("private key is wrong"), "{}", trouble.reason);
    }
    for status in [200, 204, 302, 404, 408, 429, 500, 503] {
        assert_eq!(trouble(says(status, "<html>")).await.verdict, TokenVerdict::Retry { after: None }, "{status}");
    }
    let busy = says(503, "").map(|response| response.with_header("Retry-After", "7"));
    assert_eq!(trouble(busy).await.verdict, TokenVerdict::Retry { after: Some(Duration::from_secs(7)) });
}

#[tokio::test]
async fn an_answer_that_repeats_the_key_shows_nothing_of_it() {
    let echo = format!("no such key: {} {}", PEM, PEM.replace('\n', "\\n"));
    let trouble = trouble(says(400, &echo)).await;
    let frame = "-----BEGIN RSA PRIVATE KEY-----";
    let end = "-----END RSA PRIVATE KEY-----";
    assert_eq!(trouble.words, format!("no such key: {frame} *** *** {end} {frame}\\n***\\n***\\n{end}\\n"));
    assert!(!trouble.reason.contains("MIIE"));

    let mut renewable = renewable();
    token(&mut renewable, &Service::answering([issues(ONE_HOUR)]), 0).await;
    for secret in [ONE_HOUR, "MIIEpQIBAAKCAQEA", "f999282c"] {
        assert!(!format!("{renewable:?}").contains(secret));
        assert!(renewable.secrets().any(|known| known == secret), "{secret}");
    }
}
