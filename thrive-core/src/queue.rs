//! Events that were accepted and not yet settled, encoded and in order.
//!
//! Bounded by events and by bytes over all of them, those in flight included. Many threads push, one takes; whoever waits
//! for a flush waits here.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::batch::{Batch, SealedBatch};
use crate::error::TrackError;

/// How much is held, and how it is cut into batches.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub(crate) max_queued_events: usize,
    pub(crate) max_queued_bytes: usize,
    pub(crate) max_batch_events: usize,
    pub(crate) max_batch_bytes: usize,
    /// How long an event waits for others to share its batch.
    pub(crate) flush_interval: Duration,
}

pub(crate) struct Queue {
    limits: Limits,
    clock: fn() -> Instant,
    state: Mutex<State>,
    /// Events or bytes became fewer, or the queue was closed.
    settled: Condvar,
    /// There may be something to take.
    work: Notify,
    /// Somebody waits for a flush.
    hurry: Notify,
    closed: Notify,
}

struct State {
    phase: Phase,
    /// Batches that take no more events, oldest first.
    full: VecDeque<Batch>,
    /// The batch that takes events.
    open: Batch,
    /// When the open batch got its first event.
    opened_at: Instant,
    /// The open batch goes as it is.
    flush: bool,
    /// How many callers wait for a flush.
    waiting: usize,
    /// Memory of settled batches.
    spare: Vec<Batch>,
    counts: Counts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    /// What is there is still sent, nothing is added.
    Draining,
    /// Nothing is sent any more.
    Closed,
}

/// What became of the events: `tracked = delivered + rejected + lost + queued`, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) tracked: u64,
    pub(crate) delivered: u64,
    pub(crate) rejected: u64,
    pub(crate) lost: u64,
    pub(crate) queued: usize,
    pub(crate) queued_bytes: usize,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Delivered,
    Rejected,
}

/// What there is to do.
#[derive(Debug)]
pub(crate) enum Next {
    Batch(SealedBatch),
    /// Nothing before this moment, unless there is [`Queue::work`].
    Due(Instant),
    /// Nothing until there is [`Queue::work`].
    Idle,
    Closed,
}

impl Queue {
    pub(crate) fn new(limits: Limits, clock: fn() -> Instant) -> Self {
        let state = State {
            phase: Phase::Open,
            full: VecDeque::new(),
            open: Batch::default(),
            opened_at: clock(),
            flush: false,
            waiting: 0,
            spare: Vec::new(),
            counts: Counts::default(),
        };
        Queue {
            limits,
            clock,
            state: Mutex::new(state),
            settled: Condvar::new(),
            work: Notify::new(),
            hurry: Notify::new(),
            closed: Notify::new(),
        }
    }

    /// Accepts the bytes of one event.
    pub(crate) fn push(&self, event: &[u8]) -> Result<(), TrackError> {
        let has_work = self.lock().push(event, &self.limits, self.clock)?;
        if has_work {
            self.work.notify_one();
        }
        Ok(())
    }

    /// Hands out the oldest batch, which counts as queued until it is settled.
    pub(crate) fn take(&self) -> Next {
        let mut state = self.lock();
        if state.phase == Phase::Closed {
            return Next::Closed;
        }
        if let Some(batch) = state.full.pop_front() {
            return Next::Batch(batch.seal());
        }
        if state.open.is_empty() {
            state.flush = false;
            return if state.phase == Phase::Draining { Next::Closed } else { Next::Idle };
        }
        if !state.flush {
            match state.opened_at.checked_add(self.limits.flush_interval) {
                Some(due) if due <= (self.clock)() => {}
                Some(due) => return Next::Due(due),
                // An interval beyond the end of time: a full batch or a flush comes first.
                None => return Next::Idle,
            }
        }
        state.flush = false;
        let next = state.spare.pop().unwrap_or_default();
        Next::Batch(mem::replace(&mut state.open, next).seal())
    }

    /// Closes the account of a batch that was taken.
    pub(crate) fn settle(&self, batch: SealedBatch, outcome: Outcome) {
        /// One in flight, one being filled, one to spare; more would be memory that only a burst needed.
        const MOST_SPARE: usize = 3;

        let mut state = self.lock();
        if state.phase == Phase::Closed {
            return; // It was counted as lost when its answer did not come in time.
        }
        let (events, bytes) = (batch.events(), batch.event_bytes());
        let counts = &mut state.counts;
        counts.queued -= events;
        counts.queued_bytes -= bytes;
        match outcome {
            Outcome::Delivered => counts.delivered += events as u64,
            Outcome::Rejected => counts.rejected += events as u64,
        }
        if state.spare.len() < MOST_SPARE {
            state.spare.extend(batch.recycle());
        }
        drop(state);
        self.settled.notify_all();
    }

    /// Waits until everything that was accepted by now is settled, at most `timeout`. Blocks the thread.
    pub(crate) fn flush(&self, timeout: Duration) -> Counts {
        let mut state = self.lock();
        let target = state.counts.tracked;
        if state.is_settled_up_to(target) {
            return state.counts;
        }
        state.flush = true;
        self.wake_all();
        self.wait_while(state, timeout, |state| !state.is_settled_up_to(target)).counts
    }

    /// Accepts nothing more, and waits until the queue is [closed](Queue::close), at most `timeout`. Blocks the thread.
    pub(crate) fn drain(&self, timeout: Duration) {
        let mut state = self.lock();
        if state.phase == Phase::Open {
            state.phase = Phase::Draining;
        }
        state.flush = true;
        self.wake_all();
        drop(self.wait_while(state, timeout, |state| state.phase != Phase::Closed));
    }

    /// Gives up what is not settled, and says how many events that is.
    pub(crate) fn close(&self) -> usize {
        let mut state = self.lock();
        state.phase = Phase::Closed;
        state.full = VecDeque::new();
        state.open = Batch::default();
        state.spare = Vec::new();
        let lost = mem::take(&mut state.counts.queued);
        state.counts.queued_bytes = 0;
        state.counts.lost += lost as u64;
        drop(state);
        self.settled.notify_all();
        self.closed.notify_one();
        lost
    }

    pub(crate) fn counts(&self) -> Counts {
        self.lock().counts
    }

    /// Whether somebody waits for a flush at this moment.
    pub(crate) fn is_awaited(&self) -> bool {
        self.lock().waiting > 0
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

    fn wake_all(&self) {
        self.work.notify_one();
        self.hurry.notify_one();
    }

    /// No code of ours panics with the lock held, and a count that is off would still be better than a second panic.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while<'a>(
        &self,
        mut state: MutexGuard<'a, State>,
        timeout: Duration,
        condition: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        state.waiting += 1;
        let (mut state, _) = self
            .settled
            .wait_timeout_while(state, timeout, |state| condition(state))
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        state
    }
}

impl State {
    /// Says whether whoever takes should look again: a timer is to be started, or a batch is full. Not for every event,
    /// since a wake-up costs more than all the rest.
    fn push(&mut self, event: &[u8], limits: &Limits, clock: fn() -> Instant) -> Result<bool, TrackError> {
        let Counts { queued, queued_bytes, .. } = self.counts;
        if self.phase != Phase::Open {
            return Err(TrackError::closed());
        }
        if queued >= limits.max_queued_events || queued_bytes + event.len() > limits.max_queued_bytes {
            return Err(TrackError::queue_full(queued, queued_bytes));
        }

        let was_full = !self.open.is_empty() && self.open.len_with(event.len()) > limits.max_batch_bytes;
        if was_full {
            self.close_batch();
        }
        let is_first = self.open.is_empty();
        if is_first {
            self.opened_at = clock();
        }
        self.open.push(event);
        let is_full = self.open.events() >= limits.max_batch_events;
        if is_full {
            self.close_batch();
        }

        self.counts.tracked += 1;
        self.counts.queued += 1;
        self.counts.queued_bytes += event.len();
        Ok(is_first || is_full)
    }

    fn close_batch(&mut self) {
        let next = self.spare.pop().unwrap_or_default();
        self.full.push_back(mem::replace(&mut self.open, next));
    }

    /// Events are settled in the order in which they were tracked.
    fn is_settled_up_to(&self, target: u64) -> bool {
        self.counts.tracked - self.counts.queued as u64 >= target
    }
}

#[cfg(test)]
mod tests;
