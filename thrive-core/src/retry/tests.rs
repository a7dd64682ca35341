use std::time::UNIX_EPOCH;

use super::*;

/// 2024-10-20T15:51:36Z
fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_729_439_496)
}

fn response(status: u16, body: &str) -> Response {
    Response { status, retry_after: None, body: body.into() }
}

fn verdict(status: u16, body: &str) -> Verdict {
    classify(&response(status, body), now())
}

fn wait_of(retry_after: &str) -> Option<Duration> {
    match classify(&Response { retry_after: Some(retry_after.into()), ..response(429, "") }, now()) {
        Verdict::Retry { after } => after,
        verdict => panic!("{verdict:?}"),
    }
}

#[test]
fn success_is_a_2xx_whatever_its_body() {
    for body in [
        r#"{"success":true,"eventId":"e-1"}"#,
        r#"{"success": true, "message": "ok", "response_id": "r-1"}"#,
        "",
        "OK",
        "[]",
        "null",
        r#"{"success":"false"}"#,
        r#"{"success":tr"#,
    ] {
        assert_eq!(verdict(200, body), Verdict::Accepted, "{body}");
    }
    assert_eq!(verdict(202, ""), Verdict::Accepted);
    assert_eq!(verdict(204, ""), Verdict::Accepted);
}

#[test]
fn a_200_that_says_no_success_is_a_refusal() {
    assert_eq!(verdict(200, r#"{"message":"bad","success": false}"#), Verdict::Rejected);
}

#[test]
fn what_speaks_of_the_body_is_a_refusal() {
    for status in [400, 409, 415, 422] {
        assert_eq!(verdict(status, ""), Verdict::Rejected, "{status}");
    }
}

#[test]
fn a_body_that_is_too_large_is_not_blamed_on_an_event() {
    assert_eq!(verdict(413, ""), Verdict::TooLarge);
}

#[test]
fn overload_and_faults_are_tried_again() {
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        assert_eq!(verdict(status, "<html>"), Verdict::Retry { after: None }, "{status}");
    }
}

#[test]
fn a_wrong_address_does_not_cost_events() {
    for status in [301, 302, 307, 308, 404, 405, 407, 421] {
        assert_eq!(verdict(status, ""), Verdict::Retry { after: None }, "{status}");
    }
}

#[test]
fn a_bad_credential_is_told_apart() {
    assert_eq!(verdict(401, ""), Verdict::Unauthorized);
    assert_eq!(verdict(403, ""), Verdict::Unauthorized);
}

#[test]
fn retry_after_is_read_in_both_forms() {
    assert_eq!(wait_of("2"), Some(Duration::from_secs(2)));
    assert_eq!(wait_of(" 120 "), Some(Duration::from_secs(120)));
    assert_eq!(wait_of("Sun, 20 Oct 2024 15:52:06 GMT"), Some(Duration::from_secs(30)));
    assert_eq!(wait_of("Sunday, 20-Oct-24 15:52:06 GMT"), Some(Duration::from_secs(30)));
}

#[test]
fn a_date_in_the_past_is_no_wait() {
    assert_eq!(wait_of("Sun, 20 Oct 2024 15:00:00 GMT"), Some(Duration::ZERO));
}

#[test]
fn retry_after_is_believed_for_five_minutes_at_most() {
    let five_minutes = Some(Duration::from_secs(300));
    assert_eq!(wait_of("301"), five_minutes);
    assert_eq!(wait_of("99999999999999999999999999"), five_minutes);
    assert_eq!(wait_of("Tue, 20 Oct 2099 15:51:36 GMT"), five_minutes);
}

#[test]
fn what_is_no_retry_after_is_ignored() {
    for text in ["", " ", "soon", "-1", "1.5"] {
        assert_eq!(wait_of(text), None, "{text}");
    }
}

#[test]
fn a_reason_does_not_repeat_what_the_service_says() {
    assert_eq!(reason(&response(400, r#"{"message":"properties.email: a@b.example"}"#)), "the service answered 400");
    assert_eq!(
        reason(&response(308, "")),
        "the service answered 308, a redirect, which is not followed: check `endpoint`"
    );
    assert_eq!(reason(&response(401, "")), "the service answered 401: the credential is wrong or has expired");
}

#[test]
fn the_backoff_stays_below_a_ceiling_that_doubles() {
    for seed in 0..200 {
        let ceilings = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000];
        for (wait, ceiling) in Backoff::new(Rng::with_seed(seed)).zip(ceilings) {
            assert!(wait <= Duration::from_millis(ceiling), "{wait:?} {ceiling}");
        }
    }
}

#[test]
fn the_backoff_spreads_over_the_whole_range() {
    let waits: Vec<_> = (0..400).filter_map(|seed| Backoff::new(Rng::with_seed(seed)).next()).collect();
    let quarter = Backoff::FIRST / 4;
    for part in 0..4 {
        let range = quarter * part..quarter * (part + 1);
        let share = waits.iter().filter(|wait| range.contains(*wait)).count();
        assert!((60..140).contains(&share), "{share} of 400 within {range:?}");
    }
}

#[test]
fn the_same_seed_waits_the_same_and_a_restart_starts_small() {
    let waits = |seed| Backoff::new(Rng::with_seed(seed)).take(20).collect::<Vec<_>>();
    assert_eq!(waits(7), waits(7));
    assert_ne!(waits(7), waits(8));

    let mut backoff = Backoff::new(Rng::with_seed(7));
    assert!(backoff.by_ref().take(10).any(|wait| wait > Backoff::FIRST));
    backoff.restart();
    assert!(backoff.next() <= Some(Backoff::FIRST));
}
