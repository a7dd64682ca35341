//! The handle that events are tracked with.

mod builder;
mod global;
mod hooks;
mod scratch;
mod waiting;

pub use builder::ClientBuilder;
pub use global::Guard;
pub(crate) use global::{encode_as_installed, track_installed};
#[cfg(test)]
pub(crate) use hooks::Hook;
pub(crate) use hooks::OnRejected;
pub use hooks::{Decision, Outgoing, Rejected};
pub use waiting::ReportFuture;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use self::hooks::BeforeSend;
use crate::delivery::{self, Shared};
use crate::envelope::{self, Extras, HashKey};
use crate::error::{BuildError, TrackError};
use crate::event::{AnyEvent, HasGroup, HasUser, TrackEvent};
use crate::fork::Process;
use crate::queue::{Counts, Goal, Pushed, Refused};
use crate::receipt::{Outcome, Receipt};
use crate::stats::{Report, State, Stats};

/// How long a client that goes away waits for its events to be delivered.
const GRACE: Duration = Duration::from_secs(5);

/// Sends events to ThriveStack, in the background and in the order in which they were tracked.
///
/// A client is a handle: clones share one queue and one delivery thread, which has a runtime of its own, so that a client
/// works inside and outside of any async runtime. Dropping the last handle sends what is left, as
/// [`shutdown`](Client::shutdown) does, for at most 5 seconds.
///
/// An accepted event is kept, in memory or in a [spool](ClientBuilder::spool), and sent again until the service answers for
/// it or the client is shut down: with growing pauses of up to 30 seconds, and as `Retry-After` asks, up to 5 minutes.
///
/// A process that is forked without `exec` has the client but not its threads: `track` is an error there, and nothing of the
/// parent's is sent twice. Build a client after the fork.
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

struct Inner {
    shared: Arc<Shared>,
    /// As it may be printed.
    endpoint: String,
    max_event_bytes: usize,
    hash_key: Option<Arc<HashKey>>,
    extras: Option<Extras>,
    before_send: Option<BeforeSend>,
    on_rejected: Option<OnRejected>,
    disabled: bool,
    process: Process,
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
    /// larger than [`max_event_bytes`](ClientBuilder::max_event_bytes), when the queue is full, and when the spool cannot
    /// take the event. Nothing of the event is sent then.
    pub fn track<E: TrackEvent + ?Sized>(&self, event: &E) -> Result<Receipt, TrackError>
    where
        E::User: HasUser<E>,
        E::Group: HasGroup<E>,
    {
        self.inner.track(&event)
    }

    /// Sends without delay what was tracked up to now, and waits until the service has answered for all of it.
    ///
    /// It blocks the thread for at most `timeout`, also inside an async runtime, which it neither needs nor harms. When
    /// the client is waiting before another attempt, that attempt is made within 250 ms, and further ones with pauses that
    /// grow to at most 5 seconds, unless the service asked for a longer one (`Retry-After`). After the timeout nothing is
    /// lost: [`Report::queued`] and [`Report::spooled`] say what is still to be sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # let client = thrive_core::Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
    /// let report = client.flush(Duration::from_secs(2));
    /// assert_eq!(report.queued, 0);
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn flush(&self, timeout: Duration) -> Report {
        if self.inner.is_ours() {
            self.inner.shared.queue.flush(timeout);
        }
        self.inner.report()
    }

    /// As [`flush`](Client::flush), without blocking the thread. The future needs no particular runtime.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # async fn example(client: thrive_core::Client) {
    /// let report = client.flush_async(Duration::from_secs(2)).await;
    /// println!("{} delivered", report.delivered);
    /// # }
    /// ```
    pub fn flush_async(&self, timeout: Duration) -> ReportFuture {
        let flush = self.inner.is_ours().then(|| self.inner.shared.queue.begin_flush());
        ReportFuture::new(self, flush, timeout, Inner::report)
    }

    /// Accepts no more events, sends what is left and ends the delivery thread.
    ///
    /// It blocks the thread for at most `timeout`, also inside an async runtime, which it neither needs nor harms.
    /// Attempts are made as by [`flush`](Client::flush). What is not settled by then stays in the spool, for the next
    /// process to send; without a spool it is given up, counted as [`lost`](Report::lost), said in the log once, and handed
    /// to [`on_rejected`](ClientBuilder::on_rejected). Every handle of the client is shut down with it; a further call
    /// returns the same report. Of several calls at once, the shortest timeout counts.
    pub fn shutdown(&self, timeout: Duration) -> Report {
        self.inner.shutdown(timeout)
    }

    /// As [`shutdown`](Client::shutdown), without blocking the thread. The future needs no particular runtime. From the
    /// call on no more events are accepted; dropping the future leaves the rest to the delivery thread.
    pub fn shutdown_async(&self, timeout: Duration) -> ReportFuture {
        let drain = self.inner.is_ours().then(|| self.inner.shared.queue.begin_drain());
        ReportFuture::new(self, drain, timeout, Inner::end)
    }

    /// How delivery is doing. Cheap enough to ask every second.
    pub fn stats(&self) -> Stats {
        self.inner.stats()
    }

    fn is_open(&self) -> bool {
        self.inner.disabled || (self.inner.is_ours() && self.inner.shared.queue.is_open())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoint", &self.inner.endpoint).finish_non_exhaustive()
    }
}

impl Inner {
    fn track(&self, event: &dyn AnyEvent) -> Result<Receipt, TrackError> {
        if self.disabled {
            return Ok(Receipt::known(Outcome::Disabled));
        }
        if !self.process.is_current() {
            return Err(TrackError::forked());
        }
        scratch::with_buffer(|buffer| {
            envelope::encode(event, self.hash_key.as_ref(), self.extras.as_ref(), buffer)?;
            if let Some(before_send) = &self.before_send
                && !before_send.apply(event.event_name(), buffer)?
            {
                self.shared.count_withheld();
                return Ok(Receipt::known(Outcome::Withheld));
            }
            self.accept(event.event_name(), buffer)
        })
    }

    fn accept(&self, event_name: &'static str, event: &[u8]) -> Result<Receipt, TrackError> {
        let limit = self.max_event_bytes;
        if event.len() > limit {
            return Err(TrackError::too_large(event_name, event.len(), limit));
        }
        let queue = &self.shared.queue;
        match queue.push(event) {
            Ok(Pushed { sequence, displaced }) => {
                for event in displaced {
                    let reason = "the queue was full, and it made room for a newer event";
                    self.on_rejected.iter().for_each(|told| told.tell(&event, reason, Outcome::Displaced));
                }
                Ok(Receipt::accepted(queue.clone(), sequence))
            }
            Err(Refused::Closed) => Err(TrackError::closed()),
            Err(Refused::Spool(error)) => Err(TrackError::spool(event_name, error)),
            Err(Refused::TooLarge { limit }) => {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                Err(TrackError::too_large(event_name, event.len(), limit))
            }
            Err(Refused::Full { events, bytes }) => {
                self.shared.count_refused();
                let failing_since = self.shared.history().failing_since;
                let unanswered = failing_since.map(|since| queue.now().saturating_duration_since(since.into()));
                Err(TrackError::queue_full(events, bytes, unanswered))
            }
        }
    }

    /// Whether there is a delivery thread to talk to.
    fn is_ours(&self) -> bool {
        !self.disabled && self.process.is_current()
    }

    fn shutdown(&self, timeout: Duration) -> Report {
        if self.is_ours() {
            let queue = &self.shared.queue;
            let drain = queue.begin_drain();
            queue.wait(drain.goal, timeout);
        }
        self.end()
    }

    /// Gives up what is not settled, and lets the delivery thread go.
    fn end(&self) -> Report {
        /// Far longer than it takes to let go of everything; only a callback of the user's holds it up.
        const LETTING_GO: Duration = Duration::from_secs(1);

        if self.is_ours() {
            delivery::close(&self.shared, self.on_rejected.as_ref());
            self.shared.queue.wait(Goal::Ended, LETTING_GO);
        }
        self.report()
    }

    fn report(&self) -> Report {
        // In a forked child the lock may be held for ever, and the counts are the parent's.
        if self.is_ours() { self.shared.queue.report() } else { Report::default() }
    }

    fn stats(&self) -> Stats {
        if !self.is_ours() {
            let state = if self.disabled { State::Disabled } else { State::Closed };
            return Stats { state, ..Stats::default() };
        }
        let queue = &self.shared.queue;
        let Counts { tracked, delivered, rejected, dropped, spooled, queued, queued_bytes } = queue.counts();
        let oldest = queue.oldest().map(|since| queue.now().saturating_duration_since(since));
        let history = self.shared.history().clone();
        Stats {
            tracked,
            queued: queued as u64,
            queued_bytes: queued_bytes as u64,
            delivered,
            rejected,
            dropped,
            spooled,
            refused: self.shared.refused(),
            withheld: self.shared.withheld(),
            attempts: history.attempts,
            retried: history.retried,
            oldest,
            state: if queue.is_open() { history.state } else { State::Closed },
            last_answer: history.last_answer,
            last_error: history.last_error,
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shutdown(GRACE);
    }
}

#[cfg(test)]
pub(crate) mod tests;
