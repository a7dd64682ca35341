//! A machine that loses power: what was not synced may be gone, or half there, page by page and name by name.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::spool::files::memory::{Operation, write};

const PAGE: usize = 4096;
const SECTOR: usize = 512;

/// One file: what is certainly on the disk, and what the operating system holds.
#[derive(Default)]
struct Sides {
    durable: Vec<u8>,
    current: Vec<u8>,
}

/// A disk as it may be after power was lost at the end of these operations.
fn after_power_loss(log: &[Operation], before: &MemoryDisk, random: &mut fastrand::Rng) -> MemoryDisk {
    let mut files: BTreeMap<usize, Sides> = BTreeMap::new();
    // A path, and which file it has led to since the folder was synced.
    let mut names: BTreeMap<PathBuf, Vec<Option<usize>>> = BTreeMap::new();
    {
        let before = before.contents();
        for (path, node) in &before.names {
            names.insert(path.clone(), vec![Some(*node)]);
            let bytes = &before.nodes[*node].bytes;
            files.insert(*node, Sides { durable: bytes.clone(), current: bytes.clone() });
        }
    }
    for operation in log {
        match operation {
            Operation::Name { path, node } => {
                files.entry(*node).or_default();
                names.entry(path.clone()).or_insert_with(|| vec![None]).push(Some(*node));
            }
            Operation::Unname { path } => names.entry(path.clone()).or_default().push(None),
            Operation::Write { node, offset, bytes } => {
                write(&mut files.entry(*node).or_default().current, *offset, bytes)
            }
            Operation::SetLen { node, len } => files.entry(*node).or_default().current.resize(*len, 0),
            Operation::SyncData { node } => {
                let sides = files.entry(*node).or_default();
                sides.durable.clone_from(&sides.current);
            }
            Operation::SyncFolder => {
                names.values_mut().for_each(|nodes| drop(nodes.drain(..nodes.len() - 1)));
            }
        }
    }

    let mut left = Vec::new();
    let mut taken = BTreeSet::new();
    for (path, nodes) in names {
        let Some(node) = nodes[random.usize(..nodes.len())] else { continue };
        if taken.insert(node) {
            left.push((path, torn(&files[&node], random)));
        }
    }
    MemoryDisk::with(left)
}

fn torn(sides: &Sides, random: &mut fastrand::Rng) -> Vec<u8> {
    let Sides { durable, current } = sides;
    let (shorter, longer) = (durable.len().min(current.len()), durable.len().max(current.len()));
    let len = match random.u8(..4) {
        0 => durable.len(),
        1 | 2 => current.len(),
        _ => random.usize(shorter..=longer),
    };
    let mut bytes = vec![0; len];
    for start in (0..len).step_by(PAGE) {
        let way = random.u8(..4);
        for start in (start..len.min(start + PAGE)).step_by(SECTOR) {
            let from = match way {
                0 => durable,
                1 | 2 => current,
                _ if random.bool() => durable,
                _ => current,
            };
            let end = len.min(start + SECTOR).min(from.len());
            if start < end {
                bytes[start..end].copy_from_slice(&from[start..end]);
            }
        }
    }
    bytes
}

/// Several power losses in the life of one folder; whatever a sync covered is there after each.
fn live_through(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut disk = MemoryDisk::default();
    let mut payloads: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    let mut lost = BTreeSet::new();
    let (mut covered, mut acknowledged) = (0, 0);
    let settings = settings().with_segment_bytes(5000);
    for life in 0..5 {
        let before = disk.restarted();
        disk = before.restarted();
        let (mut appender, mut reader) = open(settings.clone(), disk.clone()).unwrap();
        let syncer = appender.syncer();

        let mut next = reader.acknowledged();
        // Where neither the position nor the first segments are left, it begins with what is there.
        let skipped = (acknowledged..next).find(|sequence| !lost.contains(sequence));
        assert!(skipped.is_none_or(|skipped| skipped >= covered), "{seed}, {life}: {skipped:?}, and {covered} synced");
        lost.extend(acknowledged..next);
        for item in read_all(&mut reader) {
            match item {
                Item::Record(sequence, bytes) => {
                    assert_eq!(sequence, next, "{seed}, {life}");
                    assert_eq!(Some(&bytes), payloads.get(&sequence), "{seed}, {life}");
                    next += 1;
                }
                Item::Gap(gap, cause) => {
                    assert_eq!((gap.start, cause), (next, Cause::Damaged));
                    let news = gap.clone().find(|sequence| !lost.contains(sequence));
                    assert!(news.is_none_or(|news| news >= covered), "{seed}, {life}: {gap:?}, and {covered} synced");
                    lost.extend(gap.clone());
                    next = gap.end;
                }
            }
        }
        assert!(next >= covered, "{seed}, {life}: all from {next} is lost, and all below {covered} was synced");
        payloads.retain(|sequence, _| *sequence < next);
        acknowledged = reader.acknowledged();

        // How long the log was, what was covered by then, and what may have been acknowledged.
        let mut moments = vec![(0, covered, acknowledged)];
        for _ in 0..random.usize(..60) {
            match random.u8(..10) {
                0..7 => {
                    let mut payload = vec![0; random.usize(..1500)];
                    random.fill(&mut payload);
                    let sequence = appender.append(0, &payload, NOW_MS).unwrap();
                    payloads.insert(sequence, payload);
                }
                7 => covered = syncer.sync().unwrap(),
                _ => {
                    let _ = read_some(&mut reader, random.usize(1..10));
                    acknowledged = random.u64(acknowledged..=appender.next());
                    moments.push((disk.contents().log.len(), covered, acknowledged));
                    reader.acknowledge(acknowledged).unwrap();
                }
            }
            moments.push((disk.contents().log.len(), covered, acknowledged));
        }
        let log = disk.contents().log.clone();
        let lost_at = random.usize(..=log.len());
        let moment = moments.iter().rfind(|(length, ..)| *length <= lost_at);
        (_, covered, acknowledged) = *moment.unwrap();
        disk = after_power_loss(&log[..lost_at], &before, &mut random);
    }
}

#[test]
fn what_a_sync_covered_survives_power_losses() {
    for seed in 0..250 {
        live_through(seed);
    }
}

#[test]
fn a_disk_that_forgets_does_forget_what_was_not_synced() {
    let disk = MemoryDisk::default();
    let before = disk.restarted();
    let (mut appender, _reader) = start(&disk);
    append_all(&mut appender, 0..3);
    let log = disk.contents().log.clone();
    let lost = (0..100).filter(|seed| {
        let image = after_power_loss(&log, &before, &mut fastrand::Rng::with_seed(*seed));
        read_all(&mut start(&image).1).len() < 3
    });
    assert!(lost.count() > 50);
}
