//! The memory of what arrived: bounded, oldest forgotten first.

mod tally;

use std::{
    collections::VecDeque,
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use tokio::sync::watch;

pub(crate) use self::tally::{SECONDS, Split, Tally, seconds};
use crate::request::{BadEvent, GoodEvent, Request};

/// How much arrived since the start or the last reset, what has been forgotten since included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Requests to the three calls, whatever became of them.
    pub requests: u64,
    /// Accepted events.
    pub good: u64,
    /// Events at fault, and requests refused before their events were looked at. A good event that was refused for a
    /// bad neighbour counts nowhere: it will be sent again.
    pub bad: u64,
}

impl Counts {
    /// `good` and `bad` together.
    pub const fn total(&self) -> u64 {
        self.good + self.bad
    }
}

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) events: usize,
    pub(crate) bytes: usize,
}

#[derive(Debug)]
pub(crate) struct Store {
    /// Tells this store from that of an earlier collector on the same port.
    life: u64,
    limits: Limits,
    memory: Mutex<Memory>,
    changed: Condvar,
    arrived: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Memory {
    kept: VecDeque<Kept>,
    events: usize,
    bytes: usize,
    counts: Counts,
    tally: Tally,
    /// The number of the next event. It goes on over a reset, so that a number never means two events.
    next: u64,
    /// How often everything was forgotten.
    generation: u64,
}

#[derive(Debug)]
struct Kept {
    /// The number of its first event; those after it follow.
    first: u64,
    at: SystemTime,
    request: Arc<Request>,
}

impl Kept {
    fn end(&self) -> u64 {
        self.first + self.request.events() as u64
    }
}

/// One event of a request.
#[derive(Clone, Debug)]
pub(crate) struct Numbered {
    pub(crate) number: u64,
    pub(crate) at: SystemTime,
    pub(crate) request: Arc<Request>,
    place: usize,
}

/// An event as it was judged.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Judged<'a> {
    Good(&'a GoodEvent),
    Bad(&'a BadEvent),
}

impl Numbered {
    pub(crate) fn event(&self) -> Option<Judged<'_>> {
        let good = self.request.good().get(self.place).map(Judged::Good);
        good.or_else(|| self.request.bad().get(self.place).map(Judged::Bad))
    }
}

/// What arrived after a certain event, as far as it is still remembered.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) generation: u64,
    /// Where the next page begins.
    pub(crate) next: u64,
    pub(crate) events: Vec<Numbered>,
}

impl Store {
    pub(crate) fn new(limits: Limits) -> Self {
        let life = fastrand::u64(..);
        Self { life, limits, memory: Mutex::default(), changed: Condvar::new(), arrived: watch::Sender::new(()) }
    }

    pub(crate) fn life(&self) -> u64 {
        self.life
    }

    /// Keeps a request and returns its number, from 1.
    pub(crate) fn keep(&self, request: Arc<Request>, at: SystemTime) -> u64 {
        let mut memory = self.memory();
        memory.count(&request, at);
        memory.push(request, at);
        memory.forget(self.limits);
        let number = memory.counts.requests;
        drop(memory);
        self.tell();
        number
    }

    pub(crate) fn counts(&self) -> Counts {
        self.memory().counts
    }

    /// Shows the counts in detail, together with the generation that they are of.
    pub(crate) fn tally<T>(&self, show: impl FnOnce(u64, Counts, &Tally) -> T) -> T {
        let memory = self.memory();
        show(memory.generation, memory.counts, &memory.tally)
    }

    pub(crate) fn requests(&self) -> Vec<Arc<Request>> {
        self.memory().kept.iter().map(|kept| Arc::clone(&kept.request)).collect()
    }

    /// At most `limit` events from number `start` on, and none that more than `reach` others have followed.
    pub(crate) fn page(&self, start: u64, reach: u64, limit: usize) -> Page {
        let memory = self.memory();
        let start = start.max(memory.next.saturating_sub(reach));
        let skipped = memory.kept.partition_point(|kept| kept.end() <= start);
        let events = memory.kept.iter().skip(skipped).flat_map(|kept| {
            let places = 0..kept.request.events();
            places.zip(kept.first..).map(|(place, number)| Numbered {
                number,
                at: kept.at,
                request: Arc::clone(&kept.request),
                place,
            })
        });
        let events: Vec<_> = events.skip_while(|event| event.number < start).take(limit).collect();
        let next = events.last().map_or(memory.next, |last| last.number + 1);
        Page { generation: memory.generation, next, events }
    }

    /// The event of this number, if it is still remembered.
    pub(crate) fn event(&self, number: u64) -> Option<Numbered> {
        self.page(number, u64::MAX, 1).events.pop().filter(|event| event.number == number)
    }

    /// Forgets everything and counts from zero.
    pub(crate) fn reset(&self) {
        let mut memory = self.memory();
        let (next, generation) = (memory.next, memory.generation + 1);
        let forgotten = mem::replace(&mut *memory, Memory { next, generation, ..Memory::default() });
        drop(memory);
        drop(forgotten);
        self.tell();
    }

    pub(crate) fn wait_for(&self, mut condition: impl FnMut(&Counts) -> bool, timeout: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.memory(), timeout, |memory| !condition(&memory.counts));
        let (_memory, result) = waited.unwrap_or_else(PoisonError::into_inner);
        !result.timed_out()
    }

    /// Changes whenever something arrives or is forgotten by a reset.
    pub(crate) fn watch(&self) -> watch::Receiver<()> {
        self.arrived.subscribe()
    }

    fn tell(&self) {
        self.changed.notify_all();
        self.arrived.send_replace(());
    }

    /// A caller's condition may panic under the lock, but only ever reads: the memory is whole.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn count(&mut self, request: &Request, at: SystemTime) {
        let unlisted = request.verdict.as_ref().err().map_or(0, |refusal| refusal.unlisted);
        let (good, bad) = (request.good().len() as u64, (request.bad().len() + unlisted) as u64);
        self.counts.requests += 1;
        self.counts.good += good;
        self.counts.bad += bad;
        self.tally.add(request, at, good, bad);
    }

    fn push(&mut self, request: Arc<Request>, at: SystemTime) {
        self.events += request.events();
        self.bytes += request.size();
        let kept = Kept { first: self.next, at, request };
        self.next = kept.end();
        self.kept.push_back(kept);
    }

    fn forget(&mut self, limits: Limits) {
        while self.events > limits.events || self.bytes > limits.bytes {
            let Some(Kept { request, .. }) = self.kept.pop_front() else { return };
            self.events -= request.events();
            self.bytes -= request.size();
        }
    }
}
