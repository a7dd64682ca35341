//! The bytes of a segment, as `docs/spool.md` draws them. All integers are little-endian. No I/O.

use crc32fast::Hasher;

/// The version that this code writes, and the highest that it reads.
pub(super) const VERSION: u32 = 1;

/// What every file of ours begins with, in every version: magic, version, checksum of both.
pub(super) const PREFIX: usize = 16;
pub(super) const SEGMENT_HEADER: usize = 40;
pub(super) const RECORD_HEADER: usize = 36;

/// What one record carries at most.
pub(super) const MAX_PAYLOAD: usize = 16 << 20;

/// Sequences end here, which no folder lives to see; a greater one was not written by us.
pub(super) const SEQUENCE_END: u64 = 1 << 63;

/// `F5` occurs nowhere in UTF-8, so that a search for a header does not stop in the midst of JSON.
pub(super) const MAGIC_BYTE: u8 = 0xF5;
const SEGMENT_MAGIC: [u8; 8] = *b"\xF5thrvseg";
pub(super) const POSITION_MAGIC: [u8; 8] = *b"\xF5thrvack";
const RECORD_MAGIC: [u8; 4] = *b"\xF5rec";

/// What is said of a file by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Ours,
    Newer(u32),
    /// No magic, or a checksum that does not fit.
    Unreadable,
}

pub(super) fn push_prefix(bytes: &mut Vec<u8>, magic: [u8; 8]) {
    let start = bytes.len();
    bytes.extend_from_slice(&magic);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    let checksum = crc32fast::hash(bytes.get(start..).unwrap_or_default());
    bytes.extend_from_slice(&checksum.to_le_bytes());
}

pub(super) fn read_prefix(mut bytes: &[u8], magic: [u8; 8]) -> Prefix {
    let Some(signed) = bytes.get(..12) else { return Prefix::Unreadable };
    let expected = crc32fast::hash(signed);
    match (take(&mut bytes), take(&mut bytes), take(&mut bytes)) {
        (Some(found), Some(version), Some(checksum)) if found == magic && u32::from_le_bytes(checksum) == expected => {
            match u32::from_le_bytes(version) {
                VERSION => Prefix::Ours,
                version if version > VERSION => Prefix::Newer(version),
                _ => Prefix::Unreadable,
            }
        }
        _ => Prefix::Unreadable,
    }
}

/// What a segment says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SegmentHeader {
    pub(super) spool_id: u64,
    pub(super) first: u64,
}

impl SegmentHeader {
    pub(super) fn prefix(bytes: &[u8]) -> Prefix {
        read_prefix(bytes, SEGMENT_MAGIC)
    }

    pub(super) fn encode(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(SEGMENT_HEADER);
        push_prefix(&mut bytes, SEGMENT_MAGIC);
        bytes.extend_from_slice(&self.spool_id.to_le_bytes());
        bytes.extend_from_slice(&self.first.to_le_bytes());
        let checksum = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes
    }

    /// `None` where the bytes are not what [`encode`](SegmentHeader::encode) wrote.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        if Self::prefix(bytes) != Prefix::Ours {
            return None;
        }
        let expected = crc32fast::hash(bytes.get(..PREFIX + 16)?);
        let mut rest = bytes.get(PREFIX..)?;
        let header = SegmentHeader { spool_id: take_u64(&mut rest)?, first: take_u64(&mut rest)? };
        (take_u32(&mut rest)? == expected).then_some(header)
    }
}

/// What the checksum of a record's header begins with: the spool's id. A payload cannot hold what passes for a record,
/// since whoever made it does not know the id; nor can the leavings of another spool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seed(u32);

impl Seed {
    pub(super) fn new(spool_id: u64) -> Self {
        Seed(crc32fast::hash(&spool_id.to_le_bytes()))
    }

    fn checksum(self, bytes: &[u8]) -> u32 {
        let mut hasher = Hasher::new_with_initial(self.0);
        hasher.update(bytes);
        hasher.finalize()
    }
}

/// What stands in front of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordHeader {
    pub(super) length: u32,
    pub(super) sequence: u64,
    pub(super) unix_ms: u64,
    pub(super) kind: u8,
    pub(super) payload_checksum: u32,
}

impl RecordHeader {
    /// The header of a payload of at most [`MAX_PAYLOAD`].
    pub(super) fn of(payload: &[u8], sequence: u64, unix_ms: u64, kind: u8) -> Self {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        RecordHeader { length, sequence, unix_ms, kind, payload_checksum: crc32fast::hash(payload) }
    }

    pub(super) fn encode(self, seed: Seed) -> [u8; RECORD_HEADER] {
        let mut bytes = [0; RECORD_HEADER];
        let mut rest = &mut bytes[..];
        put(&mut rest, RECORD_MAGIC);
        put(&mut rest, self.length.to_le_bytes());
        put(&mut rest, self.sequence.to_le_bytes());
        put(&mut rest, self.unix_ms.to_le_bytes());
        put(&mut rest, [self.kind, 0, 0, 0]);
        put(&mut rest, self.payload_checksum.to_le_bytes());
        let (signed, checksum) = bytes.split_at_mut(RECORD_HEADER - 4);
        checksum.copy_from_slice(&seed.checksum(signed).to_le_bytes());
        bytes
    }

    /// `None` where the bytes are no header, or one of another spool.
    pub(super) fn decode(bytes: &[u8], seed: Seed) -> Option<Self> {
        let signed = bytes.get(..RECORD_HEADER - 4)?;
        let mut rest = bytes;
        if take(&mut rest)? != RECORD_MAGIC {
            return None;
        }
        let length = take_u32(&mut rest)?;
        let sequence = take_u64(&mut rest)?;
        let unix_ms = take_u64(&mut rest)?;
        let [kind, ..] = take::<4>(&mut rest)?;
        let payload_checksum = take_u32(&mut rest)?;
        if take_u32(&mut rest)? != seed.checksum(signed) || length as usize > MAX_PAYLOAD {
            return None;
        }
        Some(RecordHeader { length, sequence, unix_ms, kind, payload_checksum })
    }

    /// Header and payload.
    pub(super) fn record_bytes(&self) -> u64 {
        RECORD_HEADER as u64 + u64::from(self.length)
    }
}

/// Twenty digits, so that the names sort as the numbers do.
pub(super) fn segment_name(first: u64) -> String {
    format!("{first:020}.segment")
}

/// The first sequence of the segment of this name, or `None` where the file is not ours.
pub(super) fn first_of_segment(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".segment")?;
    if digits.len() != 20 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|first| *first < SEQUENCE_END)
}

pub(super) fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

pub(super) fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    take(bytes).map(u32::from_le_bytes)
}

pub(super) fn take_u64(bytes: &mut &[u8]) -> Option<u64> {
    take(bytes).map(u64::from_le_bytes)
}

fn put<const N: usize>(rest: &mut &mut [u8], bytes: [u8; N]) {
    if let Some((head, tail)) = std::mem::take(rest).split_first_chunk_mut() {
        *head = bytes;
        *rest = tail;
    }
}
