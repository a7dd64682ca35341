//! What came back.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::stats::Answer;

/// What the service said to a [`Request`](super::Request).
///
/// `Debug` does not show the body, nor a `Retry-After` that is none: a service may repeat there what it was sent.
///
/// ```
/// use thrive_core::Response;
///
/// let busy = Response::new(429).with_header("retry-after", "2").with_body("too many requests");
/// assert_eq!(busy.status(), 429);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    pub(crate) status: u16,
    /// The header of that name.
    pub(crate) retry_after: Option<String>,
    /// The body, or its beginning.
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// More of a body is not kept: an answer of the service is far shorter, and nothing else is worth waiting for.
    pub(crate) const LONGEST_BODY: usize = 64 * 1024;

    /// An answer without headers and body.
    pub fn new(status: u16) -> Self {
        Response { status, retry_after: None, body: Vec::new() }
    }

    /// A header of the answer. The client looks at `Retry-After` alone, and takes any other.
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        if name.eq_ignore_ascii_case("retry-after") {
            self.retry_after = Some(value.into());
        }
        self
    }

    /// The body of the answer, not compressed. Its first 64 KiB are kept.
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.body.truncate(Self::LONGEST_BODY);
        self
    }

    /// The HTTP status, such as 200.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, or its first 64 KiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The response with another text as its body.
    pub(crate) fn map_text(mut self, map: impl for<'a> FnOnce(&'a str) -> Cow<'a, str>) -> Self {
        if let Cow::Owned(text) = map(&String::from_utf8_lossy(&self.body)) {
            self.body = text.into_bytes();
        }
        self
    }

    pub(crate) fn answer(&self) -> Answer {
        Answer { status: self.status, body: self.excerpt() }
    }

    /// What the body says, in one line: pages of HTML bring line breaks and indentation with them.
    pub(crate) fn words(&self) -> String {
        let mut text = self.excerpt().split_whitespace().collect::<Vec<_>>().join(" ");
        text.retain(|character| !character.is_control());
        text
    }

    /// The first 2 KiB of the body as text.
    fn excerpt(&self) -> String {
        const LONGEST: usize = 2 * 1024;
        match self.body.split_at_checked(LONGEST) {
            Some((beginning, rest)) if !rest.is_empty() => String::from_utf8_lossy(beginning).into_owned() + "…",
            _ => String::from_utf8_lossy(&self.body).into_owned(),
        }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("retry_after", &self.retry_after.as_deref().map(shown))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A `Retry-After` that is a number of seconds or a date; another says anything.
fn shown(retry_after: &str) -> &str {
    let is_number = retry_after.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || httpdate::parse_http_date(retry_after).is_ok() { retry_after } else { "***" }
}

/// The service was not reached, or did not answer: the request is to be made again.
///
/// ```
/// use thrive_core::NoAnswer;
///
/// let nobody = NoAnswer::new("cannot reach /run/agent.sock: connection refused");
/// assert_eq!(nobody.to_string(), "cannot reach /run/agent.sock: connection refused");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAnswer(pub(crate) String);

impl NoAnswer {
    /// Why, in one line: it goes to the log and to [`Stats::last_error`](crate::Stats::last_error), so it may name no
    /// credential and nothing of the events.
    pub fn new(reason: impl fmt::Display) -> Self {
        NoAnswer(reason.to_string())
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for NoAnswer {}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: impl Into<Vec<u8>>) -> Response {
        Response::new(200).with_body(body)
    }

    #[test]
    fn words_are_one_printable_line() {
        let page = "<html>\r\n  <b>Service\u{1b}[31m Unavailable</b>\n</html>\n";
        assert_eq!(response(page).words(), "<html> <b>Service[31m Unavailable</b> </html>");
        assert_eq!(response("").words(), "");
    }

    #[test]
    fn an_answer_is_kept_up_to_2_kib_wherever_that_cuts_a_character() {
        assert_eq!(response("x".repeat(2_048)).answer().body, "x".repeat(2_048));
        assert_eq!(response("x".repeat(2_049)).answer().body, "x".repeat(2_048) + "…");
        assert_eq!(
            response("x".to_owned() + &"é".repeat(5_000)).answer().body,
            "x".to_owned() + &"é".repeat(1_023) + "\u{fffd}…"
        );
        assert_eq!(response(b"\xff".to_vec()).answer().body, "\u{fffd}");
    }

    #[test]
    fn of_a_transports_answer_only_what_is_bounded_is_kept() {
        let response = response("x".repeat(100_000)).with_header("Retry-After", "2").with_header("server", "nginx");
        assert_eq!(response.body().len(), 65_536);
        assert_eq!(response.retry_after.as_deref(), Some("2"));
    }

    #[test]
    fn the_body_is_not_printed() {
        let printed = format!("{:?}", response("you sent s3cret"));
        assert_eq!(printed, "Response { status: 200, retry_after: None, body_bytes: 15, .. }");
        for (retry_after, shown) in
            [("2", "2"), ("Fri, 31 Dec 1999 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT"), ("s3cret", "***")]
        {
            let printed = format!("{:?}", Response::new(429).with_header("retry-after", retry_after));
            assert!(printed.contains(&format!("retry_after: Some({shown:?})")), "{printed}");
        }
    }
}
