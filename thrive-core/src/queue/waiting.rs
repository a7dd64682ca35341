//! Who waits for what becomes of events: threads and, in any runtime, futures.

use std::pin::Pin;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::state::{Phase, State};
use super::{Counts, Queue};

/// What somebody waits for. That the queue is closed ends every wait but the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Everything below this sequence number is settled.
    Settled(u64),
    /// Everything below this sequence number is settled, or as safe on disk as was promised.
    Stored(u64),
    /// It is known what became of this event.
    Known(u64),
    /// It is known what became of this event, or it is as safe on disk as was promised.
    Safe(u64),
    /// Nothing is sent any more.
    Closed,
    /// The delivery thread has let go of everything.
    Ended,
}

/// The futures that wait.
#[derive(Debug, Default)]
pub(super) struct Waiters {
    list: Vec<Waiter>,
    next_id: u64,
}

#[derive(Debug)]
struct Waiter {
    id: u64,
    goal: Goal,
    deadline: Option<Instant>,
    waker: Waker,
}

impl Waiters {
    /// Notes who is to be woken, in the place of who was under the same id.
    fn register(&mut self, id: &mut Option<u64>, goal: Goal, deadline: Option<Instant>, waker: &Waker) {
        if let Some(known) = id.and_then(|id| self.list.iter_mut().find(|waiter| waiter.id == id)) {
            known.waker.clone_from(waker);
            return;
        }
        let new = self.next_id;
        self.next_id += 1;
        *id = Some(new);
        self.list.push(Waiter { id: new, goal, deadline, waker: waker.clone() });
    }

    fn forget(&mut self, id: u64) {
        self.list.retain(|waiter| waiter.id != id);
    }

    /// Takes out those whose wait is over, to be woken without the lock.
    pub(super) fn take_done(&mut self, is_reached: impl Fn(Goal) -> bool, now: Option<Instant>) -> Vec<Waker> {
        let is_late = |deadline: Option<Instant>| deadline.zip(now).is_some_and(|(deadline, now)| deadline <= now);
        let done = self.list.extract_if(.., |waiter| is_reached(waiter.goal) || is_late(waiter.deadline));
        done.map(|waiter| waiter.waker).collect()
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.list.iter().filter_map(|waiter| waiter.deadline).min()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// A wait as a future. It ends when the goal is reached, the client has ended, or the deadline has passed; in a forked child
/// at once.
pub(crate) struct Wait {
    queue: Arc<Queue>,
    goal: Goal,
    deadline: Option<Instant>,
    id: Option<u64>,
}

impl Wait {
    pub(crate) fn new(queue: Arc<Queue>, goal: Goal, deadline: Option<Instant>) -> Self {
        Wait { queue, goal, deadline, id: None }
    }
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Wait { queue, goal, deadline, id } = &mut *self;
        if !queue.process.is_current() {
            return Poll::Ready(());
        }
        let mut state = queue.lock();
        if state.is_reached(*goal) || deadline.is_some_and(|deadline| deadline <= (queue.clock)()) {
            return Poll::Ready(());
        }
        state.waiters.register(id, *goal, *deadline, context.waker());
        drop(state);
        if deadline.is_some() {
            queue.timer.notify_one();
        }
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(id) = self.id.filter(|_| self.queue.process.is_current()) {
            self.queue.lock().waiters.forget(id);
        }
    }
}

impl Queue {
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
