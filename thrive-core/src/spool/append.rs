//! The half that writes.

use std::ops::Range;
use std::sync::Arc;

use super::error::{AppendError, SpoolError};
use super::files::{File, Files};
use super::format::{MAX_PAYLOAD, RECORD_HEADER, RecordHeader, SEGMENT_HEADER, SEQUENCE_END, Seed, SegmentHeader};
use super::shared::{Header, Segment, Shared};
use super::sync::Syncer;

/// Takes records. Lives where one thread at a time calls it.
pub(crate) struct Appender<F: Files> {
    shared: Arc<Shared<F>>,
    spool_id: u64,
    seed: Seed,
    limit: u64,
    segment_bytes: u64,
    active: Active<F::File>,
    next: u64,
    /// What the segments hold, or held a while ago: only this half makes it more.
    bytes: u64,
    /// A record as it goes to the disk.
    buffer: Vec<u8>,
}

/// The segment that takes records.
pub(super) struct Active<H> {
    pub(super) file: Arc<H>,
    pub(super) first: u64,
    pub(super) len: u64,
    /// Nothing is added to it any more.
    pub(super) is_closed: bool,
    /// A write failed and may have left bytes behind the end.
    pub(super) is_torn: bool,
}

impl<H> Active<H> {
    fn is_empty(&self) -> bool {
        self.len <= SEGMENT_HEADER as u64
    }
}

impl<F: Files> Appender<F> {
    pub(super) fn new(
        shared: Arc<Shared<F>>,
        spool_id: u64,
        limit: u64,
        segment_bytes: u64,
        active: Active<F::File>,
    ) -> Self {
        let state = shared.state();
        let (next, bytes) = (state.next, state.bytes);
        drop(state);
        let seed = Seed::new(spool_id);
        Appender { shared, spool_id, seed, limit, segment_bytes, active, next, bytes, buffer: Vec::new() }
    }

    /// Takes one record. Once this returned its sequence the record is with the operating system, and survives the end of
    /// this process however it comes.
    pub(crate) fn append(&mut self, kind: u8, payload: &[u8], unix_ms: u64) -> Result<u64, AppendError> {
        let size = (RECORD_HEADER + payload.len()) as u64;
        self.check_size(payload)?;
        self.make_room(size)?;

        let sequence = self.next;
        let header = RecordHeader::of(payload, sequence, unix_ms, kind).encode(self.seed);
        self.buffer.clear();
        self.buffer.extend_from_slice(&header);
        self.buffer.extend_from_slice(payload);
        self.write()?;

        self.active.len += size;
        self.next += 1;
        let mut state = self.shared.state();
        if let Some(active) = state.segments.back_mut() {
            active.len = self.active.len;
        }
        state.next = self.next;
        state.bytes += size;
        self.bytes = state.bytes;
        self.active.is_closed |= state.rotate;
        Ok(sequence)
    }

    /// The sequence that the next record gets.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// What was given up for want of room and is not settled yet, in order.
    pub(crate) fn given_up(&self) -> Vec<Range<u64>> {
        self.shared.state().dropped.clone()
    }

    /// What this folder has been called since it was made.
    pub(crate) fn spool_id(&self) -> u64 {
        self.spool_id
    }

    /// What all segments hold, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.shared.state().bytes
    }

    /// Brings what was appended to the disk, from any thread.
    pub(crate) fn syncer(&self) -> Syncer<F> {
        Syncer::new(Arc::clone(&self.shared))
    }

    /// Gives up the oldest segment that the reader has not looked into, and says which sequences that were. The reader
    /// passes them over in silence, and so does the next process.
    pub(crate) fn drop_oldest(&mut self) -> Result<Option<Range<u64>>, SpoolError> {
        let state = self.shared.state();
        let only_active = state.oldest_unread().is_some_and(|index| index + 1 == state.segments.len());
        drop(state);
        if only_active && !self.active.is_empty() {
            self.rotate()?;
        }
        let mut state = self.shared.state();
        // The reader may have gone on in the meantime.
        let Some(index) = state.oldest_unread() else { return Ok(None) };
        let Some(end) = state.segments.get(index + 1).map(|successor| successor.first) else { return Ok(None) };
        let Some(segment) = state.segments.remove(index) else { return Ok(None) };
        let range = segment.first.max(state.acknowledged)..end;
        state.bytes -= segment.len;
        self.bytes = state.bytes;
        if !range.is_empty() {
            state.add_dropped(range.clone());
        }
        drop(state);
        // They are given up either way. A file that stays is deleted, or sent after all, by the next process.
        let saved = self.shared.save_position();
        let _ = saved.and_then(|()| self.shared.remove(&self.shared.segment_path(segment.first)));
        Ok(Some(range))
    }

    fn check_size(&self, payload: &[u8]) -> Result<(), AppendError> {
        let headers = (SEGMENT_HEADER + RECORD_HEADER) as u64;
        let limit = (MAX_PAYLOAD as u64).min(self.limit.saturating_sub(headers));
        if payload.len() as u64 > limit {
            return Err(AppendError::TooLarge { limit });
        }
        if self.next >= SEQUENCE_END - 1 {
            return Err(SpoolError::exhausted(&self.shared.folder).into());
        }
        Ok(())
    }

    /// Sees to it that the active segment takes this many bytes, within the limit.
    fn make_room(&mut self, size: u64) -> Result<(), AppendError> {
        let is_full = !self.active.is_empty() && self.active.len + size > self.segment_bytes;
        let rotates = is_full || self.active.is_closed;
        let needed = size + if rotates { SEGMENT_HEADER as u64 } else { 0 };
        if self.bytes + needed > self.limit {
            let state = self.shared.state();
            let held = state.bytes;
            let is_settled = state.acknowledged >= self.next;
            drop(state);
            self.bytes = held;
            if held + needed > self.limit {
                if !is_settled || self.active.is_empty() {
                    return Err(AppendError::Full);
                }
                // All of it is settled, but a segment that takes records is never deleted.
                self.rotate()?;
                self.shared.free()?;
                self.bytes = self.shared.state().bytes;
                return if self.bytes + size > self.limit { Err(AppendError::Full) } else { Ok(()) };
            }
        }
        if rotates { Ok(self.rotate()?) } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), SpoolError> {
        let outcome = self.active.file.write_all_at(&self.buffer, self.active.len);
        outcome.map_err(|error| {
            // The next record is written over it; a segment that is full must not end in it.
            self.active.is_torn = self.active.file.set_len(self.active.len).is_err();
            SpoolError::io("be written", &self.shared.segment_path(self.active.first), error)
        })
    }

    /// Begins another segment.
    fn rotate(&mut self) -> Result<(), SpoolError> {
        let old_path = self.shared.segment_path(self.active.first);
        if self.active.is_torn {
            let cut = self.active.file.set_len(self.active.len);
            cut.map_err(|error| SpoolError::io("be cut to its last record", &old_path, error))?;
            self.active.is_torn = false;
        }
        self.shared.check_folder()?;

        let first = self.next;
        let path = self.shared.segment_path(first);
        let file = self.shared.files.create(&path).map_err(|error| SpoolError::io("be made", &path, error))?;
        let header = SegmentHeader { spool_id: self.spool_id, first };
        if let Err(error) = file.write_all_at(&header.encode(), 0) {
            let _ = self.shared.files.remove(&path);
            return Err(SpoolError::io("be written", &path, error));
        }
        let file = Arc::new(file);
        let len = SEGMENT_HEADER as u64;
        let segment = Segment {
            first,
            file: Arc::clone(&file),
            seed: self.seed,
            header: Header::Whole,
            len,
            synced: 0,
            is_linked: false,
            is_doubtful: false,
        };
        let mut state = self.shared.state();
        if self.active.first == first {
            // It had no records, and was replaced under its name.
            if let Some(replaced) = state.segments.pop_back() {
                state.bytes -= replaced.len;
            }
        }
        state.segments.push_back(segment);
        state.bytes += len;
        state.rotate = false;
        self.bytes = state.bytes;
        self.active = Active { file, first, len, is_closed: false, is_torn: false };
        Ok(())
    }
}
