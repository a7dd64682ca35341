//! Where the next batch comes from: the queue's memory, or the spool.

use std::ops::Range;
use std::sync::Arc;

use tokio::time::{sleep, timeout_at};

use super::Delivery;
use crate::batch::{Batch, SealedBatch};
use crate::queue::{Limits, Next, TRACK};
use crate::receipt::Outcome;
use crate::spool::{Cause, Found, Take};

impl Delivery {
    /// `None` once nothing is to be sent any more.
    pub(super) async fn next_batch(&mut self) -> Option<Arc<SealedBatch>> {
        loop {
            let queue = &self.shared.queue;
            match queue.take() {
                Next::Batch(batch) => return Some(batch),
                Next::Spooled => {
                    if let Some(batch) = self.read_batch().await {
                        return Some(batch);
                    }
                }
                // Which of the two it was is for `take` to see.
                Next::Due(at) => {
                    let _ = timeout_at(at.into(), queue.work()).await;
                }
                Next::Idle => queue.work().await,
                Next::Closed => return None,
            }
        }
    }

    async fn read_batch(&mut self) -> Option<Arc<SealedBatch>> {
        let reader = self.reader.as_mut()?;
        let (mut batch, limits) = self.shared.queue.empty_batch();
        let mut missing = Vec::new();
        let before = reader.next();
        let read = reader.read(&mut |found| fill(&mut batch, &mut missing, limits, found));
        let (next, is_empty) = (reader.next(), batch.is_empty());

        for (events, outcome) in missing {
            self.diagnostics.missed(events.end - events.start, outcome);
            self.shared.queue.miss(events, outcome);
            self.acknowledge();
        }
        if let Err(error) = read {
            self.spool_failed(&error);
        }
        if is_empty && next == before {
            sleep(self.next_wait()).await;
        }
        self.shared.queue.take_read(next, batch)
    }
}

/// Takes what was found into the batch, whose events follow one another without a gap, or notes what is missing before it.
fn fill(batch: &mut Batch, missing: &mut Vec<(Range<u64>, Outcome)>, limits: &Limits, found: Found<'_>) -> Take {
    let (events, outcome) = match found {
        Found::Record { sequence, kind: TRACK, payload, .. } => {
            let follows = batch.next() == Some(sequence) && batch.len_with(payload.len()) <= limits.max_batch_bytes;
            if !batch.is_empty() && !follows {
                return Take::Not;
            }
            batch.push(sequence, payload);
            return if batch.events() >= limits.max_batch_events { Take::Enough } else { Take::More };
        }
        // Nobody knows where it should go.
        Found::Record { sequence, .. } => (sequence..sequence + 1, Outcome::Damaged),
        Found::Gap { sequences, cause: Cause::Damaged } => (sequences, Outcome::Damaged),
        Found::Gap { sequences, cause: Cause::Expired } => (sequences, Outcome::Expired),
    };
    if !batch.is_empty() {
        return Take::Not;
    }
    missing.push((events, outcome));
    Take::More
}
