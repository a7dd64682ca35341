//! Where events go that the service will not get: back to the user, and with a spool into its file of dead letters.

use std::ops::Range;

use crate::batch::SealedBatch;
use crate::client::OnRejected;
use crate::receipt::Outcome;
use crate::spool::{DeadLetters, Disk, SpoolError};

/// Who is told of events that were accepted and will not be sent.
#[derive(Default)]
pub(crate) struct HandBack {
    pub(crate) on_rejected: Option<OnRejected>,
    pub(crate) dead_letters: Option<DeadLetters<Disk>>,
    /// Whether dead letters are to survive a power loss.
    pub(crate) syncs: bool,
}

impl HandBack {
    /// Hands back these events of a batch. An error is that of the file; `on_rejected` has heard of them all the same.
    pub(super) fn events(
        &mut self,
        batch: &SealedBatch,
        events: Range<usize>,
        reason: &str,
        outcome: Outcome,
    ) -> Result<(), SpoolError> {
        let mut written = Ok(());
        for event in events {
            let event = batch.event(event);
            if let Some(dead_letters) = &mut self.dead_letters {
                let json = str::from_utf8(event).unwrap_or_default();
                written = written.and(dead_letters.append(json, reason));
            }
            if let Some(on_rejected) = &self.on_rejected {
                on_rejected.tell(event, reason, outcome);
            }
        }
        match &self.dead_letters {
            Some(dead_letters) if self.syncs => written.and(dead_letters.sync()),
            _ => written,
        }
    }
}
