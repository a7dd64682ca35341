//! The service answers, and says later, elsewhere, or yes in other words.

use std::time::SystemTime;

use super::faulty_service::{Answer, FaultyService};
use super::*;

#[test]
fn a_service_that_answers_500_for_a_while_gets_everything() {
    let client = survives(Answer::new("500 Internal Server Error"), 3);
    assert_eq!(last_error(&client), "the service answered 500");
    assert!(client.stats().retried >= 3);
}

#[test]
fn a_gateway_that_answers_with_a_page_is_no_answer_of_the_service() {
    let page = "<!doctype html>\n<html><h1>Oops</h1>\n\"success\": true</html>\n";
    for line in ["500 Internal Server Error", "503 Service Unavailable"] {
        let client = survives(Answer::new(line).header("content-type", "text/html").body(page), 2);
        let words = r#"<!doctype html> <html><h1>Oops</h1> "success": true</html>"#;
        assert_eq!(last_error(&client), format!("the service answered {}: {words}", &line[..3]));
        let answer = client.stats().last_answer.unwrap();
        assert_eq!(answer.status, 200);
    }
}

#[test]
fn an_empty_204_is_a_yes() {
    let service = FaultyService::start();
    service.fail(Answer::new("204 No Content"));
    let client = builder(&service).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    assert_all_arrived(&service, &client);
    let stats = client.stats();
    assert_eq!((stats.retried, stats.last_error), (0, None));
    assert_eq!(stats.last_answer.unwrap().status, 204);
}

#[test]
fn a_redirect_is_not_followed_and_nothing_is_lost_by_it() {
    let elsewhere = FaultyService::start();
    let port = elsewhere.address().port();
    for (line, host) in
        [("302 Found", "127.0.0.1"), ("307 Temporary Redirect", "localhost"), ("308 Permanent Redirect", "localhost")]
    {
        let location = format!("http://{host}:{port}/api/track");
        let client = survives(Answer::new(line).header("location", location), 2);
        let told = format!("the service answered {}, a redirect, which is not followed: check `endpoint`", &line[..3]);
        assert_eq!(last_error(&client), told);
    }
    // Neither events nor the credential.
    assert_eq!(elsewhere.attempts().len(), 0);
}

/// Tracks everything while the service asks for a pause, and returns when the first two attempts were made.
fn pauses(retry_after: &str) -> [Instant; 2] {
    let service = FaultyService::start();
    service.fail_times(1, Answer::new("429 Too Many Requests").header("retry-after", retry_after));
    let client = builder(&service).build().unwrap();

    track_without_waiting(&client, 0..EVENTS / 2);
    wait_for_trouble(&client);
    assert_eq!((client.stats().state, last_error(&client)), (State::Retrying, "the service answered 429".to_owned()));
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    // What the service asks for also holds for who is in a hurry.
    assert_eq!(client.flush(Duration::from_millis(100)).delivered, 0);
    assert_adds_up(&client, EVENTS);
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
    assert!((Duration::from_secs(2)..Duration::from_secs(20)).contains(&pause), "{pause:?}");
}

#[test]
fn retry_after_as_a_date_is_obeyed() {
    let (now, wall) = (Instant::now(), SystemTime::now());
    let date = jiff::Timestamp::try_from(wall + Duration::from_secs(3)).unwrap();
    let [first, second] = pauses(&date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    // A date has no fraction of a second.
    assert!(second - now >= Duration::from_secs(2), "{:?}", second - now);
    assert!(second - first < Duration::from_secs(20), "{:?}", second - first);
}
