//! Events in the spool: what was appended to it and not yet read.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::{Durability, Limits};
use crate::spool::{AppendError, Appender, Disk};

/// A track event; the spool keeps room for others.
pub(crate) const TRACK: u8 = 0;

/// The queue's half of a spool.
pub(crate) struct Spooled {
    pub(super) appender: Appender<Disk>,
    pub(super) durability: Durability,
    wall_clock: fn() -> SystemTime,
    /// Everything below was read, or will not come.
    read_below: u64,
    /// Of what was not read since it was appended.
    unread_bytes: usize,
    /// When the first event came that was not read; `None` where it has waited long enough.
    pub(super) since: Option<Instant>,
    /// Everything below survives a power loss.
    pub(super) synced_below: u64,
}

impl Spooled {
    pub(crate) fn new(
        appender: Appender<Disk>,
        durability: Durability,
        wall_clock: fn() -> SystemTime,
        read_below: u64,
    ) -> Self {
        // What an earlier process left may not have been synced.
        Spooled { appender, durability, wall_clock, read_below, unread_bytes: 0, since: None, synced_below: read_below }
    }

    pub(super) fn unread(&self) -> u64 {
        self.appender.next().saturating_sub(self.read_below)
    }

    /// Adds an event. Says whether whoever reads should look again.
    pub(super) fn push(&mut self, event: &[u8], limits: &Limits, clock: fn() -> Instant) -> Result<bool, AppendError> {
        let is_first = self.unread() == 0;
        let now = (self.wall_clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.appender.append(TRACK, event, u64::try_from(now.as_millis()).unwrap_or(u64::MAX))?;
        if is_first {
            self.since = Some(clock());
            self.unread_bytes = 0;
        }
        let was_full = self.unread_bytes >= limits.max_batch_bytes;
        self.unread_bytes += event.len() + ",".len();
        let is_full = self.unread() == limits.max_batch_events as u64
            || (!was_full && self.unread_bytes >= limits.max_batch_bytes);
        Ok(is_first || is_full)
    }

    /// Whether there is a full batch to read.
    pub(super) fn is_full(&self, limits: &Limits) -> bool {
        self.unread() >= limits.max_batch_events as u64 || self.unread_bytes >= limits.max_batch_bytes
    }

    /// Everything below was read just now, of these bytes.
    pub(super) fn note_read(&mut self, below: u64, bytes: usize) {
        self.read_below = self.read_below.max(below);
        self.unread_bytes = self.unread_bytes.saturating_sub(bytes);
        // What is left came before now, and is not to wait anew.
        self.since = None;
    }

    /// Everything below is as safe as was promised.
    pub(super) fn stored_below(&self) -> u64 {
        match self.durability {
            Durability::Process => self.appender.next(),
            Durability::Disk => self.synced_below,
        }
    }
}
