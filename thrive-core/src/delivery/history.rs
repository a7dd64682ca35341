//! What happened on the way to the service, for `Client::stats`.

use tokio::time::Instant;

use crate::retry::Verdict;
use crate::stats::{Answer, State};

#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    pub(crate) attempts: u64,
    pub(crate) retried: u64,
    pub(crate) state: State,
    /// Since when the service has not answered for any event.
    pub(crate) failing_since: Option<Instant>,
    pub(crate) last_answer: Option<Answer>,
    pub(crate) last_error: Option<String>,
}

impl History {
    /// An attempt was made; `words` is why it failed, if it did.
    pub(super) fn attempted(
        &mut self,
        is_retry: bool,
        verdict: Verdict,
        answer: Option<Answer>,
        words: &str,
        now: Instant,
    ) {
        self.attempts += 1;
        self.retried += u64::from(is_retry);
        self.last_answer = answer.or(self.last_answer.take());
        self.note(verdict, words, now);
    }

    /// No attempt could be made.
    pub(super) fn stuck(&mut self, verdict: Verdict, words: &str, now: Instant) {
        self.note(verdict, words, now);
    }

    fn note(&mut self, verdict: Verdict, words: &str, now: Instant) {
        self.state = match verdict {
            Verdict::Accepted | Verdict::Rejected | Verdict::TooLarge => State::Healthy,
            Verdict::Retry { .. } => State::Retrying,
            Verdict::Unauthorized => State::Unauthorized,
        };
        match self.state {
            State::Healthy => self.failing_since = None,
            _ => drop(self.failing_since.get_or_insert(now)),
        }
        if verdict != Verdict::Accepted {
            self.last_error = Some(words.to_owned());
        }
    }
}
