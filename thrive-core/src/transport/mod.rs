//! How a body gets to the service, and what comes back.

mod http;

use bytes::Bytes;

pub(crate) use http::{Endpoint, Http};

use crate::stats::Answer;

/// A way to the service.
pub(crate) trait Transport {
    /// Makes one attempt to post `body`, an array of events, to `path` below the endpoint. Ends within a bounded time.
    fn post(&self, path: &str, body: Bytes) -> impl Future<Output = Result<Response, NoAnswer>>;
}

/// What the service said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The header of that name.
    pub(crate) retry_after: Option<String>,
    /// The body, or its beginning.
    pub(crate) body: Vec<u8>,
}

impl Response {
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

/// The service was not reached, or did not answer: why, in one line without any credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoAnswer(pub(crate) String);

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: impl Into<Vec<u8>>) -> Response {
        Response { status: 200, retry_after: None, body: body.into() }
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
}
