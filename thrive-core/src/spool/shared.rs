//! What the two halves share: the list of segments, their open files, and how far the records are settled.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::SpoolError;
use super::files::Files;
use super::format::{SEGMENT_HEADER, Seed, segment_name};
use super::position::PositionFile;
use super::scan::{Extent, Place};
use crate::fork::Unshared;

pub(super) struct Shared<F: Files> {
    pub(super) files: F,
    pub(super) folder: PathBuf,
    pub(super) lock_path: PathBuf,
    /// A forked child does not hold the lock with us. Dropped before the file is closed.
    pub(super) _unshared: Option<Unshared>,
    /// Held until the last half is dropped.
    pub(super) lock: F::File,
    /// Taken before `state` where both are.
    pub(super) position: Mutex<PositionFile<F::File>>,
    /// Never held while a file is read, written or synced.
    pub(super) state: Mutex<State<F::File>>,
}

pub(super) struct State<H> {
    /// Oldest first, and never empty: the last one takes records.
    pub(super) segments: VecDeque<Segment<H>>,
    pub(super) next: u64,
    pub(super) acknowledged: u64,
    /// Sequences that were given up for want of room and are not settled yet, in order, never touching.
    pub(super) dropped: Vec<Range<u64>>,
    /// What all segments hold.
    pub(super) bytes: u64,
    /// The furthest segment that the reader has looked into.
    pub(super) reading: Option<u64>,
    /// The last segment takes no more records, since what was synced of it is in doubt.
    pub(super) rotate: bool,
}

pub(super) struct Segment<H> {
    pub(super) first: u64,
    /// Stays open, so that a folder that vanishes does not take what this process accepted.
    pub(super) file: Arc<H>,
    pub(super) seed: Seed,
    pub(super) header: Header,
    pub(super) len: u64,
    /// How much of it is known to be on the disk.
    pub(super) synced: u64,
    /// Its name is on the disk.
    pub(super) is_linked: bool,
    /// A sync failed: what the operating system then says of a later one proves nothing.
    pub(super) is_doubtful: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    Whole,
    Damaged,
}

/// The segment that a sequence is in, as of now.
pub(super) struct View<H> {
    pub(super) first: u64,
    pub(super) file: Arc<H>,
    pub(super) extent: Extent,
    pub(super) start: Place,
}

impl<H> Segment<H> {
    /// Where the records begin. Behind a damaged header that is to be found out.
    pub(super) fn start(&self) -> Place {
        let offset = match self.header {
            Header::Whole => SEGMENT_HEADER,
            Header::Damaged => 0,
        };
        Place { offset: offset as u64, expected: self.first }
    }
}

impl<H> State<H> {
    /// The segment of the first record at or after this sequence; `None` where there is none yet.
    pub(super) fn view(&mut self, sequence: u64) -> Option<View<H>> {
        if sequence >= self.next {
            return None;
        }
        let index = self.segments.partition_point(|segment| segment.first <= sequence).saturating_sub(1);
        let segment = self.segments.get(index)?;
        let end = self.segments.get(index + 1).map_or(self.next, |successor| successor.first);
        self.reading = self.reading.max(Some(segment.first));
        Some(View {
            first: segment.first,
            file: Arc::clone(&segment.file),
            extent: Extent { seed: segment.seed, len: segment.len, end },
            start: segment.start(),
        })
    }

    /// The oldest segment, if all that it held is settled and it takes no more.
    fn pop_settled(&mut self) -> Option<Segment<H>> {
        if !self.has_settled() {
            return None;
        }
        let segment = self.segments.pop_front()?;
        self.bytes -= segment.len;
        Some(segment)
    }

    fn has_settled(&self) -> bool {
        self.segments.get(1).is_some_and(|successor| successor.first <= self.acknowledged)
    }

    /// The oldest segment that the reader has not looked into.
    pub(super) fn oldest_unread(&self) -> Option<usize> {
        let read = |reading| self.segments.partition_point(|segment| segment.first <= reading);
        Some(self.reading.map_or(0, read)).filter(|index| *index < self.segments.len())
    }

    /// Remembers that these sequences are no damage.
    pub(super) fn add_dropped(&mut self, range: Range<u64>) {
        let index = self.dropped.partition_point(|other| other.start < range.start);
        self.dropped.insert(index, range);
        self.dropped.dedup_by(|later, earlier| {
            let touches = later.start <= earlier.end;
            if touches {
                earlier.end = earlier.end.max(later.end);
            }
            touches
        });
    }

    /// The first of the sequences given up that ends behind this one; empty and beyond all sequences where there is none.
    pub(super) fn next_dropped(&self, sequence: u64) -> Range<u64> {
        self.dropped.iter().find(|range| range.end > sequence).cloned().unwrap_or(u64::MAX..u64::MAX)
    }

    /// How many records wait to be settled.
    pub(super) fn waiting(&self) -> u64 {
        let dropped: u64 = self.dropped.iter().map(|range| range.end - range.start.max(self.acknowledged)).sum();
        self.next - self.acknowledged - dropped
    }
}

impl<F: Files> Shared<F> {
    /// No code of ours panics with the lock held.
    pub(super) fn state(&self) -> MutexGuard<'_, State<F::File>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn position(&self) -> MutexGuard<'_, PositionFile<F::File>> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn segment_path(&self, first: u64) -> PathBuf {
        self.folder.join(segment_name(first))
    }

    /// Writes down how far the records are settled.
    pub(super) fn save_position(&self) -> Result<(), SpoolError> {
        let mut file = self.position();
        let state = self.state();
        file.position.acknowledged = state.acknowledged;
        file.position.next = state.next;
        file.position.dropped.clone_from(&state.dropped);
        drop(state);
        file.write()
    }

    /// Deletes the segments that are settled. The position goes to the disk first: were it lost and the files not, what
    /// was delivered would look damaged.
    pub(super) fn free(&self) -> Result<(), SpoolError> {
        if !self.state().has_settled() {
            return Ok(());
        }
        self.position().sync()?;
        let mut outcome = Ok(());
        loop {
            let settled = self.state().pop_settled();
            let Some(segment) = settled else { return outcome };
            // What stays there is deleted when the folder is opened next.
            outcome = outcome.and(self.remove(&self.segment_path(segment.first)));
        }
    }

    pub(super) fn remove(&self, path: &Path) -> Result<(), SpoolError> {
        match self.files.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SpoolError::io("be deleted", path, error)),
            _ => Ok(()),
        }
    }

    /// Whether what is written still goes to where the next process will look for it.
    pub(super) fn check_folder(&self) -> Result<(), SpoolError> {
        match self.files.leads_to(&self.lock_path, &self.lock) {
            Ok(true) => Ok(()),
            Ok(false) => Err(SpoolError::vanished(&self.folder)),
            Err(error) => Err(SpoolError::io("be looked at", &self.lock_path, error)),
        }
    }
}
