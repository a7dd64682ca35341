//! Damage costs what it hit, is told by its sequences, and the rest is delivered.

use super::*;

/// Where the header of record 1 begins in the first segment, and that of record 2.
const SECOND: usize = 40 + 36 + 20;
const THIRD: usize = SECOND + 36 + 21;

fn first_segment() -> PathBuf {
    path("00000000000000000000.segment")
}

/// A folder with the records `0..10`, three to a segment, left by a process that has ended.
fn folder() -> MemoryDisk {
    let disk = MemoryDisk::default();
    append_all(&mut start(&disk).0, 0..10);
    disk
}

fn edit(disk: &MemoryDisk, path: &Path, edit: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = disk.read(path).unwrap();
    edit(&mut bytes);
    disk.put(path, bytes);
}

fn found(disk: &MemoryDisk) -> Vec<Item> {
    read_all(&mut start(disk).1)
}

#[test]
fn a_damaged_payload_costs_its_record_and_is_set_aside() {
    let disk = folder();
    edit(&disk, &first_segment(), |bytes| bytes[SECOND + 36 + 3] ^= 1);
    let hit = disk.read(&first_segment()).unwrap()[SECOND..THIRD].to_vec();
    let expected = [records(0..1), vec![damaged(1..2)], records(2..10)].concat();
    assert_eq!(found(&disk), expected);
    let aside = path("damaged-00000000000000000000-0000000096.bin");
    assert_eq!(disk.read(&aside).unwrap(), hit);

    // Reading it again changes nothing.
    let before = disk.names();
    assert_eq!(found(&disk), expected);
    assert_eq!(disk.names(), before);
}

#[test]
fn a_damaged_header_costs_its_record_whichever_byte_it_hits() {
    for byte in SECOND..SECOND + 36 {
        let disk = folder();
        edit(&disk, &first_segment(), |bytes| bytes[byte] ^= 0x40);
        assert_eq!(found(&disk), [records(0..1), vec![damaged(1..2)], records(2..10)].concat(), "{byte}");
    }
}

#[test]
fn a_damaged_segment_header_costs_nothing() {
    for byte in 0..36 {
        for name in ["00000000000000000000.segment", "00000000000000000009.segment"] {
            let disk = folder();
            edit(&disk, &path(name), |bytes| bytes[byte] ^= 0x40);
            let (mut appender, mut reader) = start(&disk);
            append_all(&mut appender, 10..12);
            assert_eq!(read_all(&mut reader), records(0..12), "{byte} of {name}");
        }
    }
}

#[test]
fn bytes_that_are_inserted_or_missing_cost_what_they_hit() {
    let disk = folder();
    edit(&disk, &first_segment(), |bytes| drop(bytes.splice(SECOND..SECOND, *b"\xF5rec not a record")));
    assert_eq!(found(&disk), records(0..10));

    let disk = folder();
    edit(&disk, &first_segment(), |bytes| drop(bytes.drain(SECOND - 1..SECOND + 1)));
    assert_eq!(found(&disk), [vec![damaged(0..2)], records(2..10)].concat());

    let disk = folder();
    edit(&disk, &first_segment(), |bytes| drop(bytes.drain(SECOND - 5..SECOND - 3)));
    assert_eq!(found(&disk), [vec![damaged(0..1)], records(1..10)].concat());

    let disk = folder();
    edit(&disk, &first_segment(), |bytes| drop(bytes.drain(..7)));
    assert_eq!(found(&disk), records(0..10));
}

#[test]
fn a_segment_that_ends_early_or_is_missing_is_a_gap() {
    let disk = folder();
    edit(&disk, &first_segment(), |bytes| bytes.truncate(THIRD + 1));
    assert_eq!(found(&disk), [records(0..2), vec![damaged(2..3)], records(3..10)].concat());

    let disk = folder();
    edit(&disk, &first_segment(), Vec::clear);
    assert_eq!(found(&disk), [vec![damaged(0..3)], records(3..10)].concat());

    for (first, gap) in [(0, 0..3), (3, 3..6), (6, 6..9), (9, 9..10)] {
        let disk = folder();
        drop(start(&disk)); // Writes down that there are ten.
        disk.contents().names.remove(&path(&format!("{first:020}.segment")));
        let expected = [records(0..gap.start), vec![damaged(gap.clone())], records(gap.end..10)].concat();
        let (mut appender, mut reader) = start(&disk);
        assert_eq!(read_all(&mut reader), expected);
        append_all(&mut appender, 10..11);
        assert_eq!(read_all(&mut reader), records(10..11));
    }
}

#[test]
fn the_torn_tail_of_the_last_segment_is_cut_and_no_loss() {
    let disk = folder();
    let last = path("00000000000000000009.segment");
    let whole = disk.read(&last).unwrap();
    for len in 40..whole.len() {
        let disk = folder();
        edit(&disk, &last, |bytes| bytes.truncate(len));
        let (mut appender, mut reader) = start(&disk);
        assert_eq!(disk.read(&last).unwrap().len(), 40);
        append_all(&mut appender, 9..11);
        assert_eq!(read_all(&mut reader), records(0..11));
    }
    for tail in [&b"\0\0\0\0\0\0\0\0"[..], b"\xF5rec", &[0xF5; 5000]] {
        let disk = folder();
        edit(&disk, &last, |bytes| bytes.extend_from_slice(tail));
        assert_eq!(found(&disk), records(0..10));
        assert_eq!(disk.read(&last).unwrap(), whole);
    }
}

#[test]
fn damage_before_the_last_record_is_not_a_torn_tail() {
    let disk = MemoryDisk::default();
    append_all(&mut start(&disk).0, 0..3);
    edit(&disk, &first_segment(), |bytes| bytes[SECOND..SECOND + 40].fill(0));
    let before = disk.read(&first_segment()).unwrap();
    assert_eq!(found(&disk), [records(0..1), vec![damaged(1..2)], records(2..3)].concat());
    assert_eq!(disk.read(&first_segment()).unwrap(), before);
}

#[test]
fn a_last_record_of_full_length_is_damaged_not_torn() {
    let disk = folder();
    edit(&disk, &path("00000000000000000009.segment"), |bytes| *bytes.last_mut().unwrap() ^= 1);
    let (mut appender, mut reader) = start(&disk);
    append_all(&mut appender, 10..11);
    assert_eq!(read_all(&mut reader), [records(0..9), vec![damaged(9..10)], records(10..11)].concat());
}

#[test]
fn without_a_readable_position_everything_comes_again() {
    let acknowledged = |disk: &MemoryDisk| {
        let mut reader = start(disk).1;
        reader.acknowledge(4).unwrap();
        reader.acknowledge(5).unwrap();
    };
    let disk = folder();
    acknowledged(&disk);
    edit(&disk, &path("acknowledged"), |bytes| bytes[30] ^= 1);
    // The newest is in the other slot, or the one before in this one.
    let first = start(&disk).1.acknowledged();
    assert!(first == 4 || first == 5);

    edit(&disk, &path("acknowledged"), |bytes| bytes.fill(0));
    assert_eq!(found(&disk), records(3..10));
    disk.contents().names.remove(&path("acknowledged"));
    assert_eq!(found(&disk), records(3..10));
}

#[test]
fn a_payload_cannot_pass_for_a_record() {
    let forged = MemoryDisk::default();
    let settings = Settings { spool_id: 99, ..settings() };
    open(settings, forged.clone()).unwrap().0.append(0, b"forged", NOW_MS).unwrap();
    let forged = forged.read(&first_segment()).unwrap()[40..].to_vec();

    let disk = MemoryDisk::default();
    let (mut appender, reader) = start(&disk);
    appender.append(0, &forged, NOW_MS).unwrap();
    appender.append(0, b"{}", NOW_MS).unwrap();
    drop((appender, reader));
    edit(&disk, &first_segment(), |bytes| bytes[41] ^= 1);
    assert_eq!(found(&disk), [damaged(0..1), record(1, b"{}")]);
}

#[test]
fn files_that_are_not_ours_are_left_alone() {
    let disk = folder();
    let foreign = [
        "notes.txt",
        "1.segment",
        "00000000000000000003.segment.bak",
        "0000000000000000000x.segment",
        "99999999999999999999.segment",
    ];
    for name in foreign {
        disk.put(&path(name), b"not ours".to_vec());
    }
    assert_eq!(found(&disk), records(0..10));
    for name in foreign {
        assert_eq!(disk.read(&path(name)).unwrap(), b"not ours", "{name}");
    }
}

#[test]
fn a_folder_of_a_newer_version_is_refused_and_not_touched() {
    for (name, prefix) in
        [("00000000000000000003.segment", *b"\xF5thrvseg\x02\0\0\0"), ("acknowledged", *b"\xF5thrvack\x02\0\0\0")]
    {
        let disk = folder();
        let checksum = crc32fast::hash(&prefix).to_le_bytes();
        edit(&disk, &path(name), |bytes| {
            bytes.resize(bytes.len().max(16), 0);
            bytes[..12].copy_from_slice(&prefix);
            bytes[12..16].copy_from_slice(&checksum);
        });
        let before = files(&disk);
        let error = open(settings(), disk.clone()).err().unwrap();
        assert_eq!(error.kind(), SpoolErrorKind::NewerVersion);
        let message = error.to_string();
        assert!(message.contains(name) && message.contains("version 2"), "{message}");
        assert_eq!(files(&disk), before);
    }
}

fn files(disk: &MemoryDisk) -> Vec<(String, Vec<u8>)> {
    disk.names().into_iter().map(|name| (name.clone(), disk.read(&path(&name)).unwrap())).collect()
}
