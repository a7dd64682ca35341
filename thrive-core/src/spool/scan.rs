//! Walks over the records of a segment and finds the next one after damage. Reads; never repairs.

use std::io;
use std::ops::Range;

use super::files::File;
use super::format::{MAGIC_BYTE, RECORD_HEADER, RecordHeader, Seed};
use super::window::Window;

/// What of a segment may be looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) seed: Seed,
    /// Where its valid bytes end.
    pub(super) len: u64,
    /// The first sequence that cannot be in it.
    pub(super) end: u64,
}

/// What stands at a place in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A whole record. The walk stands still until it is passed.
    Record(RecordHeader),
    /// Bytes that are no record, perhaps with a header that is whole; the walk goes on behind them.
    Damage {
        bytes: Range<u64>,
        header: Option<RecordHeader>,
    },
    End,
}

/// A walk over one segment.
#[derive(Debug)]
pub(super) struct Scan {
    window: Window,
    place: Place,
}

/// Where a walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: u64,
    /// The lowest sequence that may come: they only rise.
    pub(super) expected: u64,
}

impl Place {
    /// Behind both.
    pub(super) fn max(self, other: Place) -> Place {
        Place { offset: self.offset.max(other.offset), expected: self.expected.max(other.expected) }
    }
}

impl Scan {
    pub(super) fn new(window: Window, place: Place) -> Self {
        Scan { window, place }
    }

    /// Goes on in another file, which has this number.
    pub(super) fn enter(&mut self, file: u64, place: Place) {
        self.window.enter(file);
        self.place = place;
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    pub(super) fn window(&self) -> &Window {
        &self.window
    }

    pub(super) fn step(&mut self, file: &impl File, extent: Extent) -> io::Result<Step> {
        let Place { offset, expected } = self.place;
        if offset >= extent.len {
            return Ok(Step::End);
        }
        let bytes = self.window.at(file, offset, RECORD_HEADER, extent.len)?;
        let header = header_at(bytes, offset, expected, extent);
        if let Some(header) = header {
            self.window.at(file, offset, RECORD_HEADER + header.length as usize, extent.len)?;
            if self.payload(&header).is_some_and(|payload| crc32fast::hash(payload) == header.payload_checksum) {
                return Ok(Step::Record(header));
            }
        }
        // The next record is looked for within the payload, too: bytes may have got lost there.
        self.place.offset = self.find(file, offset + 1, extent)?;
        Ok(Step::Damage { bytes: offset..self.place.offset, header })
    }

    /// The payload of the record that the walk stands at.
    pub(super) fn payload(&self, header: &RecordHeader) -> Option<&[u8]> {
        self.window.held(self.place.offset).get(RECORD_HEADER..RECORD_HEADER + header.length as usize)
    }

    /// Goes on behind this record.
    pub(super) fn pass(&mut self, header: &RecordHeader) {
        self.place = Place { offset: self.place.offset + header.record_bytes(), expected: header.sequence + 1 };
    }

    /// Where the next record begins, or the segment's end.
    fn find(&mut self, file: &impl File, mut offset: u64, extent: Extent) -> io::Result<u64> {
        loop {
            let bytes = self.window.at(file, offset, RECORD_HEADER, extent.len)?;
            let Some(last) = bytes.len().checked_sub(RECORD_HEADER) else { return Ok(extent.len) };
            let mut start = 0;
            while let Some(found) = bytes.get(start..=last).and_then(position_of_magic) {
                start += found;
                let at = offset + start as u64;
                let candidate = bytes.get(start..).unwrap_or_default();
                if header_at(candidate, at, self.place.expected, extent).is_some() {
                    return Ok(at);
                }
                start += 1;
            }
            offset += last as u64 + 1;
        }
    }
}

fn position_of_magic(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == MAGIC_BYTE)
}

/// A header that can stand there: of this spool, of a sequence that can come, and with room for its payload.
fn header_at(bytes: &[u8], offset: u64, expected: u64, extent: Extent) -> Option<RecordHeader> {
    let header = RecordHeader::decode(bytes, extent.seed)?;
    let fits = offset + header.record_bytes() <= extent.len;
    (fits && (expected..extent.end).contains(&header.sequence)).then_some(header)
}
