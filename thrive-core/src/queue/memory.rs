//! Events in memory, joined into the bodies of requests as they come.

use std::collections::VecDeque;
use std::time::Instant;

use super::Limits;
use crate::batch::{Batch, SealedBatch};

/// The batches that were not taken yet.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Batches that take no more events, oldest first.
    full: VecDeque<Batch>,
    /// The batch that takes events.
    open: Batch,
}

/// With so many full batches behind, memory is held for long and not to be wasted.
const BACKLOG: usize = 2;

impl Memory {
    /// Adds an event. Says whether whoever takes should look again: a timer is to be started, or a batch is full. Not for
    /// every event, since a wake-up costs more than all the rest.
    pub(super) fn push(
        &mut self,
        sequence: u64,
        event: &[u8],
        limits: &Limits,
        clock: fn() -> Instant,
        spare: &mut Vec<Batch>,
    ) -> bool {
        if !self.open.is_empty() && self.open.len_with(event.len()) > limits.max_batch_bytes {
            self.close_batch(spare);
        }
        let is_first = self.open.is_empty();
        if is_first {
            self.open.since = Some(clock());
        }
        self.open.push(sequence, event);
        let is_full = self.open.events() >= limits.max_batch_events;
        if is_full {
            self.close_batch(spare);
        }
        is_first || is_full
    }

    fn close_batch(&mut self, spare: &mut Vec<Batch>) {
        let next = spare.pop().unwrap_or_default();
        let mut batch = std::mem::replace(&mut self.open, next);
        if self.full.len() >= BACKLOG {
            batch.shrink();
        }
        self.full.push_back(batch);
    }

    pub(super) fn take_full(&mut self) -> Option<SealedBatch> {
        self.full.pop_front().map(Batch::seal)
    }

    pub(super) fn take_open(&mut self, spare: &mut Vec<Batch>) -> SealedBatch {
        let next = spare.pop().unwrap_or_default();
        std::mem::replace(&mut self.open, next).seal()
    }

    /// When the oldest event of the open batch came, if there is one.
    pub(super) fn open_since(&self) -> Option<Instant> {
        self.open.since.filter(|_| !self.open.is_empty())
    }

    /// When the oldest event came, if there is one.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.full.front().map_or_else(|| self.open_since(), |batch| batch.since)
    }

    /// Takes out the oldest event, and hands its bytes to `drop`.
    pub(super) fn drop_oldest(&mut self, drop: impl FnOnce(u64, &[u8])) -> bool {
        let batch = self.full.front_mut().unwrap_or(&mut self.open);
        let Some((sequence, event)) = batch.drop_front() else {
            return false;
        };
        drop(sequence, event);
        if batch.is_empty() {
            // Its memory goes with it, but for the open batch, which is needed on.
            match self.full.pop_front() {
                Some(_) => {}
                None => self.open.clear(),
            }
        }
        true
    }

    /// Takes everything out.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = SealedBatch> + use<> {
        let open = std::mem::take(&mut self.open);
        let all = std::mem::take(&mut self.full).into_iter().chain([open]);
        all.filter(|batch| !batch.is_empty()).map(Batch::seal)
    }
}
