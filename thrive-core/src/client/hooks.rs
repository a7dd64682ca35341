//! What the user's own code may say of an event before it is queued, and hear of it when it is not sent.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::error::TrackError;
use crate::receipt::Outcome;

/// An event that is about to be queued, as [`before_send`](crate::ClientBuilder::before_send) sees it.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    pub(crate) event_name: &'static str,
    pub(crate) json: &'a str,
}

impl Outgoing<'_> {
    /// The event's name, such as `account_created`.
    pub fn event_name(&self) -> &'static str {
        self.event_name
    }

    /// The event object as it would be sent: compact JSON.
    pub fn json(&self) -> &str {
        self.json
    }
}

/// What [`before_send`](crate::ClientBuilder::before_send) decides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// The event is sent as it is.
    Send,
    /// This is sent in its place: the JSON of one event object. What is no JSON object is an error of `track`. Nothing
    /// checks it against the event's schema any more.
    Replace(String),
    /// The event is not sent. `track` returns a receipt that says [`Outcome::Withheld`].
    Withhold,
}

/// An accepted event that will not reach the service, as [`on_rejected`](crate::ClientBuilder::on_rejected) gets it.
#[derive(Clone, Copy)]
pub struct Rejected<'a> {
    pub(crate) event_json: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) outcome: Outcome,
}

impl Rejected<'_> {
    /// The event object as it would have been sent: compact JSON.
    pub fn event_json(&self) -> &str {
        self.event_json
    }

    /// Why, in one line: where the service refused it, what the service said.
    pub fn reason(&self) -> &str {
        self.reason
    }

    /// What became of it, such as [`Outcome::Rejected`] or [`Outcome::Displaced`].
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

/// The event itself may hold personal data, and stays out of the log.
impl fmt::Debug for Rejected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected").field("outcome", &self.outcome).field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// A function of the user's.
pub(crate) struct Hook<F: ?Sized>(AssertUnwindSafe<Arc<F>>);

pub(crate) type BeforeSend = Hook<dyn Fn(&Outgoing<'_>) -> Decision + Send + Sync>;
pub(crate) type OnRejected = Hook<dyn Fn(&Rejected<'_>) + Send + Sync>;

impl<F: ?Sized> Hook<F> {
    pub(crate) fn new(function: Arc<F>) -> Self {
        Hook(AssertUnwindSafe(function))
    }
}

impl BeforeSend {
    /// Lets the user change an event that is encoded in `buffer`. Says whether it is to be sent.
    pub(crate) fn apply(&self, event_name: &'static str, buffer: &mut Vec<u8>) -> Result<bool, TrackError> {
        let json = str::from_utf8(buffer).unwrap_or_default();
        let decision = catch_unwind(AssertUnwindSafe(|| (self.0)(&Outgoing { event_name, json })));
        match decision {
            Ok(Decision::Send) => Ok(true),
            Ok(Decision::Withhold) => Ok(false),
            Ok(Decision::Replace(json)) if is_object(&json) => {
                buffer.clear();
                buffer.extend_from_slice(json.trim().as_bytes());
                Ok(true)
            }
            Ok(Decision::Replace(_)) => Err(TrackError::before_send(event_name, "put no JSON object in its place")),
            Err(_) => Err(TrackError::before_send(event_name, "panicked")),
        }
    }
}

fn is_object(json: &str) -> bool {
    json.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok()
}

impl OnRejected {
    /// Hands an event back. A panic ends neither delivery nor the call that made it.
    pub(crate) fn tell(&self, event: &[u8], reason: &str, outcome: Outcome) {
        let event_json = str::from_utf8(event).unwrap_or_default();
        let _ = catch_unwind(AssertUnwindSafe(|| (self.0)(&Rejected { event_json, reason, outcome })));
    }
}

impl<F: ?Sized> Clone for Hook<F> {
    fn clone(&self) -> Self {
        Hook(AssertUnwindSafe(self.0.0.clone()))
    }
}

impl<F: ?Sized> fmt::Debug for Hook<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fn(..)")
    }
}
