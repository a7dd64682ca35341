//! Brings to the disk what the operating system has.

use std::sync::Arc;

use super::error::SpoolError;
use super::files::{File, Files};
use super::shared::Shared;

/// Syncs from any thread, while records are appended.
pub(crate) struct Syncer<F: Files> {
    shared: Arc<Shared<F>>,
}

impl<F: Files> Clone for Syncer<F> {
    fn clone(&self) -> Self {
        Syncer { shared: Arc::clone(&self.shared) }
    }
}

/// What of one segment is not known to be on the disk.
struct Unsynced<H> {
    first: u64,
    file: Arc<H>,
    len: u64,
}

impl<F: Files> Syncer<F> {
    pub(super) fn new(shared: Arc<Shared<F>>) -> Self {
        Syncer { shared }
    }

    /// Returns once everything that was appended before the call survives a power loss, and the first sequence that need
    /// not. Appending goes on meanwhile.
    ///
    /// A segment whose sync failed stays in doubt until it is delivered, since the operating system may have given up what
    /// it could not write and call the next sync a success. Until then every call is an error; what is appended after the
    /// failure goes to another segment.
    pub(crate) fn sync(&self) -> Result<u64, SpoolError> {
        let mut unsynced = Vec::new();
        let mut unlinked = Vec::new();
        let state = self.shared.state();
        let next = state.next;
        for segment in &state.segments {
            if segment.is_doubtful {
                return Err(SpoolError::unsynced(&self.shared.segment_path(segment.first)));
            }
            if segment.synced < segment.len {
                unsynced.push(Unsynced { first: segment.first, file: Arc::clone(&segment.file), len: segment.len });
            }
            if !segment.is_linked {
                unlinked.push(segment.first);
            }
        }
        drop(state);
        if unsynced.is_empty() && unlinked.is_empty() {
            return Ok(next);
        }

        // Oldest first, so that a power loss in between takes the end and leaves no hole.
        for segment in &unsynced {
            if let Err(error) = segment.file.sync_data() {
                self.doubt(&[segment.first]);
                return Err(SpoolError::io("be brought to the disk", &self.shared.segment_path(segment.first), error));
            }
        }
        if !unlinked.is_empty()
            && let Err(error) = self.shared.files.sync_folder(&self.shared.folder)
        {
            self.doubt(&unlinked);
            return Err(SpoolError::io("be brought to the disk", &self.shared.folder, error));
        }
        self.shared.check_folder()?;
        self.note(&unsynced, &unlinked);
        Ok(next)
    }

    fn doubt(&self, firsts: &[u64]) {
        let mut state = self.shared.state();
        let last = state.segments.back().map(|segment| segment.first);
        for segment in state.segments.iter_mut().filter(|segment| firsts.contains(&segment.first)) {
            segment.is_doubtful = true;
        }
        state.rotate |= last.is_some_and(|last| firsts.contains(&last));
    }

    fn note(&self, synced: &[Unsynced<F::File>], linked: &[u64]) {
        let mut state = self.shared.state();
        for segment in &mut state.segments {
            if let Some(done) = synced.iter().find(|done| done.first == segment.first) {
                segment.synced = segment.synced.max(done.len);
            }
            segment.is_linked |= linked.contains(&segment.first);
        }
    }
}
