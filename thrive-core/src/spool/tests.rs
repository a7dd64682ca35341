mod basics;
mod crash;
mod damage;
mod dead_letters;
mod disk;
mod faults;
mod format;
mod fuzzed;
mod hostile;
mod inspect;
mod model;
mod power;
mod steady;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::files::Files;
use super::files::memory::MemoryDisk;
use super::*;

/// 2024-10-20T15:51:36Z
const NOW_MS: u64 = 1_729_439_496_000;

const FOLDER: &str = "/spool";

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(NOW_MS)
}

/// Segments of three records of [`payload`] each.
fn settings() -> Settings {
    Settings::new(FOLDER.into(), 1 << 20, now, 0x1122_3344_5566_7788).with_segment_bytes(240)
}

fn start(disk: &MemoryDisk) -> (Appender<MemoryDisk>, Reader<MemoryDisk>) {
    open(settings(), disk.clone()).unwrap()
}

fn path(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name)
}

/// What a reader found, to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Record(u64, Vec<u8>),
    Gap(Range<u64>, Cause),
}

fn record(sequence: u64, payload: impl AsRef<[u8]>) -> Item {
    Item::Record(sequence, payload.as_ref().to_vec())
}

fn damaged(sequences: Range<u64>) -> Item {
    Item::Gap(sequences, Cause::Damaged)
}

fn item(found: &Found<'_>) -> Item {
    match found {
        Found::Record { sequence, payload, .. } => record(*sequence, payload),
        Found::Gap { sequences, cause } => Item::Gap(sequences.clone(), *cause),
    }
}

fn read_all<F: Files>(reader: &mut Reader<F>) -> Vec<Item> {
    let mut items = Vec::new();
    reader
        .read(&mut |found| {
            items.push(item(&found));
            Take::More
        })
        .unwrap();
    items
}

/// At most this many.
fn read_some<F: Files>(reader: &mut Reader<F>, most: usize) -> Vec<Item> {
    let mut items = Vec::new();
    reader
        .read(&mut |found| {
            if items.len() == most {
                return Take::Not;
            }
            items.push(item(&found));
            if items.len() == most { Take::Enough } else { Take::More }
        })
        .unwrap();
    items
}

/// Payloads of 20 to 29 bytes that say which record they are of.
fn payload(sequence: u64) -> Vec<u8> {
    let mut payload = format!("record {sequence:013}").into_bytes();
    payload.resize(20 + (sequence % 10) as usize, b'.');
    payload
}

fn append_all<F: Files>(appender: &mut Appender<F>, sequences: Range<u64>) {
    for sequence in sequences {
        assert_eq!(appender.append(0, &payload(sequence), NOW_MS).unwrap(), sequence);
    }
}

fn records(sequences: Range<u64>) -> Vec<Item> {
    sequences.map(|sequence| record(sequence, payload(sequence))).collect()
}
