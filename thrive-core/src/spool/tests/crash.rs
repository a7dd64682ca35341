//! A process that ends at any moment: what the disk looks like after every prefix of the writes.

use super::*;
use crate::spool::files::memory::Operation;

/// What a process did, and how much of the log there was by then.
enum Did {
    /// The call returned.
    Appended(u64),
    /// The call began, and returned.
    Acknowledging(u64),
    Acknowledged(u64),
    Dropping,
    Dropped(Range<u64>),
}

/// Records of all sizes up to two pages, over several segments, some of them delivered, some given up.
fn run() -> (Vec<Operation>, Vec<(usize, Did)>) {
    let disk = MemoryDisk::default();
    let settings = settings().with_segment_bytes(20_000);
    let (mut appender, mut reader) = open(settings, disk.clone()).unwrap();
    let mut did = Vec::new();
    let mut random = fastrand::Rng::with_seed(7);
    let length = || disk.contents().log.len();
    for sequence in 0..70 {
        appender.append(0, &large_payload(sequence), NOW_MS).unwrap();
        did.push((length(), Did::Appended(sequence)));
        if random.u8(..) < 60 {
            let items = read_some(&mut reader, random.usize(1..8));
            if let Some(Item::Record(last, _)) = items.last() {
                did.push((length(), Did::Acknowledging(last + 1)));
                reader.acknowledge(last + 1).unwrap();
                did.push((length(), Did::Acknowledged(last + 1)));
            }
        }
        if random.u8(..) < 20 {
            did.push((length(), Did::Dropping));
            if let Some(range) = appender.drop_oldest().unwrap() {
                did.push((length(), Did::Dropped(range)));
            }
        }
    }
    let log = disk.contents().log.clone();
    (log, did)
}

fn large_payload(sequence: u64) -> Vec<u8> {
    let mut payload = payload(sequence);
    payload.resize(20 + (sequence as usize * 7919) % 8192, b'x');
    payload
}

/// What may have become of the records by the time that the log was so long.
fn check(disk: &MemoryDisk, did: &[(usize, Did)], length: usize, what: &str) {
    let (mut accepted, mut least, mut most) = (0, 0, 0);
    let mut dropped: Vec<Range<u64>> = Vec::new();
    let mut given_up_next = None;
    let mut is_dropping = false;
    for (at, did) in did {
        if *at > length {
            if let (true, Did::Dropped(range)) = (is_dropping, did) {
                given_up_next = Some(range.clone());
            }
            break;
        }
        is_dropping = matches!(did, Did::Dropping);
        match did {
            Did::Appended(sequence) => accepted = sequence + 1,
            Did::Acknowledging(below) => most = *below,
            Did::Acknowledged(below) => least = *below,
            Did::Dropping => {}
            Did::Dropped(range) => dropped.push(range.clone()),
        }
    }

    let settings = settings().with_segment_bytes(20_000);
    let (mut appender, mut reader) = open(settings.clone(), disk.clone()).unwrap();
    let first = reader.acknowledged();
    assert!((least..=most).contains(&first), "{what}: {least} <= {first} <= {most}");
    let waiting = reader.waiting();
    let items = read_all(&mut reader);
    let lengths = items.iter().map(|item| match item {
        Item::Record(..) => 1,
        Item::Gap(gap, _) => gap.end - gap.start,
    });
    assert_eq!(lengths.sum::<u64>(), waiting, "{what}");
    let expected: Vec<u64> = (first..accepted).filter(|at| !dropped.iter().any(|range| range.contains(at))).collect();
    let mut found = Vec::new();
    for item in &items {
        match item {
            Item::Record(sequence, bytes) => {
                assert_eq!(*bytes, large_payload(*sequence), "{what}");
                found.push(*sequence);
            }
            // The page that was being written held a record that nobody was told is accepted.
            Item::Gap(gap, _) => assert_eq!(*gap, accepted..accepted + 1, "{what}"),
        }
    }
    // The record of the call that did not return may be there, and what it gave up may be gone.
    found.retain(|sequence| *sequence != accepted);
    let less = |range: &Range<u64>| expected.iter().copied().filter(|at| !range.contains(at)).collect::<Vec<_>>();
    assert!(found == expected || given_up_next.is_some_and(|range| found == less(&range)), "{what}: {found:?}");

    // The folder is as good as any.
    let next = appender.next();
    appender.append(0, b"after", NOW_MS).unwrap();
    assert_eq!(read_all(&mut reader), [record(next, b"after")]);
    drop((appender, reader));
    let (_appender, mut reader) = open(settings, disk.clone()).unwrap();
    assert_eq!(read_all(&mut reader), [items, vec![record(next, b"after")]].concat(), "{what}");
}

#[test]
fn a_process_may_end_after_any_write() {
    let (log, did) = run();
    assert!(log.len() > 100 && did.iter().any(|(_, did)| matches!(did, Did::Dropped(_))));
    for length in 0..=log.len() {
        check(&MemoryDisk::after(&log[..length]), &did, length, &format!("after {length}"));
    }
}

#[test]
fn a_process_may_end_in_the_midst_of_any_write() {
    const PAGE: usize = 4096;

    let (log, did) = run();
    let mut random = fastrand::Rng::with_seed(11);
    for length in 0..log.len() {
        let Operation::Write { node, offset, bytes } = &log[length] else { continue };
        // The page that this write ends in: what of it is new came in part, or as zeros, or as something else.
        let torn = bytes.len() - ((offset + bytes.len() - 1) % PAGE + 1).min(bytes.len());
        let part = torn + random.usize(..bytes.len() - torn);
        let mut zeros = bytes.clone();
        zeros[torn..].fill(0);
        let mut noise = bytes.clone();
        noise[torn..].fill_with(|| random.u8(..));
        let mut holed = bytes.clone();
        holed[torn..part].fill(0);
        for (torn, bytes) in
            [("ends early", bytes[..part].to_vec()), ("zeros", zeros), ("noise", noise), ("a hole", holed)]
        {
            let mut operations = log[..length].to_vec();
            operations.push(Operation::Write { node: *node, offset: *offset, bytes });
            check(&MemoryDisk::after(&operations), &did, length, &format!("{torn} in {length}"));
        }
    }
}
