//! Accepted records on the disk until they are settled: a log in segments, drawn to the byte in `docs/spool.md`.
//!
//! Sees bytes and their positions, never an event or a status. One half appends, under the queue's lock; the other reads
//! and acknowledges, on the delivery thread; a third brings to the disk what the first has written.
//!
//! From outside a folder can be looked into, by [`Inspect`], while its client runs or when it is gone.

mod append;
mod aside;
mod dead_letters;
mod error;
mod files;
mod format;
#[cfg(any(test, fuzzing))]
#[expect(clippy::panic, reason = "it is a test, whoever runs it")]
pub(crate) mod fuzzing;
mod inspect;
mod open;
mod position;
mod read;
mod scan;
mod shared;
mod sync;
mod window;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

pub(crate) use append::Appender;
pub(crate) use dead_letters::DeadLetters;
pub(crate) use error::{AppendError, SpoolError, SpoolErrorKind};
pub(crate) use files::disk::Disk;
pub use inspect::{Inspect, InspectError, InspectErrorKind, Item};
pub(crate) use open::open;
pub(crate) use read::{Cause, Found, Reader, Take};
pub(crate) use sync::Syncer;

/// Where the spool is, and how much it holds.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) folder: PathBuf,
    /// What all segments hold at most, in bytes.
    pub(crate) limit: u64,
    /// What is older when it is read is given up.
    pub(crate) max_age: Option<Duration>,
    pub(crate) clock: fn() -> SystemTime,
    /// For a new folder, at random.
    pub(crate) spool_id: u64,
    /// What a segment holds, unless one record is larger.
    segment_bytes: u64,
}

impl Settings {
    pub(crate) fn new(folder: PathBuf, limit: u64, clock: fn() -> SystemTime, spool_id: u64) -> Self {
        Settings { folder, limit, max_age: None, clock, spool_id, segment_bytes: segment_bytes(limit) }
    }

    #[cfg(any(test, fuzzing))]
    fn with_segment_bytes(self, segment_bytes: u64) -> Self {
        Settings { segment_bytes, ..self }
    }
}

/// Large enough that few files are open, small enough that room comes back early and the last one is looked through fast.
fn segment_bytes(limit: u64) -> u64 {
    const SMALLEST: u64 = 64 << 10;
    const LARGEST: u64 = 64 << 20;
    const MOST_FILES: u64 = 256;

    let smallest = SMALLEST.min(limit / 4).max(1);
    (limit / 32).clamp(smallest, LARGEST).max(limit / MOST_FILES)
}

#[cfg(test)]
mod tests;
