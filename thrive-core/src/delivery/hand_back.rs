//! Where events go that the service will not get: back to the user, and with a spool into its file of dead letters.

use std::ops::Range;

use crate::batch::SealedBatch;
use crate::client::OnRejected;
use crate::receipt::Outcome;

/// Who is told of events that were accepted and will not be sent.
#[derive(Debug, Default)]
pub(crate) struct HandBack {
    pub(crate) on_rejected: Option<OnRejected>,
}

impl HandBack {
    /// Hands back these events of a batch.
    pub(super) fn events(&mut self, batch: &SealedBatch, events: Range<usize>, reason: &str, outcome: Outcome) {
        for event in events {
            let event = batch.event(event);
            if let Some(on_rejected) = &self.on_rejected {
                on_rejected.tell(event, reason, outcome);
            }
        }
    }
}
