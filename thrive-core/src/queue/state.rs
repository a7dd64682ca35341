//! What a queue holds, behind its lock.

use std::mem;
use std::ops::Range;
use std::sync::Arc;
use std::task::Waker;
use std::time::Instant;

use super::accounts::{Accounts, Counts};
use super::limits::{Durability, Limits};
use super::memory::Memory;
use super::spooled::Spooled;
use super::waiting::{Goal, Waiters};
use crate::batch::{Batch, SealedBatch};
use crate::receipt::Outcome;
use crate::spool::{AppendError, SpoolError};

pub(super) struct State {
    pub(super) phase: Phase,
    pub(super) accounts: Accounts,
    pub(super) store: Store,
    pub(super) in_flight: Option<InFlight>,
    /// The open batch goes as it is.
    pub(super) flush: bool,
    /// How many callers wait for a flush.
    pub(super) flushing: usize,
    pub(super) waiters: Waiters,
    /// How many callers wait until events are on the disk.
    pub(super) storing: usize,
    /// Memory of settled batches.
    pub(super) spare: Vec<Batch>,
    /// The threads that have not let go of everything.
    pub(super) threads: usize,
}

/// Where events are that were not taken.
pub(super) enum Store {
    Memory(Memory),
    Spool(Box<Spooled>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// What is there is still sent, nothing is added.
    Draining,
    /// Nothing is sent any more.
    Closed,
}

/// The batch that was taken. Its events count as queued until they are settled, from the front.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) batch: Arc<SealedBatch>,
    pub(super) settled: usize,
    /// No request is under way, so that its events may make room for others.
    pub(super) paused: bool,
}

impl InFlight {
    pub(super) fn rest(&self) -> Range<usize> {
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

impl State {
    pub(super) fn new() -> Self {
        State {
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
        }
    }

    /// Takes the event in. Says whether whoever takes should look again.
    pub(super) fn push(
        &mut self,
        event: &[u8],
        limits: &Limits,
        clock: fn() -> Instant,
    ) -> Result<(u64, bool), Refused> {
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

    pub(super) fn take(&mut self, limits: &Limits, clock: fn() -> Instant) -> Next {
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

    pub(super) fn send(&mut self, batch: SealedBatch) -> Arc<SealedBatch> {
        let batch = Arc::new(batch);
        self.in_flight = Some(InFlight { batch: batch.clone(), settled: 0, paused: true });
        batch
    }

    pub(super) fn settle_in_flight(&mut self, events: usize, outcome: Outcome) {
        if let Some(in_flight) = &mut self.in_flight {
            let settled = in_flight.settled..(in_flight.settled + events).min(in_flight.batch.events());
            in_flight.settled = settled.end;
            let bytes = in_flight.batch.event_bytes(settled.clone());
            self.accounts.settle(in_flight.batch.sequences(settled), bytes, outcome);
        }
    }

    /// Whether an event of that size fits once everything has gone that may go: nothing is given up in vain.
    pub(super) fn can_make_room(&self, event_bytes: usize, limits: &Limits) -> bool {
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
    pub(super) fn drop_oldest(&mut self, mut hand_out: impl FnMut(&[u8])) -> Result<bool, Refused> {
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

    pub(super) fn is_unsynced(&self) -> bool {
        match &self.store {
            Store::Spool(spooled) => spooled.stored_below() < spooled.appender.next(),
            Store::Memory(_) => false,
        }
    }

    /// Whether this event is the first that is to be brought to the disk.
    pub(super) fn begins_to_be_unsynced(&self, sequence: u64) -> bool {
        match &self.store {
            Store::Spool(spooled) => spooled.durability == Durability::Disk && spooled.synced_below == sequence,
            Store::Memory(_) => false,
        }
    }

    pub(super) fn is_reached(&self, goal: Goal) -> bool {
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

    pub(super) fn take_done(&mut self) -> Vec<Waker> {
        if self.waiters.is_empty() {
            return Vec::new();
        }
        let mut waiters = mem::take(&mut self.waiters);
        let done = waiters.take_done(|goal| self.is_reached(goal), None);
        self.waiters = waiters;
        done
    }
}
