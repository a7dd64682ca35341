//! The bytes on the disk, written out; their checksums were computed by zlib.

use super::*;

#[test]
fn a_segment_is_a_header_and_records() {
    let disk = MemoryDisk::default();
    let (mut appender, _reader) = start(&disk);
    appender.append(0, br#"{"a":1}"#, NOW_MS).unwrap();
    #[rustfmt::skip]
    let expected = [
        0xF5, b't', b'h', b'r', b'v', b's', b'e', b'g', 0x01, 0x00, 0x00, 0x00, 0xBD, 0xD1, 0x4D, 0x89,
        0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x30, 0x58, 0x22, 0xAF, 0x00, 0x00, 0x00, 0x00,
        // The record.
        0xF5, b'r', b'e', b'c', 0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x40, 0x77, 0xA0, 0xAA, 0x92, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xAF, 0xAC, 0x1B, 0x56,
        0xFB, 0x0E, 0xCF, 0x8E, b'{', b'"', b'a', b'"', b':', b'1', b'}',
    ];
    assert_eq!(disk.read(&path("00000000000000000000.segment")).unwrap(), expected);
}

#[test]
fn the_position_is_written_to_two_slots_in_turn() {
    let disk = MemoryDisk::default();
    let (mut appender, mut reader) = start(&disk);
    #[rustfmt::skip]
    let first = [
        0xF5, b't', b'h', b'r', b'v', b'a', b'c', b'k', 0x01, 0x00, 0x00, 0x00, 0x46, 0x52, 0xA5, 0x6A,
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
    ];
    let written = disk.read(&path("acknowledged")).unwrap();
    assert_eq!(written[4096..4096 + first.len()], first);

    append_all(&mut appender, 0..5);
    reader.acknowledge(3).unwrap();
    let written = disk.read(&path("acknowledged")).unwrap();
    let numbers: Vec<u64> =
        written[16..56].chunks(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap())).collect();
    assert_eq!(numbers, [2, 0x1122_3344_5566_7788, 3, 5, 0]);
    assert_eq!(written[4096..4096 + first.len()], first);
}

#[test]
fn segments_are_small_beside_the_limit_and_few() {
    let mib = 1 << 20;
    assert_eq!(segment_bytes(64 * mib), 2 * mib);
    assert_eq!(segment_bytes(mib), 64 << 10);
    assert_eq!(segment_bytes(100_000), 25_000);
    assert_eq!(segment_bytes(4096 * mib), 64 * mib);
    assert_eq!(segment_bytes(1 << 40), 4096 * mib);
    assert_eq!(segment_bytes(0), 1);
}
