//! How far the records are settled: a file of two slots, written in turn, so that one is whole whatever happens.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::error::SpoolError;
use super::files::{File, Files};
use super::format::{POSITION_MAGIC, PREFIX, Prefix, SEQUENCE_END, push_prefix, read_prefix, take_u32, take_u64};
use super::window::read_full;

/// Each slot has a page of its own, so that a torn page takes one.
const SLOT: usize = 4096;

/// Both of them.
pub(super) const SLOTS: usize = 2 * SLOT;

/// What a slot has room for, and more than there is reason to have.
const MOST_DROPPED: usize = 128;

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) spool_id: u64,
    /// Everything below is settled.
    pub(super) acknowledged: u64,
    /// The sequence of the next record at that time.
    pub(super) next: u64,
    /// What was given up for want of room, and is no damage.
    pub(super) dropped: Vec<Range<u64>>,
}

pub(super) struct PositionFile<H> {
    file: H,
    path: PathBuf,
    generation: u64,
    pub(super) position: Position,
    buffer: Vec<u8>,
}

impl<H: File> PositionFile<H> {
    /// The file, and what it says, unless nothing of it can be read.
    pub(super) fn open<F: Files<File = H>>(
        files: &F,
        path: PathBuf,
        spool_id: u64,
    ) -> Result<(Self, Option<Position>), SpoolError> {
        let failed = |error| SpoolError::io("be opened and read", &path, error);
        let file = files.open(&path).map_err(failed)?;
        let mut slots = [0; SLOTS];
        let filled = match read_full(&file, &mut slots, 0) {
            Ok(filled) => filled,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(failed(error)),
            // A block that cannot be read is a slot that says nothing.
            Err(_) => 0,
        };
        let newest = newest(slots.get(..filled).unwrap_or_default(), &path)?;
        let generation = newest.as_ref().map_or(0, |(generation, _)| *generation);
        let found = newest.map(|(_, position)| position);
        let position = Position { spool_id, acknowledged: 0, next: 0, dropped: Vec::new() };
        Ok((PositionFile { file, path, generation, position, buffer: Vec::new() }, found))
    }

    pub(super) fn write(&mut self) -> Result<(), SpoolError> {
        let generation = self.generation + 1;
        encode(&mut self.buffer, generation, &self.position);
        let offset = generation % 2 * SLOT as u64;
        self.file
            .write_all_at(&self.buffer, offset)
            .map_err(|error| SpoolError::io("be written", &self.path, error))?;
        self.generation = generation;
        Ok(())
    }

    pub(super) fn sync(&self) -> Result<(), SpoolError> {
        self.file.sync_data().map_err(|error| SpoolError::io("be brought to the disk", &self.path, error))
    }
}

/// The generation and the position of the slot that was written last, of those that are whole.
pub(super) fn newest(slots: &[u8], path: &Path) -> Result<Option<(u64, Position)>, SpoolError> {
    let mut newest = None;
    for slot in slots.chunks(SLOT) {
        if let Prefix::Newer(version) = read_prefix(slot, POSITION_MAGIC) {
            return Err(SpoolError::newer_version(path, version));
        }
        newest = newest.into_iter().chain(decode(slot)).max_by_key(|(generation, _)| *generation);
    }
    Ok(newest)
}

fn encode(bytes: &mut Vec<u8>, generation: u64, position: &Position) {
    // Of too many the latest: those before are nearer to being settled.
    let from = position.dropped.len().saturating_sub(MOST_DROPPED);
    let dropped = position.dropped.get(from..).unwrap_or_default();
    bytes.clear();
    push_prefix(bytes, POSITION_MAGIC);
    for number in [generation, position.spool_id, position.acknowledged, position.next, dropped.len() as u64] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    for range in dropped {
        bytes.extend_from_slice(&range.start.to_le_bytes());
        bytes.extend_from_slice(&range.end.to_le_bytes());
    }
    let checksum = crc32fast::hash(bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
}

fn decode(slot: &[u8]) -> Option<(u64, Position)> {
    if read_prefix(slot, POSITION_MAGIC) != Prefix::Ours {
        return None;
    }
    let mut rest = slot.get(PREFIX..)?;
    let generation = take_u64(&mut rest)?;
    let spool_id = take_u64(&mut rest)?;
    let acknowledged = take_u64(&mut rest)?;
    let next = take_u64(&mut rest)?;
    let count = usize::try_from(take_u64(&mut rest)?).ok().filter(|count| *count <= MOST_DROPPED)?;
    let mut dropped = Vec::with_capacity(count);
    for _ in 0..count {
        dropped.push(take_u64(&mut rest)?..take_u64(&mut rest)?);
    }
    let signed = slot.get(..slot.len() - rest.len())?;
    let is_whole = take_u32(&mut rest)? == crc32fast::hash(signed);
    let follows = |before: &Range<u64>, after: &Range<u64>| before.end < after.start;
    let makes_sense = acknowledged <= next
        && next < SEQUENCE_END
        && generation < u64::MAX
        && dropped.iter().all(|range| range.start < range.end && range.end <= next)
        && dropped.is_sorted_by(follows);
    (is_whole && makes_sense).then_some((generation, Position { spool_id, acknowledged, next, dropped }))
}
