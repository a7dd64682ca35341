//! Events in the spool: what was appended to it and not yet read.

use std::ops::Range;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::accounts::{Accounts, Left};
use super::state::{Phase, State, Store};
use super::{Durability, Limits, Queue};
use crate::batch::{Batch, SealedBatch};
use crate::receipt::Outcome;
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

/// What only a queue with a spool is asked for.
impl Queue {
    /// A queue whose events are in a spool, with what an earlier process left there.
    pub(crate) fn spooled(
        limits: Limits,
        clock: fn() -> Instant,
        hands_back: bool,
        spooled: Spooled,
        left: Left,
    ) -> Self {
        let queue = Queue::new(limits, clock, hands_back);
        let mut state = queue.lock();
        state.accounts = Accounts::with(left, spooled.appender.next(), spooled.appender.given_up());
        state.store = Store::Spool(Box::new(spooled));
        drop(state);
        queue
    }

    /// A batch to fill from the spool, and how full it may be.
    pub(crate) fn empty_batch(&self) -> (Batch, &Limits) {
        (self.lock().spare.pop().unwrap_or_default(), &self.limits)
    }

    /// The spool was read: everything below was handed out, in this batch or in batches before it.
    pub(crate) fn take_read(&self, below: u64, batch: Batch) -> Option<Arc<SealedBatch>> {
        let mut state = self.lock();
        let mut batch = batch.seal();
        if let Store::Spool(spooled) = &mut state.store {
            batch.since = spooled.since.or_else(|| Some((self.clock)()));
            spooled.note_read(below, batch.event_bytes(0..batch.events()) + batch.events());
            return (batch.events() > 0 && state.phase != Phase::Closed).then(|| state.send(batch));
        }
        None
    }

    /// These events of the spool will not come.
    pub(crate) fn miss(&self, events: Range<u64>, outcome: Outcome) {
        let mut state = self.lock();
        if state.phase != Phase::Closed {
            state.accounts.settle(events, 0, outcome);
        }
        self.tell_progress(state);
    }

    /// The spool has let go of what is settled, so that who waits for room may find some.
    pub(crate) fn freed(&self) {
        self.progress.notify_all();
    }

    /// Everything below is settled.
    pub(crate) fn settled_below(&self) -> u64 {
        self.lock().accounts.settled_below()
    }

    /// Waits until there is something to bring to the disk, and a little longer so that more comes along, unless somebody
    /// waits for it. `false` once the queue is closed. Blocks the thread.
    pub(crate) fn wait_unsynced(&self, gather: Duration) -> bool {
        let is_synced = |state: &mut State| state.phase != Phase::Closed && !state.is_unsynced();
        let state = self.unsynced.wait_while(self.lock(), is_synced).unwrap_or_else(PoisonError::into_inner);
        let may_wait = |state: &mut State| state.phase != Phase::Closed && state.storing == 0;
        let waited = self.unsynced.wait_timeout_while(state, gather, may_wait);
        waited.unwrap_or_else(PoisonError::into_inner).0.phase != Phase::Closed
    }

    /// Everything below survives a power loss.
    pub(crate) fn note_synced(&self, below: u64) {
        let mut state = self.lock();
        if let Store::Spool(spooled) = &mut state.store {
            spooled.synced_below = spooled.synced_below.max(below);
        }
        self.tell_progress(state);
    }

    /// How long to wait for the disk, if there is one to wait for.
    pub(super) fn longest_sync(&self) -> Duration {
        match &self.lock().store {
            Store::Spool(spooled) if spooled.durability == Durability::Disk => Duration::from_secs(1),
            _ => Duration::ZERO,
        }
    }
}
