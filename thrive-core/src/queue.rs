//! Events that were accepted and not yet settled, encoded and in order.
//!
//! Bounded by events and by bytes over all of them, those in flight included. Many threads push, one takes; whoever waits
//! for what becomes of events waits here.

mod accounts;
mod limits;
mod memory;
mod spooled;
mod state;
mod waiting;

use std::mem;
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

pub(crate) use self::accounts::{Counts, Left};
pub(crate) use self::limits::Limits;
pub use self::limits::{Durability, Overflow};
use self::memory::Memory;
pub(crate) use self::spooled::{Spooled, TRACK};
pub(crate) use self::state::{Next, Refused};
use self::state::{Phase, State, Store};
pub(crate) use self::waiting::{Flush, Goal, Wait};
use crate::batch::SealedBatch;
use crate::fork::Process;
use crate::receipt::Outcome;
use crate::stats::Report;

pub(crate) struct Queue {
    limits: Limits,
    clock: fn() -> Instant,
    /// Whether events that make room for others are handed to the caller of `push`.
    hands_back: bool,
    /// In a forked child the lock may be held for ever, and nobody brings progress.
    process: Process,
    state: Mutex<State>,
    /// Events were settled, became safe on disk, or the queue was closed.
    progress: Condvar,
    /// There may be something to take.
    work: Notify,
    /// Somebody waits for a flush.
    hurry: Notify,
    /// There is a new deadline to watch.
    timer: Notify,
    closed: Notify,
    /// There is something to bring to the disk.
    unsynced: Condvar,
}

/// An event that was accepted.
#[derive(Debug)]
pub(crate) struct Pushed {
    pub(crate) sequence: u64,
    /// The events that made room for it, if they are handed back.
    pub(crate) displaced: Vec<Box<[u8]>>,
}

/// What a queue that was closed had left.
#[derive(Debug, Default)]
pub(crate) struct GivenUp {
    /// How many events were lost.
    pub(crate) lost: u64,
    /// These events, if they are handed back: a batch each, and which of it.
    pub(crate) events: Vec<(Arc<SealedBatch>, Range<usize>)>,
}

impl Queue {
    pub(crate) fn new(limits: Limits, clock: fn() -> Instant, hands_back: bool) -> Self {
        Queue {
            limits,
            clock,
            hands_back,
            process: Process::current(),
            state: Mutex::new(State::new()),
            progress: Condvar::new(),
            work: Notify::new(),
            hurry: Notify::new(),
            timer: Notify::new(),
            closed: Notify::new(),
            unsynced: Condvar::new(),
        }
    }

    /// Accepts the bytes of one event.
    pub(crate) fn push(&self, event: &[u8]) -> Result<Pushed, Refused> {
        let mut displaced = Vec::new();
        let mut has_displaced = false;
        let mut deadline = None;
        let mut state = self.lock();
        let (sequence, has_work) = loop {
            let refused = match state.push(event, &self.limits, self.clock) {
                Ok(accepted) => break accepted,
                Err(refused) => refused,
            };
            if matches!(refused, Refused::Full { .. }) && !mem::replace(&mut state.flush, true) {
                // Waiting for company is in vain once there is room for none.
                self.work.notify_one();
            }
            match (self.limits.overflow, &refused) {
                (Overflow::DropOldest, Refused::Full { .. }) => {
                    if !state.can_make_room(event.len(), &self.limits) {
                        return Err(refused);
                    }
                    if !state.drop_oldest(|event| displaced.extend(self.hands_back.then(|| event.into())))? {
                        return Err(refused);
                    }
                    has_displaced = true;
                }
                (Overflow::Block(patience), Refused::Full { .. }) => {
                    let now = (self.clock)();
                    // A patience beyond the end of time is a day's at a time.
                    let rest = deadline.get_or_insert_with(|| now.checked_add(patience));
                    let rest =
                        rest.map_or(Duration::from_secs(86_400), |deadline| deadline.saturating_duration_since(now));
                    if rest.is_zero() {
                        return Err(refused);
                    }
                    let waited = self.progress.wait_timeout(state, rest);
                    (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
                }
                _ => return Err(refused),
            }
        };
        let is_unsynced = state.begins_to_be_unsynced(sequence);
        if has_displaced {
            self.tell_progress(state);
        } else {
            drop(state);
        }
        if has_work {
            self.work.notify_one();
        }
        if is_unsynced {
            self.unsynced.notify_one();
        }
        Ok(Pushed { sequence, displaced })
    }

    /// Hands out the oldest batch, which counts as queued until it is settled.
    pub(crate) fn take(&self) -> Next {
        self.lock().take(&self.limits, self.clock)
    }

    /// A request with events of the batch that was taken is about to be made. Says how many of the batch are settled.
    pub(crate) fn attempt(&self) -> usize {
        let mut state = self.lock();
        let Some(in_flight) = &mut state.in_flight else { return 0 };
        in_flight.paused = false;
        in_flight.settled
    }

    /// No request is under way for a while.
    pub(crate) fn pause(&self) {
        if let Some(in_flight) = &mut self.lock().in_flight {
            in_flight.paused = true;
        }
    }

    /// Closes the account of the next `events` of the batch that was taken.
    pub(crate) fn settle(&self, events: usize, outcome: Outcome) {
        let mut state = self.lock();
        // Once it is closed, they were counted when their answer did not come in time.
        if state.phase != Phase::Closed {
            state.settle_in_flight(events, outcome);
        }
        self.tell_progress(state);
    }

    /// Every event of the batch that was taken is settled.
    pub(crate) fn finish(&self, batch: Arc<SealedBatch>) {
        /// One in flight, one being filled, one to spare; more would be memory that only a burst needed.
        const MOST_SPARE: usize = 3;

        let mut state = self.lock();
        state.in_flight = None;
        if state.spare.len() < MOST_SPARE && state.phase != Phase::Closed {
            state.spare.extend(Arc::into_inner(batch).and_then(SealedBatch::recycle));
        }
    }

    /// Gives up what is not settled.
    pub(crate) fn close(&self) -> GivenUp {
        let mut state = self.lock();
        state.phase = Phase::Closed;
        state.spare = Vec::new();
        let mut left = GivenUp::default();
        let in_flight = state.in_flight.take();
        // Letting go of a spool closes its files.
        let store = mem::replace(&mut state.store, Store::Memory(Memory::default()));
        match store {
            Store::Memory(mut memory) => {
                if self.hands_back {
                    let in_flight = in_flight.map(|in_flight| (in_flight.batch.clone(), in_flight.rest()));
                    let waiting = memory.take_all().map(|batch| {
                        let all = 0..batch.events();
                        (Arc::new(batch), all)
                    });
                    left.events.extend(in_flight.into_iter().chain(waiting));
                }
                left.lost = state.accounts.settle_rest(Outcome::Unsent);
            }
            Store::Spool(_) => drop(state.accounts.settle_rest(Outcome::Spooled)),
        }
        self.tell_progress(state);
        self.unsynced.notify_all();
        self.closed.notify_one();
        left
    }

    /// A thread of the client has taken hold of what it needs.
    pub(crate) fn begin_thread(&self) {
        self.lock().threads += 1;
    }

    /// A thread of the client has let go of everything.
    pub(crate) fn end_thread(&self) {
        let mut state = self.lock();
        state.threads = state.threads.saturating_sub(1);
        self.tell_progress(state);
    }

    pub(crate) fn counts(&self) -> Counts {
        let state = self.lock();
        let counts = state.accounts.counts;
        match &state.store {
            Store::Memory(_) => counts,
            Store::Spool(spooled) => {
                let bytes = usize::try_from(spooled.appender.bytes()).unwrap_or(usize::MAX);
                Counts { queued_bytes: if counts.queued > 0 { bytes } else { 0 }, ..counts }
            }
        }
    }

    /// What became of the events.
    pub(crate) fn report(&self) -> Report {
        let state = self.lock();
        let Counts { delivered, rejected, dropped, spooled, queued, .. } = state.accounts.counts;
        let queued = queued as u64;
        let (spooled, queued) = match state.store {
            Store::Memory(_) => (spooled, queued),
            Store::Spool(_) => (spooled + queued, 0),
        };
        Report { delivered, rejected, spooled, lost: dropped.total(), queued }
    }

    /// What became of an event, as far as it is known.
    pub(crate) fn outcome(&self, sequence: u64) -> Outcome {
        if !self.process.is_current() {
            return Outcome::Pending;
        }
        let state = self.lock();
        state.accounts.outcome(sequence).unwrap_or_else(|| match &state.store {
            Store::Spool(spooled) if sequence < spooled.stored_below() => Outcome::Stored,
            _ => Outcome::Pending,
        })
    }

    /// When the oldest event came that is not settled.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        let state = self.lock();
        match &state.in_flight {
            Some(in_flight) if !in_flight.rest().is_empty() => in_flight.batch.since,
            _ => match &state.store {
                Store::Memory(memory) => memory.oldest(),
                Store::Spool(spooled) => spooled.since.filter(|_| spooled.unread() > 0),
            },
        }
    }

    /// Whether somebody waits for a flush at this moment.
    pub(crate) fn is_awaited(&self) -> bool {
        self.lock().flushing > 0
    }

    pub(crate) fn is_open(&self) -> bool {
        self.lock().phase == Phase::Open
    }

    /// Ends when there may be something to take. At most one task waits for each of these three.
    pub(crate) async fn work(&self) {
        self.work.notified().await;
    }

    /// Ends when somebody waits for a flush.
    pub(crate) async fn hurry(&self) {
        self.hurry.notified().await;
    }

    /// Ends when the queue was closed.
    pub(crate) async fn closed(&self) {
        self.closed.notified().await;
    }

    pub(crate) fn now(&self) -> Instant {
        (self.clock)()
    }

    fn wake_all(&self) {
        self.work.notify_one();
        self.hurry.notify_one();
    }

    /// No code of ours panics with the lock held, and a count that is off would still be better than a second panic.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes who waits for what was just reached.
    fn tell_progress(&self, mut state: MutexGuard<'_, State>) {
        let done = state.take_done();
        drop(state);
        self.progress.notify_all();
        done.into_iter().for_each(|waker| waker.wake());
    }
}

#[cfg(test)]
mod tests;
