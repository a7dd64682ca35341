//! What a client says of itself.

use std::time::Duration;

/// What became of the events that were tracked, since `build()`; what was found in the spool counts as tracked.
///
/// `delivered + rejected + spooled + lost + queued` is what was tracked.
///
/// ```
/// # use std::time::Duration;
/// # let client = thrive_core::Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
/// let report = client.shutdown(Duration::from_secs(5));
/// assert_eq!((report.delivered, report.lost), (0, 0));
/// # Ok::<(), thrive_core::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// Events that the service accepted.
    pub delivered: u64,
    /// Events that the service refused for good; [`on_rejected`](crate::ClientBuilder::on_rejected) got each of them.
    pub rejected: u64,
    /// Events that are in the spool and still to be sent, by this process or the next.
    pub spooled: u64,
    /// Events that will not be sent: the sum of [`Stats::dropped`]. Of a request that was under way when the client was
    /// shut down, the answer is unknown: it may have arrived nonetheless.
    pub lost: u64,
    /// Events in memory that are still to be sent, those in flight included. After `shutdown` 0.
    pub queued: u64,
}

/// How a client is doing, from [`Client::stats`](crate::Client::stats). Counts are since `build()`.
///
/// ```
/// # let client = thrive_core::Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
/// let stats = client.stats();
/// if let Some(error) = &stats.last_error {
///     eprintln!("{} events wait: {error}", stats.queued);
/// }
/// # Ok::<(), thrive_core::BuildError>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Events that `track` accepted, and those that were found in the spool:
    /// `delivered + rejected + dropped.total() + spooled + queued`.
    pub tracked: u64,
    /// Events that are still to be sent, in memory or in the spool, those in flight included.
    pub queued: u64,
    /// Bytes of the queued events: as they go over the wire, or with a spool those that it takes on disk.
    pub queued_bytes: u64,
    /// Events that the service accepted.
    pub delivered: u64,
    /// Events that the service refused for good.
    pub rejected: u64,
    /// Events that will not be sent, by reason.
    pub dropped: Dropped,
    /// Events that a client which was shut down left in the spool.
    pub spooled: u64,
    /// Calls of `track` that were refused because the queue or the spool was full. These events were never accepted.
    pub refused: u64,
    /// Events that [`before_send`](crate::ClientBuilder::before_send) withheld. They were never accepted.
    pub withheld: u64,
    /// Requests with events that were sent, or that could not be.
    pub attempts: u64,
    /// Attempts to send events that had been tried before.
    pub retried: u64,
    /// How long the oldest event that is still to be sent has waited in this process.
    pub oldest: Option<Duration>,
    /// How delivery is doing.
    pub state: State,
    /// What the service last answered.
    pub last_answer: Option<Answer>,
    /// Why the last attempt that failed did so, in one line. It stays when later ones succeed.
    pub last_error: Option<String>,
}

/// Events that were accepted and will not be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Dropped {
    /// They made room for newer ones: [`Overflow::DropOldest`](crate::Overflow::DropOldest).
    pub displaced: u64,
    /// They were not delivered within [`retry_deadline`](crate::ClientBuilder::retry_deadline) or
    /// [`spool_max_age`](crate::ClientBuilder::spool_max_age).
    pub expired: u64,
    /// Their records in the spool were damaged.
    pub damaged: u64,
    /// The client ended before they were delivered, and has no spool.
    pub unsent: u64,
}

impl Dropped {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.displaced + self.expired + self.damaged + self.unsent
    }
}

/// How delivery is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum State {
    /// Nothing was sent yet, or the service answered the last request.
    #[default]
    Healthy,
    /// The service did not answer, or asked to come back later. Events are kept and sent again.
    Retrying,
    /// The service does not take the credential. Events are kept.
    Unauthorized,
    /// The client was shut down, or its thread has ended.
    Closed,
    /// The client does nothing: [`disabled`](crate::ClientBuilder::disabled).
    Disabled,
}

/// An answer of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The HTTP status, such as 200.
    pub status: u16,
    /// The body, at most its first 2 KiB; what is not UTF-8 is replaced.
    pub body: String,
}
