//! A folder from any bytes: what a fuzzer makes of it is read as a process would read it.
//!
//! Bytes alone would hardly ever get past a checksum. They are therefore instructions, some of which write what is whole.

use std::path::PathBuf;
use std::time::SystemTime;

use super::files::memory::MemoryDisk;
use super::format::{POSITION_MAGIC, RecordHeader, Seed, SegmentHeader, push_prefix, segment_name};
use super::{AppendError, Found, Settings, Take, open};

const FOLDER: &str = "/spool";

/// What the instructions make.
struct Writer<'a> {
    instructions: &'a [u8],
    spool_id: u64,
    files: Vec<(PathBuf, Vec<u8>)>,
    next: u64,
}

/// Makes a folder as the bytes say, and reads it twice.
///
/// # Panics
///
/// When a payload comes that was not written, when a sequence comes twice or out of order, and when reading changes what
/// is read the next time.
#[cfg_attr(not(fuzzing), expect(unreachable_pub, reason = "only a fuzzer reaches it from outside"))]
pub fn read_folder(instructions: &[u8]) {
    // Of the input, so that no input can be made to fit the checksums of it.
    let spool_id = u64::from(crc32fast::hash(instructions));
    let mut writer = Writer { instructions, spool_id, files: Vec::new(), next: 0 };
    writer.begin_segment(0);
    while let Some(instruction) = writer.byte() {
        writer.follow(instruction);
    }
    let disk = MemoryDisk::with(writer.files);
    disk.contents().faults.no_log = true;
    let Some((first, sequences)) = walk(&disk, spool_id, instructions.len()) else { return };
    let Some((again, rest)) = walk(&disk, spool_id, instructions.len()) else { return };
    assert!(first == again && rest.starts_with(&sequences), "reading it has changed it: {sequences:?} is now {rest:?}");
}

/// Where it begins, and whether each sequence from there on is there.
fn walk(disk: &MemoryDisk, spool_id: u64, size: usize) -> Option<(u64, Vec<(u64, bool)>)> {
    let settings = Settings::new(FOLDER.into(), 1 << 30, || SystemTime::UNIX_EPOCH, spool_id);
    // A newer version is the only thing that may be wrong with a folder on this disk.
    let (mut appender, mut reader) = open(settings, disk.clone()).ok()?;
    let first = reader.acknowledged();
    let mut next = first;
    let mut found = Vec::new();
    let mut take = |item: Found<'_>| {
        match item {
            Found::Record { sequence, payload, .. } => {
                assert!(sequence >= next, "out of order");
                assert!(payload == payload_of(sequence) || payload == b"after", "not what was written");
                found.push((sequence, true));
                next = sequence + 1;
            }
            Found::Gap { sequences, .. } => {
                assert!(sequences.start >= next && sequences.end > sequences.start, "out of order");
                found.push((sequences.start, false));
                next = sequences.end;
            }
        }
        Take::More
    };
    reader.read(&mut take).unwrap_or_else(|error| panic!("{error}"));
    assert!(found.len() <= 2 * size + 4, "more than there is");
    match appender.append(0, b"after", 0) {
        Ok(sequence) => assert!(sequence >= next),
        Err(AppendError::Failed(_)) => {} // The sequences are at their end.
        Err(error) => panic!("{error}"),
    }
    Some((first, found))
}

/// A payload that says which record it is of, with magic bytes in it.
fn payload_of(sequence: u64) -> Vec<u8> {
    let mut payload = vec![b'a' + (sequence % 26) as u8; (sequence % 61) as usize];
    payload.extend_from_slice(b"\xF5rec");
    payload
}

impl Writer<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.instructions.split_first()?;
        self.instructions = rest;
        Some(*first)
    }

    fn number(&mut self) -> u64 {
        u64::from(self.byte().unwrap_or_default())
    }

    fn raw(&mut self, length: u64) -> Vec<u8> {
        let (head, rest) = self.instructions.split_at(self.instructions.len().min(length as usize));
        self.instructions = rest;
        head.to_vec()
    }

    fn file(&mut self) -> Option<&mut Vec<u8>> {
        self.files.last_mut().map(|(_, bytes)| bytes)
    }

    fn begin_file(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((PathBuf::from(FOLDER).join(name), bytes));
    }

    fn begin_segment(&mut self, first: u64) {
        self.next = first;
        self.begin_file(&segment_name(first), SegmentHeader { spool_id: self.spool_id, first }.encode());
    }

    fn follow(&mut self, instruction: u8) {
        match instruction % 12 {
            0..3 => self.record(|_| {}),
            3 => {
                let skipped = self.number();
                self.next += skipped;
                self.record(|_| {});
            }
            4 => {
                let back = self.number();
                self.next = self.next.saturating_sub(back);
                self.record(|_| {});
            }
            5 => {
                let length = self.number() as u32 * 257;
                self.record(|header| header.length = length);
            }
            6 => self.record(|header| header.payload_checksum ^= 1),
            7 => {
                let length = self.number();
                let raw = self.raw(length);
                self.file().into_iter().for_each(|file| file.extend_from_slice(&raw));
            }
            8 => {
                let (back, mask) = (self.number() as usize, self.byte().unwrap_or(1));
                if let Some(file) = self.file() {
                    let at = file.len().saturating_sub(1 + back);
                    file.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= mask);
                }
            }
            9 => {
                let less = self.number() as usize;
                self.file().into_iter().for_each(|file| file.truncate(file.len().saturating_sub(less)));
            }
            10 => {
                let skipped = self.number() % 4;
                self.begin_segment(self.next + skipped);
            }
            _ => self.position(),
        }
    }

    fn record(&mut self, change: impl FnOnce(&mut RecordHeader)) {
        let sequence = self.next;
        let payload = payload_of(sequence);
        let mut header = RecordHeader::of(&payload, sequence, 0, 0);
        change(&mut header);
        let header = header.encode(Seed::new(self.spool_id));
        if let Some(file) = self.file() {
            file.extend_from_slice(&header);
            file.extend_from_slice(&payload);
        }
        self.next += 1;
    }

    /// The file of the position; what is written goes on to the segment before it.
    fn position(&mut self) {
        let acknowledged = self.number();
        let next = acknowledged + self.number();
        let dropped = self.number() % 3;
        let mut slot = Vec::new();
        push_prefix(&mut slot, POSITION_MAGIC);
        for number in [1, self.spool_id, acknowledged, next, dropped] {
            slot.extend_from_slice(&number.to_le_bytes());
        }
        for _ in 0..dropped * 2 {
            slot.extend_from_slice(&self.number().to_le_bytes());
        }
        let checksum = crc32fast::hash(&slot);
        slot.extend_from_slice(&checksum.to_le_bytes());
        let path = PathBuf::from(FOLDER).join("acknowledged");
        self.files.insert(0, (path, slot));
    }
}
