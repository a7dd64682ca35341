//! The memory of what arrived: bounded, oldest forgotten first.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::request::Request;

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
    limits: Limits,
    memory: Mutex<Memory>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Memory {
    requests: VecDeque<Arc<Request>>,
    events: usize,
    bytes: usize,
    counts: Counts,
}

impl Store {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, memory: Mutex::default(), changed: Condvar::new() }
    }

    /// Keeps a request and returns its number, from 1.
    pub(crate) fn keep(&self, request: Arc<Request>) -> u64 {
        let mut memory = self.memory();
        memory.count(&request);
        memory.push(request);
        memory.forget(self.limits);
        let number = memory.counts.requests;
        drop(memory);
        self.changed.notify_all();
        number
    }

    pub(crate) fn counts(&self) -> Counts {
        self.memory().counts
    }

    pub(crate) fn requests(&self) -> Vec<Arc<Request>> {
        self.memory().requests.iter().cloned().collect()
    }

    pub(crate) fn reset(&self) {
        *self.memory() = Memory::default();
        self.changed.notify_all();
    }

    pub(crate) fn wait_for(&self, mut condition: impl FnMut(&Counts) -> bool, timeout: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.memory(), timeout, |memory| !condition(&memory.counts));
        let (_memory, result) = waited.unwrap_or_else(PoisonError::into_inner);
        !result.timed_out()
    }

    /// A caller's condition may panic under the lock, but only ever reads: the memory is whole.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn count(&mut self, request: &Request) {
        let unlisted = request.verdict.as_ref().err().map_or(0, |refusal| refusal.unlisted);
        self.counts.requests += 1;
        self.counts.good += request.good().len() as u64;
        self.counts.bad += (request.bad().len() + unlisted) as u64;
    }

    fn push(&mut self, request: Arc<Request>) {
        self.events += request.events();
        self.bytes += request.size();
        self.requests.push_back(request);
    }

    fn forget(&mut self, limits: Limits) {
        while self.events > limits.events || self.bytes > limits.bytes {
            let Some(oldest) = self.requests.pop_front() else { return };
            self.events -= oldest.events();
            self.bytes -= oldest.size();
        }
    }
}
