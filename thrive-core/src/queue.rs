//! Events that were accepted and not yet settled, encoded and in order.
//!
//! Bounded by events and by bytes over all of them, those in flight included. Many threads push, one takes; whoever waits
//! for what becomes of events waits here.

mod accounts;
mod memory;
mod waiting;

use std::mem;
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use self::accounts::Accounts;
pub(crate) use self::accounts::Counts;
use self::memory::Memory;
use self::waiting::Waiters;
pub(crate) use self::waiting::{Goal, Wait};
use crate::batch::{Batch, SealedBatch};
use crate::receipt::Outcome;

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
    /// is under way stays.
    DropOldest,
    /// `track` waits for room, for at most this long, and then returns an error. It blocks the thread: in an async handler
    /// it holds up the other tasks of that thread.
    Block(Duration),
}

pub(crate) struct Queue {
    limits: Limits,
    clock: fn() -> Instant,
    /// Whether events that make room for others are handed to the caller of `push`.
    hands_back: bool,
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
}

struct State {
    phase: Phase,
    accounts: Accounts,
    memory: Memory,
    in_flight: Option<InFlight>,
    /// The open batch goes as it is.
    flush: bool,
    /// How many callers wait for a flush.
    flushing: usize,
    waiters: Waiters,
    /// Memory of settled batches.
    spare: Vec<Batch>,
    /// The delivery thread has let go of everything.
    ended: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    /// What is there is still sent, nothing is added.
    Draining,
    /// Nothing is sent any more.
    Closed,
}

/// The batch that was taken. Its events count as queued until they are settled, from the front.
#[derive(Debug)]
struct InFlight {
    batch: Arc<SealedBatch>,
    settled: usize,
    /// No request is under way, so that its events may make room for others.
    paused: bool,
}

impl InFlight {
    fn rest(&self) -> Range<usize> {
        self.settled..self.batch.events()
    }
}

/// What there is to do.
#[derive(Debug)]
pub(crate) enum Next {
    Batch(Arc<SealedBatch>),
    /// Nothing before this moment, unless there is [`Queue::work`].
    Due(Instant),
    /// Nothing until there is [`Queue::work`].
    Idle,
    Closed,
}

/// An event that was accepted.
#[derive(Debug)]
pub(crate) struct Pushed {
    pub(crate) sequence: u64,
    /// The events that made room for it, if they are handed back.
    pub(crate) displaced: Vec<Box<[u8]>>,
}

/// An event that was not accepted.
#[derive(Debug)]
pub(crate) enum Refused {
    Closed,
    Full { events: usize, bytes: usize },
}

/// What a queue that was closed had left.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// How many events were lost.
    pub(crate) lost: u64,
    /// These events, if they are handed back: a batch each, and which of it.
    pub(crate) events: Vec<(Arc<SealedBatch>, Range<usize>)>,
}

impl Queue {
    pub(crate) fn new(limits: Limits, clock: fn() -> Instant, hands_back: bool) -> Self {
        let state = State {
            phase: Phase::Open,
            accounts: Accounts::default(),
            memory: Memory::default(),
            in_flight: None,
            flush: false,
            flushing: 0,
            waiters: Waiters::default(),
            spare: Vec::new(),
            ended: false,
        };
        Queue {
            limits,
            clock,
            hands_back,
            state: Mutex::new(state),
            progress: Condvar::new(),
            work: Notify::new(),
            hurry: Notify::new(),
            timer: Notify::new(),
            closed: Notify::new(),
        }
    }

    /// Accepts the bytes of one event.
    pub(crate) fn push(&self, event: &[u8]) -> Result<Pushed, Refused> {
        let mut displaced = Vec::new();
        let mut deadline = None;
        let mut state = self.lock();
        let (sequence, has_work) = loop {
            let refused = match state.push(event, &self.limits, self.clock) {
                Ok(accepted) => break accepted,
                Err(refused) => refused,
            };
            match (self.limits.overflow, &refused) {
                (Overflow::DropOldest, Refused::Full { .. }) => {
                    if !state.drop_oldest(|event| displaced.extend(self.hands_back.then(|| event.into()))) {
                        return Err(refused);
                    }
                }
                (Overflow::Block(patience), Refused::Full { .. }) => {
                    let now = (self.clock)();
                    // A patience beyond the end of time is a day's at a time.
                    let rest = deadline.get_or_insert_with(|| now.checked_add(patience));
                    let rest = rest.map_or(Duration::from_secs(86_400), |deadline| deadline.saturating_duration_since(now));
                    if rest.is_zero() {
                        return Err(refused);
                    }
                    let waited = self.progress.wait_timeout(state, rest);
                    (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
                }
                _ => return Err(refused),
            }
        };
        drop(state);
        if has_work {
            self.work.notify_one();
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

    /// Waits until the goal is reached, at most `timeout`. Blocks the thread.
    pub(crate) fn wait(&self, goal: Goal, timeout: Duration) {
        drop(self.wait_while(self.lock(), timeout, |state| !state.is_reached(goal)));
    }

    /// Waits until everything that was accepted by now is settled, at most `timeout`. Blocks the thread.
    pub(crate) fn flush(self: &Arc<Self>, timeout: Duration) -> Counts {
        let flush = self.begin_flush();
        self.wait(flush.goal, timeout);
        drop(flush);
        self.counts()
    }

    /// Sends without delay what was accepted by now, for as long as what is returned lives.
    pub(crate) fn begin_flush(self: &Arc<Self>) -> Flush {
        let mut state = self.lock();
        let goal = Goal::Settled(state.accounts.next());
        state.flush |= !state.is_reached(goal);
        state.flushing += 1;
        let is_needed = state.flush;
        drop(state);
        if is_needed {
            self.wake_all();
        }
        Flush { queue: self.clone(), goal }
    }

    /// Accepts nothing more, and sends what is there without delay, until the queue is [closed](Queue::close).
    pub(crate) fn begin_drain(self: &Arc<Self>) -> Flush {
        let mut state = self.lock();
        if state.phase == Phase::Open {
            state.phase = Phase::Draining;
        }
        state.flush = true;
        state.flushing += 1;
        // Who waits for room waits in vain.
        self.tell_progress(state);
        self.wake_all();
        Flush { queue: self.clone(), goal: Goal::Closed }
    }

    /// Gives up what is not settled.
    pub(crate) fn close(&self) -> Left {
        let mut state = self.lock();
        state.phase = Phase::Closed;
        state.spare = Vec::new();
        let mut left = Left::default();
        if self.hands_back {
            let in_flight = state.in_flight.as_ref().map(|in_flight| (in_flight.batch.clone(), in_flight.rest()));
            let waiting = state.memory.take_all().map(|batch| {
                let all = 0..batch.events();
                (Arc::new(batch), all)
            });
            left.events.extend(in_flight.into_iter().chain(waiting));
        }
        state.memory = Memory::default();
        state.in_flight = None;
        left.lost = state.accounts.settle_rest(Outcome::Unsent);
        self.tell_progress(state);
        self.closed.notify_one();
        left
    }

    /// Notes that the delivery thread has let go of everything.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.ended = true;
        self.tell_progress(state);
    }

    pub(crate) fn counts(&self) -> Counts {
        self.lock().accounts.counts
    }

    /// What became of an event, as far as it is known.
    pub(crate) fn outcome(&self, sequence: u64) -> Outcome {
        self.lock().accounts.outcome(sequence).unwrap_or(Outcome::Pending)
    }

    /// When the oldest event came that is not settled.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        let state = self.lock();
        match &state.in_flight {
            Some(in_flight) if !in_flight.rest().is_empty() => in_flight.batch.since,
            _ => state.memory.oldest(),
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

    /// Wakes the futures whose time is over, for as long as it is polled: they may have no runtime with a timer.
    pub(crate) async fn watch_deadlines(&self) {
        loop {
            let (late, next) = {
                let mut state = self.lock();
                let late = state.waiters.take_done(|_| false, Some((self.clock)()));
                (late, state.waiters.next_deadline())
            };
            late.into_iter().for_each(|waker| waker.wake());
            match next {
                Some(next) => drop(tokio::time::timeout_at(next.into(), self.timer.notified()).await),
                None => self.timer.notified().await,
            }
        }
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

    fn wait_while<'a>(
        &self,
        state: MutexGuard<'a, State>,
        timeout: Duration,
        condition: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self.progress.wait_timeout_while(state, timeout, |state| condition(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Somebody waits for a flush.
pub(crate) struct Flush {
    queue: Arc<Queue>,
    pub(crate) goal: Goal,
}

impl Drop for Flush {
    fn drop(&mut self) {
        self.queue.lock().flushing -= 1;
    }
}

impl State {
    /// Takes the event in. Says whether whoever takes should look again.
    fn push(&mut self, event: &[u8], limits: &Limits, clock: fn() -> Instant) -> Result<(u64, bool), Refused> {
        let Counts { queued, queued_bytes, .. } = self.accounts.counts;
        if self.phase != Phase::Open {
            return Err(Refused::Closed);
        }
        let fits = queued < limits.max_queued_events && queued_bytes + event.len() <= limits.max_queued_bytes;
        if !fits {
            return Err(Refused::Full { events: queued, bytes: queued_bytes });
        }
        let sequence = self.accounts.accept(event.len());
        let has_work = self.memory.push(sequence, event, limits, clock, &mut self.spare);
        // Waiting for company is in vain once there is room for none.
        let is_full = queued + 1 == limits.max_queued_events;
        self.flush |= is_full;
        Ok((sequence, has_work || is_full))
    }

    fn take(&mut self, limits: &Limits, clock: fn() -> Instant) -> Next {
        if self.phase == Phase::Closed {
            return Next::Closed;
        }
        if let Some(batch) = self.memory.take_full() {
            return self.send(batch);
        }
        let Some(since) = self.memory.open_since() else {
            self.flush = false;
            return if self.phase == Phase::Draining { Next::Closed } else { Next::Idle };
        };
        if !self.flush {
            match since.checked_add(limits.flush_interval) {
                Some(due) if due <= clock() => {}
                Some(due) => return Next::Due(due),
                // An interval beyond the end of time: a full batch or a flush comes first.
                None => return Next::Idle,
            }
        }
        self.flush = false;
        let batch = self.memory.take_open(&mut self.spare);
        self.send(batch)
    }

    fn send(&mut self, batch: SealedBatch) -> Next {
        let batch = Arc::new(batch);
        self.in_flight = Some(InFlight { batch: batch.clone(), settled: 0, paused: true });
        Next::Batch(batch)
    }

    fn settle_in_flight(&mut self, events: usize, outcome: Outcome) {
        if let Some(in_flight) = &mut self.in_flight {
            let settled = in_flight.settled..(in_flight.settled + events).min(in_flight.batch.events());
            in_flight.settled = settled.end;
            let bytes = in_flight.batch.event_bytes(settled.clone());
            self.accounts.settle(in_flight.batch.sequences(settled), bytes, outcome);
        }
    }

    /// Gives up the oldest event that is in no request, and hands its bytes out. Says whether there was one.
    fn drop_oldest(&mut self, mut hand_out: impl FnMut(&[u8])) -> bool {
        match &self.in_flight {
            Some(in_flight) if in_flight.paused && !in_flight.rest().is_empty() => {
                hand_out(in_flight.batch.event(in_flight.settled));
                self.settle_in_flight(1, Outcome::Displaced);
                true
            }
            _ => self.memory.drop_oldest(|sequence, event| {
                hand_out(event);
                self.accounts.settle(sequence..sequence + 1, event.len(), Outcome::Displaced);
            }),
        }
    }

    fn is_reached(&self, goal: Goal) -> bool {
        match goal {
            Goal::Ended => self.ended,
            _ if self.phase == Phase::Closed => true,
            Goal::Settled(below) | Goal::Stored(below) => self.accounts.is_settled(below),
            Goal::Closed => false,
        }
    }

    fn take_done(&mut self) -> Vec<std::task::Waker> {
        if self.waiters.is_empty() {
            return Vec::new();
        }
        let mut waiters = mem::take(&mut self.waiters);
        let done = waiters.take_done(|goal| self.is_reached(goal), None);
        self.waiters = waiters;
        done
    }
}

#[cfg(test)]
mod tests;
