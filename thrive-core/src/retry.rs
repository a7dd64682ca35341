//! What an answer means for the batch, and how long to wait before the next attempt. No clock, no I/O.

use std::time::{Duration, SystemTime};

use fastrand::Rng;

use crate::transport::Response;

/// What the service made of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    /// The trouble is not with the events: the same body is to be sent again, `after` at the earliest.
    Retry {
        after: Option<Duration>,
    },
    /// This body will never be accepted, for an event in it.
    Rejected,
    /// This body will never be accepted, for its size.
    TooLarge,
    /// The events may be fine, the credential is not.
    Unauthorized,
}

/// Reads the answer as the service documents it.
pub(crate) fn classify(response: &Response, now: SystemTime) -> Verdict {
    match response.status {
        200..=299 if says_failure(&response.body) => Verdict::Rejected,
        200..=299 => Verdict::Accepted,
        401 | 403 => Verdict::Unauthorized,
        // Early, late, too many; and what speaks of the address or the way to it, not of the events: a wrong endpoint is
        // no reason to lose them.
        404 | 405 | 407 | 408 | 421 | 425 | 429 => Verdict::Retry { after: retry_after(response, now) },
        413 => Verdict::TooLarge,
        400..=499 => Verdict::Rejected,
        _ => Verdict::Retry { after: retry_after(response, now) },
    }
}

/// The service can refuse a batch under a status that says otherwise.
pub(crate) fn says_failure(body: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|body| body.get("success") == Some(&false.into()))
}

/// The longest that a `Retry-After` is believed: beyond it, a mistake is likelier than a plan.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(300);

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
pub(crate) fn retry_after(response: &Response, now: SystemTime) -> Option<Duration> {
    let text = response.retry_after.as_deref()?.trim();
    let wait = match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true if text.is_empty() => return None,
        // Too many digits for a number are too many seconds, too.
        true => text.parse().map_or(LONGEST_RETRY_AFTER, Duration::from_secs),
        false => httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

/// Says what the service answered, in our words: the service's own may repeat what is in the events.
pub(crate) fn reason(response: &Response) -> String {
    let status = response.status;
    match status {
        300..=399 => format!("the service answered {status}, a redirect, which is not followed: check `endpoint`"),
        401 | 403 => format!("the service answered {status}: the credential is wrong or has expired"),
        404 | 405 => format!("the service answered {status}: check `endpoint`"),
        413 => format!("the service answered {status}: the event is too large for it"),
        _ => format!("the service answered {status}"),
    }
}

/// How long to wait before each further attempt: anything up to a ceiling that doubles ("full jitter"), so that clients
/// that failed together do not come back together.
#[derive(Debug)]
pub(crate) struct Backoff {
    ceiling: Duration,
    rng: Rng,
}

impl Backoff {
    pub(crate) const FIRST: Duration = Duration::from_millis(250);
    pub(crate) const LONGEST: Duration = Duration::from_secs(30);

    pub(crate) fn new(rng: Rng) -> Self {
        Backoff { ceiling: Self::FIRST, rng }
    }

    pub(crate) fn restart(&mut self) {
        self.ceiling = Self::FIRST;
    }
}

impl Iterator for Backoff {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let wait = self.ceiling.mul_f64(self.rng.f64());
        self.ceiling = (self.ceiling * 2).min(Self::LONGEST);
        Some(wait)
    }
}

#[cfg(test)]
mod tests;
