//! What can go wrong, and what to do about it.

mod build;

pub use build::{BuildError, BuildErrorKind, InstallError, InstallErrorKind};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::spool::SpoolError;

/// Why an event was not accepted by [`track`](crate::TrackEvent::track). Nothing of it was queued or sent.
///
/// ```
/// use thrive_core::{Client, TrackErrorKind, TrackEvent};
///
/// #[derive(TrackEvent)]
/// #[track(event = "account_created")]
/// struct Account {
///     account_name: String,
///     #[track(group_id)]
///     id: String,
///     #[track(user_id)]
///     owner: String,
/// }
///
/// let account = Account { account_name: "Acme".into(), id: " ".into(), owner: "u-1".into() };
/// let error = account.to_json().unwrap_err();
/// assert_eq!(error.kind(), TrackErrorKind::BlankId);
/// assert_eq!(error.property(), Some("context.group_id"));
/// ```
// Behind a pointer, so that the way of an event that is accepted moves little.
#[derive(Clone)]
pub struct TrackError(Box<Repr>);

/// What kind of trouble a [`TrackError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TrackErrorKind {
    /// No client is installed in this process: [`Client::install`](crate::Client::install) comes first.
    NotInstalled,
    /// The client was shut down.
    Closed,
    /// A number is NaN or infinite, which JSON cannot say.
    NotFinite,
    /// A user or group id is empty or blank.
    BlankId,
    /// A time or a date lies outside the years 0000 to 9999, which ISO 8601 needs four digits for.
    TimeOutOfRange,
    /// A value is to be hashed, and the client has no key for it:
    /// [`ClientBuilder::hash_key`](crate::ClientBuilder::hash_key).
    NoHashKey,
    /// What serde made of a free-form value is no JSON, or not the object or array that the schema asks for.
    Json,
    /// The encoded event is larger than `max_event_bytes`, or than `max_batch_bytes` or `max_queued_bytes` leave room for.
    TooLarge,
    /// The queue holds `max_queued_events` or `max_queued_bytes`, or the spool `spool_limit`.
    QueueFull,
    /// The spool could not take the event: the disk is full or broken, or its folder is gone. The source says which.
    Spool,
    /// [`before_send`](crate::ClientBuilder::before_send) panicked, or what it put in the event's place is no JSON object.
    BeforeSend,
    /// This process was forked from the one that built the client, and has none of its threads.
    Forked,
}

#[derive(Clone)]
enum Repr {
    NotInstalled,
    Closed,
    Forked,
    Invalid { event: &'static str, property: String, fault: Fault },
    TooLarge { event: &'static str, bytes: usize, limit: usize },
    QueueFull { events: usize, bytes: usize, unanswered: Option<Duration> },
    Spool { event: &'static str, cause: Arc<SpoolError> },
    BeforeSend { event: &'static str, trouble: &'static str },
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    NotFinite,
    Blank,
    TimeOutOfRange,
    NoHashKey,
    /// In serde's words.
    NotSerialized(String),
    NoArray,
    NoObject,
    Null,
}

impl TrackError {
    /// What kind of trouble this is.
    pub fn kind(&self) -> TrackErrorKind {
        match &*self.0 {
            Repr::NotInstalled => TrackErrorKind::NotInstalled,
            Repr::Closed => TrackErrorKind::Closed,
            Repr::Invalid { fault, .. } => match fault {
                Fault::NotFinite => TrackErrorKind::NotFinite,
                Fault::Blank => TrackErrorKind::BlankId,
                Fault::TimeOutOfRange => TrackErrorKind::TimeOutOfRange,
                Fault::NoHashKey => TrackErrorKind::NoHashKey,
                Fault::NotSerialized(_) | Fault::NoArray | Fault::NoObject | Fault::Null => TrackErrorKind::Json,
            },
            Repr::TooLarge { .. } => TrackErrorKind::TooLarge,
            Repr::QueueFull { .. } => TrackErrorKind::QueueFull,
            Repr::Spool { .. } => TrackErrorKind::Spool,
            Repr::BeforeSend { .. } => TrackErrorKind::BeforeSend,
            Repr::Forked => TrackErrorKind::Forked,
        }
    }

    /// The property at fault, where one is: a name in `properties`, or `user_id`, `timestamp`, `context.<name>`. What is
    /// inside an object has the object's name in front: `address.city`.
    pub fn property(&self) -> Option<&str> {
        match &*self.0 {
            Repr::Invalid { property, .. } => Some(property),
            _ => None,
        }
    }

    pub(crate) fn not_installed() -> Self {
        TrackError(Box::new(Repr::NotInstalled))
    }

    pub(crate) fn closed() -> Self {
        TrackError(Box::new(Repr::Closed))
    }

    pub(crate) fn invalid(event: &'static str, property: String, fault: Fault) -> Self {
        TrackError(Box::new(Repr::Invalid { event, property, fault }))
    }

    pub(crate) fn too_large(event: &'static str, bytes: usize, limit: usize) -> Self {
        TrackError(Box::new(Repr::TooLarge { event, bytes, limit }))
    }

    /// `unanswered` is for how long the service has not answered, if it does not.
    pub(crate) fn queue_full(events: usize, bytes: usize, unanswered: Option<Duration>) -> Self {
        TrackError(Box::new(Repr::QueueFull { events, bytes, unanswered }))
    }

    pub(crate) fn spool(event: &'static str, cause: SpoolError) -> Self {
        TrackError(Box::new(Repr::Spool { event, cause: Arc::new(cause) }))
    }

    pub(crate) fn before_send(event: &'static str, trouble: &'static str) -> Self {
        TrackError(Box::new(Repr::BeforeSend { event, trouble }))
    }

    pub(crate) fn forked() -> Self {
        TrackError(Box::new(Repr::Forked))
    }
}

impl fmt::Display for TrackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Repr::NotInstalled => f.write_str(
                "no client is installed: call `Client::install()` at the start of `main` and keep its guard, \
                 or send with `event.track_with(&client)`",
            ),
            Repr::Closed => {
                f.write_str("the client was shut down: track before `shutdown()` and before its guard is dropped")
            }
            Repr::Invalid { event, property, fault } => {
                let trouble = match fault {
                    Fault::NotFinite => "is NaN or infinite, which JSON has no number for",
                    Fault::Blank => "is empty or blank: it must identify somebody",
                    Fault::TimeOutOfRange => "lies outside the years 0000 to 9999",
                    Fault::NoHashKey => {
                        "is to be hashed, and there is no key for that: give the client one, \
                         `Client::builder().hash_key(..)`, and install it or track with it"
                    }
                    Fault::NotSerialized(trouble) => &format!("could not be written by serde: {trouble}"),
                    Fault::NoArray => "must be an array, and serde wrote something else",
                    Fault::NoObject => "must be an object, and serde wrote something else",
                    Fault::Null => "must be there, and serde wrote null",
                };
                write!(f, "event `{event}` was not tracked: `{property}` {trouble}")
            }
            Repr::TooLarge { event, bytes, limit } => write!(
                f,
                "event `{event}` was not tracked: its {bytes} bytes are more than the {limit} that `max_event_bytes`, \
                 `max_batch_bytes` and `max_queued_bytes` leave for one event"
            ),
            Repr::QueueFull { events, bytes, unanswered } => {
                write!(f, "the queue is full ({events} events, {bytes} bytes wait to be sent): ")?;
                match unanswered {
                    Some(time) => write!(
                        f,
                        "the service has not taken any for {} s, and `client.stats()` says why",
                        time.as_secs()
                    ),
                    None => f.write_str(
                        "events come faster than the service takes them; raise the limits, or choose an `overflow`",
                    ),
                }
            }
            Repr::Spool { event, cause } => {
                write!(f, "event `{event}` was not tracked: the spool cannot take it: {cause}")
            }
            Repr::BeforeSend { event, trouble } => {
                write!(f, "event `{event}` was not tracked: `before_send` {trouble}")
            }
            Repr::Forked => f.write_str(
                "this process was forked from the one that built the client, whose threads it does not have: \
                 build a client after the fork",
            ),
        }
    }
}

impl fmt::Debug for TrackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrackError").field("kind", &self.kind()).field("message", &self.to_string()).finish()
    }
}

impl std::error::Error for TrackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Repr::Spool { cause, .. } => Some(&**cause),
            _ => None,
        }
    }
}
