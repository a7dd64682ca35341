//! What a client says of itself.

/// What became of the events that were tracked, since `build()`.
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
    /// Events that the service refused for good; [`Stats::last_error`] has its words.
    pub rejected: u64,
    /// Events that are safe on disk, for the next process to send. There is no spool yet: always 0.
    pub spooled: u64,
    /// Events that were not sent before the client was shut down. Of a request that was under way then, the answer is
    /// unknown: it may have arrived nonetheless.
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
    /// Events that `track` accepted: `delivered + rejected + lost + queued`.
    pub tracked: u64,
    /// Events in memory that are still to be sent, those in flight included.
    pub queued: u64,
    /// Bytes of the queued events as they go over the wire.
    pub queued_bytes: u64,
    /// Events that the service accepted.
    pub delivered: u64,
    /// Events that the service refused for good.
    pub rejected: u64,
    /// Events that were not sent before the client was shut down.
    pub lost: u64,
    /// Requests that were sent, or that could not be.
    pub attempts: u64,
    /// Attempts that were not their batch's first.
    pub retried: u64,
    /// What the service last answered.
    pub last_answer: Option<Answer>,
    /// Why the last attempt that failed did so, in one line. It stays when later ones succeed.
    pub last_error: Option<String>,
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
