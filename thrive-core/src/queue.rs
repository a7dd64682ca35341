//! Events that were accepted and not yet settled, encoded and in order.
//!
//! Bounded by events and by bytes over all of them, those in flight included. Many threads push, one takes; whoever waits
//! for what becomes of events waits here.

mod accounts;
mod memory;
mod spooled;
mod waiting;

use std::mem;
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use self::accounts::Accounts;
pub(crate) use self::accounts::{Counts, Left};
use self::memory::Memory;
pub(crate) use self::spooled::{Spooled, TRACK};
use self::waiting::Waiters;
pub(crate) use self::waiting::{Goal, Wait};
use crate::batch::{Batch, SealedBatch};
use crate::fork::Process;
use crate::receipt::Outcome;
use crate::spool::{AppendError, SpoolError};
use crate::stats::Report;

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

struct State {
    phase: Phase,
    accounts: Accounts,
    store: Store,
    in_flight: Option<InFlight>,
    /// The open batch goes as it is.
    flush: bool,
    /// How many callers wait for a flush.
    flushing: usize,
    waiters: Waiters,
    /// How many callers wait until events are on the disk.
    storing: usize,
    /// Memory of settled batches.
    spare: Vec<Batch>,
    /// The threads that have not let go of everything.
    threads: usize,
}

/// Where events are that were not taken.
enum Store {
    Memory(Memory),
    Spool(Box<Spooled>),
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
    /// There is a batch in the spool.
    Spooled,
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
    Full {
        events: usize,
        bytes: usize,
    },
    /// No event of this size fits into the spool.
    TooLarge {
        limit: u64,
    },
    Spool(SpoolError),
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
        let state = State {
            phase: Phase::Open,
            accounts: Accounts::default(),
            store: Store::Memory(Memory::default()),
            in_flight: None,
            flush: false,
            flushing: 0,
            waiters: Waiters::default(),
            storing: 0,
            spare: Vec::new(),
            threads: 0,
        };
        Queue {
            limits,
            clock,
            hands_back,
            process: Process::current(),
            state: Mutex::new(state),
            progress: Condvar::new(),
            work: Notify::new(),
            hurry: Notify::new(),
            timer: Notify::new(),
            closed: Notify::new(),
            unsynced: Condvar::new(),
        }
    }

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

    /// Waits until the goal is reached, at most `timeout`; in a forked child not at all. Blocks the thread.
    pub(crate) fn wait(&self, goal: Goal, timeout: Duration) {
        if !self.process.is_current() {
            return;
        }
        let mut state = self.lock();
        let storing = usize::from(matches!(goal, Goal::Stored(_) | Goal::Safe(_)) && !state.is_reached(goal));
        state.storing += storing;
        if storing > 0 {
            self.unsynced.notify_one();
        }
        let mut state = self.wait_while(state, timeout, |state| !state.is_reached(goal));
        state.storing -= storing;
    }

    /// Waits until everything that was accepted by now is settled, at most `timeout`. Blocks the thread.
    pub(crate) fn flush(self: &Arc<Self>, timeout: Duration) -> Counts {
        let flush = self.begin_flush();
        self.wait(flush.goal, timeout);
        if let Goal::Settled(below) = flush.goal {
            // What is left is at least as safe as was promised, unless the disk fails.
            self.wait(Goal::Stored(below), self.longest_sync());
        }
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

    /// How long to wait for the disk, if there is one to wait for.
    fn longest_sync(&self) -> Duration {
        match &self.lock().store {
            Store::Spool(spooled) if spooled.durability == Durability::Disk => Duration::from_secs(1),
            _ => Duration::ZERO,
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
        if self.queue.process.is_current() {
            self.queue.lock().flushing -= 1;
        }
    }
}

impl State {
    /// Takes the event in. Says whether whoever takes should look again.
    fn push(&mut self, event: &[u8], limits: &Limits, clock: fn() -> Instant) -> Result<(u64, bool), Refused> {
        let Counts { queued, queued_bytes, .. } = self.accounts.counts;
        if self.phase != Phase::Open {
            return Err(Refused::Closed);
        }
        match &mut self.store {
            Store::Memory(memory) => {
                let fits = queued < limits.max_queued_events && queued_bytes + event.len() <= limits.max_queued_bytes;
                if !fits {
                    return Err(Refused::Full { events: queued, bytes: queued_bytes });
                }
                let sequence = self.accounts.accept(event.len());
                let has_work = memory.push(sequence, event, limits, clock, &mut self.spare);
                // Waiting for company is in vain once there is room for none.
                let is_full = queued + 1 == limits.max_queued_events;
                self.flush |= is_full;
                Ok((sequence, has_work || is_full))
            }
            Store::Spool(spooled) => match spooled.push(event, limits, clock) {
                Ok(has_work) => Ok((self.accounts.accept(0), has_work)),
                Err(AppendError::Full) => {
                    let bytes = usize::try_from(spooled.appender.bytes()).unwrap_or(usize::MAX);
                    Err(Refused::Full { events: queued, bytes })
                }
                Err(AppendError::TooLarge { limit }) => Err(Refused::TooLarge { limit }),
                Err(AppendError::Failed(error)) => Err(Refused::Spool(error)),
            },
        }
    }

    fn take(&mut self, limits: &Limits, clock: fn() -> Instant) -> Next {
        if self.phase == Phase::Closed {
            return Next::Closed;
        }
        let since = match &mut self.store {
            Store::Memory(memory) => {
                if let Some(batch) = memory.take_full() {
                    return Next::Batch(self.send(batch));
                }
                memory.open_since()
            }
            Store::Spool(spooled) if spooled.unread() == 0 => None,
            Store::Spool(spooled) => match spooled.since {
                Some(since) if !spooled.is_full(limits) => Some(since),
                _ => return Next::Spooled,
            },
        };
        let Some(since) = since else {
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
        match &mut self.store {
            Store::Memory(memory) => {
                self.flush = false;
                let batch = memory.take_open(&mut self.spare);
                Next::Batch(self.send(batch))
            }
            Store::Spool(_) => Next::Spooled,
        }
    }

    fn send(&mut self, batch: SealedBatch) -> Arc<SealedBatch> {
        let batch = Arc::new(batch);
        self.in_flight = Some(InFlight { batch: batch.clone(), settled: 0, paused: true });
        batch
    }

    fn settle_in_flight(&mut self, events: usize, outcome: Outcome) {
        if let Some(in_flight) = &mut self.in_flight {
            let settled = in_flight.settled..(in_flight.settled + events).min(in_flight.batch.events());
            in_flight.settled = settled.end;
            let bytes = in_flight.batch.event_bytes(settled.clone());
            self.accounts.settle(in_flight.batch.sequences(settled), bytes, outcome);
        }
    }

    /// Whether an event of that size fits once everything has gone that may go: nothing is given up in vain.
    fn can_make_room(&self, event_bytes: usize, limits: &Limits) -> bool {
        match (&self.store, &self.in_flight) {
            (Store::Memory(_), Some(in_flight)) if !in_flight.paused => {
                let stays = in_flight.rest();
                let bytes = in_flight.batch.event_bytes(stays.clone());
                stays.len() < limits.max_queued_events && bytes + event_bytes <= limits.max_queued_bytes
            }
            _ => true,
        }
    }

    /// Gives up the oldest event that is in no request, and hands its bytes out; of a spool the oldest segment that was not
    /// read. Says whether there was one.
    fn drop_oldest(&mut self, mut hand_out: impl FnMut(&[u8])) -> Result<bool, Refused> {
        match &mut self.store {
            Store::Spool(spooled) => {
                let given_up = spooled.appender.drop_oldest().map_err(Refused::Spool)?;
                let found = given_up.is_some();
                given_up.into_iter().for_each(|events| self.accounts.settle(events, 0, Outcome::Displaced));
                Ok(found)
            }
            Store::Memory(memory) => match &self.in_flight {
                Some(in_flight) if in_flight.paused && !in_flight.rest().is_empty() => {
                    hand_out(in_flight.batch.event(in_flight.settled));
                    self.settle_in_flight(1, Outcome::Displaced);
                    Ok(true)
                }
                _ => Ok(memory.drop_oldest(|sequence, event| {
                    hand_out(event);
                    self.accounts.settle(sequence..sequence + 1, event.len(), Outcome::Displaced);
                })),
            },
        }
    }

    fn is_unsynced(&self) -> bool {
        match &self.store {
            Store::Spool(spooled) => spooled.stored_below() < spooled.appender.next(),
            Store::Memory(_) => false,
        }
    }

    /// Whether this event is the first that is to be brought to the disk.
    fn begins_to_be_unsynced(&self, sequence: u64) -> bool {
        match &self.store {
            Store::Spool(spooled) => spooled.durability == Durability::Disk && spooled.synced_below == sequence,
            Store::Memory(_) => false,
        }
    }

    fn is_reached(&self, goal: Goal) -> bool {
        let is_stored = |below| match &self.store {
            Store::Spool(spooled) => spooled.stored_below() >= below,
            Store::Memory(_) => false,
        };
        match goal {
            Goal::Ended => self.threads == 0,
            _ if self.phase == Phase::Closed => true,
            Goal::Settled(below) => self.accounts.is_settled(below),
            Goal::Stored(below) => self.accounts.is_settled(below) || is_stored(below),
            Goal::Known(sequence) => self.accounts.is_known(sequence),
            Goal::Safe(sequence) => self.accounts.is_known(sequence) || is_stored(sequence + 1),
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
