//! What arrived, and what was made of it.

use std::fmt;

use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
};

/// One of the three calls of the Track API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// `POST /api/track`: what happened.
    Track,
    /// `POST /api/identify`: who a user is.
    Identify,
    /// `POST /api/group`: which group a user belongs to.
    Group,
}

impl Call {
    /// The call's name: `track`, `identify` or `group`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Identify => "identify",
            Self::Group => "group",
        }
    }

    /// The call's path: `/api/track`, `/api/identify` or `/api/group`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Track => "/api/track",
            Self::Identify => "/api/identify",
            Self::Group => "/api/group",
        }
    }
}

/// What a request carried to prove who sends it. Any non-empty value will do here, unless the collector checks tokens.
///
/// A test may compare the value; `Debug` never shows it:
///
/// ```
/// use thrive_collector::Credential;
///
/// let credential = Credential::Bearer("eyJhbGciOiJSUzI1NiJ9".to_owned());
/// assert_eq!(format!("{credential:?}"), "Bearer(..)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer <access token>`. Where a request has both headers, this one counts.
    Bearer(String),
    /// `x-api-key: <key>`.
    ApiKey(String),
}

impl Credential {
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        bearer(headers).map(Self::Bearer).or_else(|| text(headers, "x-api-key").map(Self::ApiKey))
    }

    pub(crate) fn value(&self) -> &str {
        let (Self::Bearer(value) | Self::ApiKey(value)) = self;
        value
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Bearer(_) => "Bearer(..)",
            Self::ApiKey(_) => "ApiKey(..)",
        })
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = text(headers, header::AUTHORIZATION.as_str())?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_start().to_owned())
}

/// A header's value without surrounding space, unless it is blank or not text.
pub(crate) fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// One request to the Track API as it arrived, and the verdict on it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// Which call it was.
    pub call: Call,
    /// The credential, if it carried one.
    pub credential: Option<Credential>,
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// Its `Content-Encoding`.
    pub content_encoding: Option<String>,
    /// The exact bytes of its body, unpacked; empty where the body was too large to be kept.
    pub body: Bytes,
    /// What was answered: every event accepted, or the whole request refused.
    pub verdict: Result<Vec<GoodEvent>, Refusal>,
}

impl Request {
    /// The status that was answered.
    pub fn status(&self) -> StatusCode {
        match &self.verdict {
            Ok(_) => StatusCode::OK,
            Err(refusal) => refusal.status,
        }
    }

    pub(crate) fn good(&self) -> &[GoodEvent] {
        self.verdict.as_deref().unwrap_or_default()
    }

    pub(crate) fn bad(&self) -> &[BadEvent] {
        self.verdict.as_ref().err().map_or(&[], |refusal| &refusal.bad)
    }

    /// How many events are kept with it.
    pub(crate) fn events(&self) -> usize {
        self.good().len() + self.bad().len()
    }

    /// About how much memory it takes.
    pub(crate) fn size(&self) -> usize {
        let headers =
            [&self.content_type, &self.content_encoding].into_iter().flatten().map(String::len).sum::<usize>()
                + self.credential.as_ref().map_or(0, |credential| credential.value().len());
        let good: usize = self.good().iter().map(GoodEvent::size).sum();
        let bad: usize = self.bad().iter().map(BadEvent::size).sum();
        size_of::<Self>() + headers + self.body.len() + good + bad
    }
}

/// Why a whole request was refused. One bad event refuses its neighbours too, as the service does.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Refusal {
    /// The status that was answered.
    pub status: StatusCode,
    /// What the answer said.
    pub message: String,
    /// The events at fault; one entry without an event where the request failed before its events were looked at.
    pub bad: Vec<BadEvent>,
    /// How many more events were at fault after the first 1,000 reasons. They are counted, not kept.
    pub unlisted: usize,
}

impl Refusal {
    /// A refusal of the request itself, whatever events it holds.
    pub(crate) fn whole(call: Call, status: StatusCode, message: impl Into<String>) -> Self {
        let message = message.into();
        let reason = Reason { path: String::new(), message: message.clone() };
        let bad = BadEvent {
            call,
            index: None,
            name: None,
            user_id: None,
            group_id: None,
            json: None,
            reasons: vec![reason],
        };
        Self { status, message, bad: vec![bad], unlisted: 0 }
    }
}

/// An event that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoodEvent {
    /// The call that brought it.
    pub call: Call,
    /// Its `event_name`; `None` for identify and group calls.
    pub name: Option<String>,
    /// Its `user_id`.
    pub user_id: Option<String>,
    /// Its `context.group_id`, or for a group call `group_id`.
    pub group_id: Option<String>,
    /// The event object, byte for byte as it was received.
    pub json: String,
}

impl GoodEvent {
    fn size(&self) -> usize {
        let names = [&self.name, &self.user_id, &self.group_id].into_iter().flatten().map(String::len).sum::<usize>();
        size_of::<Self>() + names + self.json.len()
    }
}

/// An event that was refused, or a request that was refused before its events were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadEvent {
    /// The call that brought it.
    pub call: Call,
    /// Its place in the request's array, from 0; `None` where the request itself was refused.
    pub index: Option<usize>,
    /// Its `event_name`, if it is a track event that has one.
    pub name: Option<String>,
    /// Its `user_id`, if it has one.
    pub user_id: Option<String>,
    /// Its `context.group_id`, or for a group call `group_id`, if it has one.
    pub group_id: Option<String>,
    /// The event object, byte for byte as it was received; `None` where the request itself was refused.
    pub json: Option<String>,
    /// Every reason, ordered by path.
    pub reasons: Vec<Reason>,
}

impl BadEvent {
    fn size(&self) -> usize {
        let texts = [&self.name, &self.user_id, &self.group_id, &self.json]
            .into_iter()
            .flatten()
            .map(String::len)
            .sum::<usize>();
        size_of::<Self>() + texts + self.reasons.iter().map(Reason::size).sum::<usize>()
    }
}

/// One broken rule. It repeats no value of the event, since that may be personal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Reason {
    /// Where, as a JSON pointer into the event: `/properties/account_name`. Empty for the event as a whole.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl Reason {
    fn size(&self) -> usize {
        size_of::<Self>() + self.path.len() + self.message.len()
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => formatter.write_str(&self.message),
            path => write!(formatter, "{path}: {}", self.message),
        }
    }
}
