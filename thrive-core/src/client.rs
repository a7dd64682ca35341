//! The handle that events are tracked with.

mod builder;
mod global;
mod scratch;

pub use builder::ClientBuilder;
pub use global::Guard;
pub(crate) use global::{installed_hash_key, track_installed};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::delivery::{self, Shared};
use crate::envelope::{self, HashKey};
use crate::error::{BuildError, TrackError};
use crate::event::{HasGroup, HasUser, TrackEvent};
use crate::queue::Counts;
use crate::stats::{Report, Stats};

/// How long a client that goes away waits for its events to be delivered.
const GRACE: Duration = Duration::from_secs(5);

/// Sends events to ThriveStack, in the background and in the order in which they were tracked.
///
/// A client is a handle: clones share one queue and one delivery thread, which has a runtime of its own, so that a client
/// works inside and outside of any async runtime. Dropping the last handle sends what is left, as
/// [`shutdown`](Client::shutdown) does, for at most 5 seconds.
///
/// An accepted event stays in memory and is sent again until the service answers for it or the client is shut down: with
/// growing pauses of up to 30 seconds, and as `Retry-After` asks, up to 5 minutes.
///
/// ```no_run
/// use std::time::Duration;
/// use thrive_core::{Client, TrackEvent};
///
/// #[derive(TrackEvent)]
/// #[track(event = "account_created")]
/// struct Account {
///     account_name: String,
///     #[track(group_id, property = "account_id")]
///     id: String,
///     #[track(user_id)]
///     owner: String,
/// }
///
/// let client = Client::from_env()?;
/// client.track(&Account { account_name: "Acme".into(), id: "acc-1".into(), owner: "user-7".into() })?;
/// let report = client.shutdown(Duration::from_secs(5));
/// assert_eq!((report.delivered, report.lost), (1, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// Proof that an event was accepted, and that its delivery is the client's business from now on.
///
/// It may be dropped.
#[derive(Debug)]
pub struct Receipt(());

struct Inner {
    shared: Arc<Shared>,
    endpoint: String,
    max_event_bytes: usize,
    hash_key: Option<Arc<HashKey>>,
}

impl Client {
    /// A client with settings of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client with the settings of the environment; [`ClientBuilder::from_env`] says which.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Client, BuildError> {
        ClientBuilder::from_env()?.build()
    }

    /// Queues an event; it is sent in the background.
    ///
    /// The event is encoded before this returns, so that it may be changed or dropped afterwards. The call never waits
    /// for the network and needs no async runtime.
    ///
    /// # Errors
    ///
    /// [`TrackError`] when the client was shut down, when a value cannot be sent (a NaN, a blank id), when the event is
    /// larger than [`max_event_bytes`](ClientBuilder::max_event_bytes), and when the queue is full. Nothing of the event
    /// is sent then.
    pub fn track<E: TrackEvent + ?Sized>(&self, event: &E) -> Result<Receipt, TrackError>
    where
        E::User: HasUser<E>,
        E::Group: HasGroup<E>,
    {
        self.accept(event)
    }

    fn accept<E: TrackEvent + ?Sized>(&self, event: &E) -> Result<Receipt, TrackError> {
        scratch::with_buffer(|buffer| {
            envelope::encode(event, self.inner.hash_key.as_ref(), buffer)?;
            let limit = self.inner.max_event_bytes;
            if buffer.len() > limit {
                return Err(TrackError::too_large(event.event_name(), buffer.len(), limit));
            }
            self.inner.shared.queue.push(buffer)?;
            Ok(Receipt(()))
        })
    }

    /// Sends without delay what was tracked up to now, and waits until the service has answered for all of it.
    ///
    /// It blocks the thread for at most `timeout`, also inside an async runtime, which it neither needs nor harms. When
    /// the client is waiting before another attempt, that attempt is made within 250 ms, and further ones with pauses that
    /// grow to at most 5 seconds, unless the service asked for a longer one (`Retry-After`). After the timeout nothing is lost: [`Report::queued`] says what is still to be sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # let client = thrive_core::Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
    /// let report = client.flush(Duration::from_secs(2));
    /// assert_eq!(report.queued, 0);
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn flush(&self, timeout: Duration) -> Report {
        self.inner.shared.queue.flush(timeout).into()
    }

    /// Accepts no more events, sends what is left and ends the delivery thread.
    ///
    /// It blocks the thread for at most `timeout`, also inside an async runtime, which it neither needs nor harms.
    /// Attempts are made as by [`flush`](Client::flush). What is not settled by then is given up, counted as
    /// [`lost`](Report::lost) and said in the log once. Every handle of the client is shut down with it; a further call
    /// returns the same report. Of several calls at once, the shortest timeout counts.
    pub fn shutdown(&self, timeout: Duration) -> Report {
        self.inner.shutdown(timeout)
    }

    /// How delivery is doing. Cheap enough to ask every second.
    pub fn stats(&self) -> Stats {
        let Counts { tracked, delivered, rejected, lost, queued, queued_bytes } = self.inner.shared.queue.counts();
        let history = self.inner.shared.history().clone();
        Stats {
            tracked,
            queued: queued as u64,
            queued_bytes: queued_bytes as u64,
            delivered,
            rejected,
            lost,
            attempts: history.attempts,
            retried: history.retried,
            last_answer: history.last_answer,
            last_error: history.last_error,
        }
    }

    fn is_open(&self) -> bool {
        self.inner.shared.queue.is_open()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoint", &self.inner.endpoint).finish_non_exhaustive()
    }
}

impl Inner {
    fn shutdown(&self, timeout: Duration) -> Report {
        self.shared.queue.drain(timeout);
        delivery::close(&self.shared);
        self.shared.queue.counts().into()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shutdown(GRACE);
    }
}

impl From<Counts> for Report {
    fn from(counts: Counts) -> Self {
        let Counts { delivered, rejected, lost, queued, .. } = counts;
        Report { delivered, rejected, spooled: 0, lost, queued: queued as u64 }
    }
}

#[cfg(test)]
mod tests;
