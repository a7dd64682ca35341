//! A disk that is full, read-only, failing or gone.

use super::*;

fn last_segment(disk: &MemoryDisk) -> PathBuf {
    path(disk.names().iter().rfind(|name| name.ends_with(".segment")).unwrap())
}

fn kind(outcome: Result<u64, AppendError>) -> SpoolErrorKind {
    match outcome {
        Err(AppendError::Failed(error)) => error.kind(),
        outcome => panic!("{outcome:?}"),
    }
}

#[test]
fn a_write_that_fails_leaves_nothing_accepted_wherever_it_stops() {
    // Enough for the next record, and for the header of the next segment.
    for space in 0..120 {
        for cut_fails in [false, true] {
            let disk = MemoryDisk::default();
            let (mut appender, mut reader) = start(&disk);
            append_all(&mut appender, 0..2);
            disk.contents().faults.space = Some(space);
            disk.contents().faults.cut = cut_fails;
            let mut accepted = 2;
            let error = loop {
                match appender.append(0, &payload(accepted), NOW_MS) {
                    Ok(_) => accepted += 1,
                    error => break error,
                }
            };
            assert_eq!(kind(error), SpoolErrorKind::NoSpace);
            assert_eq!(read_all(&mut reader), records(0..accepted));
            let image = disk.restarted();
            assert_eq!(read_all(&mut start(&image).1), records(0..accepted), "{space}");

            disk.contents().faults = Default::default();
            assert_eq!(appender.append(0, b"", NOW_MS).unwrap(), accepted);
            append_all(&mut appender, accepted + 1..accepted + 6);
            let expected = [vec![record(accepted, b"")], records(accepted + 1..accepted + 6)].concat();
            assert_eq!(read_all(&mut reader), expected);
            let image = disk.restarted();
            let mut reader = start(&image).1;
            assert_eq!(read_all(&mut reader), [records(0..accepted), expected].concat(), "{space}");
        }
    }
}

#[test]
fn a_segment_that_ends_in_a_torn_write_takes_no_successor() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..2);
    disk.contents().faults = files::memory::Faults { space: Some(50), cut: true, ..Default::default() };
    assert_eq!(kind(appender.append(0, &payload(2), NOW_MS)), SpoolErrorKind::NoSpace);
    disk.contents().faults.space = None;
    // This one belongs to another segment, but what the last write left cannot be cut off.
    assert_eq!(kind(appender.append(0, &[b'x'; 200], NOW_MS)), SpoolErrorKind::Io);
    append_all(&mut appender, 2..3);
    disk.contents().faults.cut = false;
    append_all(&mut appender, 3..5);
    assert_eq!(read_all(&mut reader), records(0..5));
    assert_eq!(read_all(&mut start(&disk.restarted()).1), records(0..5));
}

#[test]
fn a_folder_that_may_not_be_written_is_an_error_that_says_so() {
    let disk = MemoryDisk::default();
    disk.contents().faults.read_only = true;
    let error = open(settings(), disk.clone()).err().unwrap();
    assert_eq!(error.kind(), SpoolErrorKind::ReadOnly);
    assert!(error.to_string().contains("/spool"), "{error}");
    assert!(std::error::Error::source(&error).is_some());

    disk.contents().faults.read_only = false;
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..4);
    disk.contents().faults.read_only = true;
    assert_eq!(kind(appender.append(0, &payload(4), NOW_MS)), SpoolErrorKind::ReadOnly);
    assert_eq!(read_all(&mut reader), records(0..4));

    // What is settled is so for this process, and told to the next one when it can be.
    assert_eq!(reader.acknowledge(4).unwrap_err().kind(), SpoolErrorKind::ReadOnly);
    assert_eq!(read_all(&mut reader), []);
    disk.contents().faults.read_only = false;
    reader.acknowledge(4).unwrap();
    assert_eq!(start(&disk.restarted()).1.acknowledged(), 4);
}

#[test]
fn what_was_given_up_is_counted_although_the_disk_fails() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..9);
    disk.contents().faults.read_only = true;
    assert_eq!(appender.drop_oldest().unwrap(), Some(0..3));
    assert_eq!(reader.waiting(), 6);
    assert_eq!(read_all(&mut reader), records(3..9));
}

#[test]
fn a_folder_that_vanishes_takes_nothing_that_was_accepted_and_is_noticed() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..4);
    disk.vanish();
    append_all(&mut appender, 4..6);
    assert_eq!(kind(appender.append(0, &payload(6), NOW_MS)), SpoolErrorKind::Vanished);
    assert_eq!(appender.syncer().sync().unwrap_err().kind(), SpoolErrorKind::Vanished);
    assert_eq!(read_all(&mut reader), records(0..6));
    let error = reader.acknowledge(6).unwrap_err();
    assert_eq!(error.kind(), SpoolErrorKind::Vanished);
    assert!(error.to_string().contains("`/spool` was removed"), "{error}");
    assert_eq!(reader.waiting(), 0);
    assert_eq!(disk.names(), [""; 0]);
}

#[test]
fn a_folder_has_one_owner_at_a_time() {
    let disk = MemoryDisk::default();
    let (appender, reader) = start(&disk);
    let error = open(settings(), disk.clone()).err().unwrap();
    assert_eq!(error.kind(), SpoolErrorKind::InUse);
    let expected = "the spool in `/spool` is in use by another client of this process: \
                    give each its own folder, or end the other first";
    assert_eq!(error.to_string(), expected);

    let node = disk.contents().names[&path("lock")];
    disk.contents().node(node).bytes = b"17\n".to_vec();
    let error = open(settings(), disk.clone()).err().unwrap();
    assert!(error.to_string().contains("in use by another process (its id is 17)"), "{error}");

    let syncer = appender.syncer();
    drop((appender, reader));
    assert_eq!(open(settings(), disk.clone()).err().unwrap().kind(), SpoolErrorKind::InUse);
    drop(syncer);
    drop(start(&disk));
}

#[test]
fn a_block_that_cannot_be_read_costs_its_records_after_a_few_attempts() {
    let disk = MemoryDisk::default();
    let settings = settings().with_segment_bytes(1 << 20);
    let (mut appender, mut reader) = open(settings, disk.clone()).unwrap();
    append_all(&mut appender, 0..1000);
    disk.make_unreadable(&last_segment(&disk), 9000..9001);
    let mut items = Vec::new();
    let mut read = |items: &mut Vec<Item>| {
        let mut take = |found: Found<'_>| {
            items.push(item(&found));
            Take::More
        };
        reader.read(&mut take)
    };
    for _ in 0..3 {
        assert_eq!(read(&mut items).unwrap_err().kind(), SpoolErrorKind::Io);
        assert_eq!(items, records(0..items.len() as u64));
    }
    read(&mut items).unwrap();
    let Some(Item::Gap(gap, Cause::Damaged)) = items.iter().find(|item| matches!(item, Item::Gap(..))) else {
        panic!("there is no gap")
    };
    // A block of 4096 bytes, and records of 56 to 65.
    assert!((64..=75).contains(&(gap.end - gap.start)), "{gap:?}");
    assert_eq!(items, [records(0..gap.start), vec![damaged(gap.clone())], records(gap.end..1000)].concat());
}

#[test]
fn a_block_that_cannot_be_read_does_not_keep_a_process_from_starting() {
    let disk = MemoryDisk::default();
    append_all(&mut start(&disk).0, 0..5);
    disk.make_unreadable(&last_segment(&disk), 50..51);
    let (mut appender, mut reader) = start(&disk);
    // All of record 4 may be there, or none, and its sequence is not used again either way.
    let next = appender.next();
    assert!(next > 3);
    append_all(&mut appender, next..next + 2);
    let mut items = Vec::new();
    let mut take = |found: Found<'_>| {
        items.push(item(&found));
        Take::More
    };
    while reader.read(&mut take).is_err() {}
    assert_eq!(items[..3], records(0..3));
    assert_eq!(items[items.len() - 2..], records(next..next + 2));
}

#[test]
fn a_disk_that_cannot_be_read_at_all_is_not_taken_for_damage() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..5);
    disk.contents().faults.reads = true;
    for _ in 0..10 {
        reader.read(&mut |_| panic!("nothing can be read")).unwrap_err();
    }
    disk.contents().faults.reads = false;
    assert_eq!(read_all(&mut reader), records(0..5));
}

#[test]
fn a_failed_sync_stays_in_doubt_until_its_records_are_delivered() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    let syncer = appender.syncer();
    append_all(&mut appender, 0..2);
    assert_eq!(syncer.sync().unwrap(), 2);
    append_all(&mut appender, 2..3);
    disk.contents().faults.sync = true;
    assert_eq!(syncer.sync().unwrap_err().kind(), SpoolErrorKind::Io);
    disk.contents().faults.sync = false;
    assert!(syncer.sync().unwrap_err().to_string().contains("could not be brought to the disk earlier"));

    append_all(&mut appender, 3..5);
    syncer.sync().unwrap_err();
    read_some(&mut reader, 4);
    reader.acknowledge(4).unwrap();
    append_all(&mut appender, 5..6);
    assert_eq!(syncer.sync().unwrap(), 6);
}
