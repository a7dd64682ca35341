//! What goes in comes out, in order, until it is acknowledged.

use super::*;

#[test]
fn what_was_appended_is_read_in_order_over_many_segments() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..20);
    assert!(disk.names().len() > 5, "{:?}", disk.names());
    assert_eq!(read_all(&mut reader), records(0..20));
    assert_eq!(read_all(&mut reader), []);

    append_all(&mut appender, 20..25);
    assert_eq!(read_all(&mut reader), records(20..25));
    assert_eq!((appender.next(), reader.waiting()), (25, 25));
}

#[test]
fn kind_and_time_come_back() {
    let (mut appender, mut reader) = start(&MemoryDisk::default());
    appender.append(7, b"", 12_345).unwrap();
    let mut count = 0;
    let mut check = |found: Found<'_>| {
        assert_eq!(found, Found::Record { sequence: 0, kind: 7, unix_ms: 12_345, payload: b"" });
        count += 1;
        Take::More
    };
    reader.read(&mut check).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn the_caller_says_when_it_has_enough() {
    let (mut appender, mut reader) = start(&MemoryDisk::default());
    append_all(&mut appender, 0..10);
    assert_eq!(read_some(&mut reader, 4), records(0..4));
    assert_eq!(read_some(&mut reader, 0), []);
    assert_eq!(read_some(&mut reader, 3), records(4..7));
    assert_eq!(read_all(&mut reader), records(7..10));
}

#[test]
fn the_next_process_reads_what_is_not_acknowledged() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..20);
    assert_eq!(read_some(&mut reader, 9), records(0..9));
    reader.acknowledge(7).unwrap();
    drop((appender, reader));

    let (mut appender, mut reader) = start(&disk);
    assert_eq!((appender.next(), reader.acknowledged(), reader.waiting()), (20, 7, 13));
    append_all(&mut appender, 20..23);
    assert_eq!(read_all(&mut reader), records(7..23));
}

#[test]
fn segments_are_deleted_once_all_they_hold_is_acknowledged() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..20);
    read_all(&mut reader);
    let held = appender.bytes();
    reader.acknowledge(2).unwrap();
    assert_eq!(appender.bytes(), held);
    reader.acknowledge(20).unwrap();
    assert_eq!(disk.names(), ["00000000000000000018.segment", "acknowledged", "lock"]);
    assert!(appender.bytes() < 240);
    assert_eq!(reader.waiting(), 0);
}

#[test]
fn sequences_go_on_where_no_segment_is_left() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..20);
    reader.acknowledge(20).unwrap();
    drop((appender, reader));
    disk.contents().names.retain(|path, _| !path.to_str().unwrap().ends_with(".segment"));

    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 20..21);
    assert_eq!(read_all(&mut reader), records(20..21));
}

#[test]
fn what_is_acknowledged_unread_is_not_read() {
    let (mut appender, mut reader) = start(&MemoryDisk::default());
    append_all(&mut appender, 0..10);
    reader.acknowledge(7).unwrap();
    assert_eq!(read_all(&mut reader), records(7..10));
}

#[test]
fn a_full_spool_takes_records_again_once_some_are_acknowledged() {
    let settings = Settings::new(FOLDER.into(), 1000, now, 1).with_segment_bytes(200);
    let (mut appender, mut reader) = open(settings, MemoryDisk::default()).unwrap();
    let mut sequence = 0;
    while appender.append(0, &payload(sequence), NOW_MS).is_ok() {
        sequence += 1;
    }
    assert!(matches!(appender.append(0, &payload(sequence), NOW_MS), Err(AppendError::Full)));
    assert!(appender.bytes() <= 1000 && appender.bytes() > 900);

    reader.acknowledge(4).unwrap();
    append_all(&mut appender, sequence..sequence + 1);
    assert!(appender.bytes() <= 1000);
}

#[test]
fn a_record_as_large_as_the_limit_does_not_block_the_spool_once_it_is_settled() {
    let limit = 4096;
    let settings = Settings::new(FOLDER.into(), limit, now, 1);
    let (mut appender, mut reader) = open(settings, MemoryDisk::default()).unwrap();
    let largest = vec![b'x'; 4096 - 40 - 36];
    assert_eq!(appender.append(0, &largest, NOW_MS).unwrap(), 0);
    assert!(matches!(appender.append(0, b"{}", NOW_MS), Err(AppendError::Full)));
    let Err(AppendError::TooLarge { limit }) = appender.append(0, &[&largest[..], b"x"].concat(), NOW_MS) else {
        panic!("a record that never fits was not refused as such")
    };
    assert_eq!(limit, largest.len() as u64);

    assert_eq!(read_all(&mut reader), [record(0, &largest)]);
    reader.acknowledge(1).unwrap();
    assert_eq!(appender.append(0, &largest, NOW_MS).unwrap(), 1);
    assert_eq!(read_all(&mut reader), [record(1, &largest)]);
}

#[test]
fn dropping_the_oldest_leaves_what_is_in_flight() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 0..12);
    assert_eq!(read_some(&mut reader, 2), records(0..2));
    assert_eq!(appender.drop_oldest().unwrap(), Some(3..6));
    assert_eq!(appender.drop_oldest().unwrap(), Some(6..9));
    assert_eq!(reader.waiting(), 6);
    assert_eq!(read_all(&mut reader), [records(2..3), records(9..12)].concat());

    // The next process does not take it for damage.
    drop((appender, reader));
    let (_appender, mut reader) = start(&disk);
    assert_eq!(reader.waiting(), 6);
    assert_eq!(read_all(&mut reader), [records(0..3), records(9..12)].concat());
}

#[test]
fn dropping_the_oldest_gives_up_the_last_segment_when_there_is_no_other() {
    let (mut appender, mut reader) = start(&MemoryDisk::default());
    assert_eq!(appender.drop_oldest().unwrap(), None);
    append_all(&mut appender, 0..2);
    assert_eq!(appender.drop_oldest().unwrap(), Some(0..2));
    assert_eq!(appender.drop_oldest().unwrap(), None);
    append_all(&mut appender, 2..4);
    assert_eq!(read_all(&mut reader), records(2..4));
    // All that is there was handed out.
    assert_eq!(appender.drop_oldest().unwrap(), None);
}

#[test]
fn what_is_too_old_is_given_up_in_one_piece() {
    let disk = MemoryDisk::default();
    let settings = Settings { max_age: Some(Duration::from_millis(100)), ..settings() };
    let (mut appender, mut reader) = open(settings, disk).unwrap();
    for (sequence, age) in [(0, 101), (1, 200), (2, 100), (3, 101), (4, 300), (5, 101), (6, 101), (7, 0), (8, 500)] {
        appender.append(0, &payload(sequence), NOW_MS - age).unwrap();
    }
    let expired = |range| Item::Gap(range, Cause::Expired);
    let expected = [expired(0..2), record(2, payload(2)), expired(3..7), record(7, payload(7)), expired(8..9)];
    assert_eq!(read_some(&mut reader, 2), expected[..2]);
    // One that is not taken comes again.
    assert_eq!(read_some(&mut reader, 0), []);
    assert_eq!(read_some(&mut reader, 1), expected[2..3]);
    assert_eq!(read_all(&mut reader), expected[3..]);
}
