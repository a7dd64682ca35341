//! How much a queue holds, and what happens beyond that.

use std::time::Duration;

/// How much is held, and how it is cut into batches.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub(crate) max_queued_events: usize,
    pub(crate) max_queued_bytes: usize,
    pub(crate) max_batch_events: usize,
    pub(crate) max_batch_bytes: usize,
    /// How long an event waits for others to share its batch.
    pub(crate) flush_interval: Duration,
    pub(crate) overflow: Overflow,
}

/// What happens to an event for which there is no room: [`ClientBuilder::overflow`](crate::ClientBuilder::overflow).
///
/// ```
/// use std::time::Duration;
/// use thrive_core::{Client, Overflow};
///
/// let client = Client::builder()
///     .endpoint("http://127.0.0.1:8787/api")
///     .api_key("key")
///     .overflow(Overflow::Block(Duration::from_millis(50)))
///     .build()?;
/// # Ok::<(), thrive_core::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Overflow {
    /// `track` returns an error, which says since when the service has not answered.
    #[default]
    Reject,
    /// The oldest events go, so that `track` succeeds. They are counted in [`Dropped::displaced`](crate::Dropped) and
    /// handed to [`on_rejected`](crate::ClientBuilder::on_rejected), on the thread that tracks. What is in a request that
    /// is under way stays. Of a spool its oldest segment goes, a thirtieth of it or so, and is counted alone.
    DropOldest,
    /// `track` waits for room, for at most this long, and then returns an error. It blocks the thread: in an async handler
    /// it holds up the other tasks of that thread.
    Block(Duration),
}

/// Which end of the machine the events in a spool survive: [`ClientBuilder::durability`](crate::ClientBuilder::durability).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Durability {
    /// An event is with the operating system when `track` returns. It survives the end of the process, also by SIGKILL, an
    /// abort or the out-of-memory killer, but not a power loss.
    #[default]
    Process,
    /// As `Process`, and a thread brings events to the disk, many at a time and 10 ms after the first at the latest.
    /// [`Receipt::wait_stored`](crate::Receipt::wait_stored) and `flush` wait for that; then the event survives a power
    /// loss, too.
    Disk,
}
