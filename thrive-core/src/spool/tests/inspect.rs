//! A folder from outside, while its owner has it and when that is gone.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use super::disk::Scratch;
use super::*;
use crate::spool::Item as Seen;

/// What a visit finds: sequences and texts, or `None` for what is damaged.
fn seen(spool: &Inspect) -> Vec<(u64, Option<String>)> {
    let mut seen = Vec::new();
    let hear = |item: Seen<'_>| {
        match item {
            Seen::Event { sequence, json, .. } => seen.push((sequence, Some(json.to_owned()))),
            Seen::Damaged { sequences } => seen.extend(sequences.map(|sequence| (sequence, None))),
        }
        ControlFlow::Continue(())
    };
    spool.visit(hear).unwrap();
    seen
}

fn sequences(spool: &Inspect) -> Vec<u64> {
    seen(spool).into_iter().map(|(sequence, _)| sequence).collect()
}

/// Every file of the folder, to compare.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_folder_is_seen_while_its_owner_has_it_and_stays_as_it_is() {
    let scratch = Scratch::new();
    let folder = scratch.settings().folder;
    let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..20);
    assert_eq!(read_some(&mut reader, 8), records(0..8));
    reader.acknowledge(8).unwrap();
    let before = contents(&folder);

    let spool = Inspect::open(&folder).unwrap();
    assert_eq!((spool.acknowledged(), spool.next(), spool.pending()), (8, 20, 12));
    let first = sequences(&spool)[0];
    assert!(first <= 8, "{first}");
    let expected: Vec<_> = (first..20).map(|n| (n, Some(String::from_utf8(payload(n)).unwrap()))).collect();
    assert_eq!(seen(&spool), expected);
    assert_eq!(contents(&folder), before);

    // What happens from here on is not of that moment, nor does it take anything from it.
    append_all(&mut appender, 20..22);
    assert_eq!(read_all(&mut reader), records(8..22));
    reader.acknowledge(22).unwrap();
    assert_eq!(seen(&spool), expected);
    let spool = Inspect::open(&folder).unwrap();
    assert_eq!((spool.acknowledged(), spool.next(), spool.pending()), (22, 22, 0));
}

#[test]
fn what_the_disk_has_damaged_is_told_and_the_rest_is_seen() {
    let scratch = Scratch::new();
    let folder = scratch.settings().folder;
    let (mut appender, reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..6);
    drop((appender, reader));
    let segment = folder.join("00000000000000000000.segment");
    let mut bytes = fs::read(&segment).unwrap();
    let second = 40 + (36 + payload(0).len()) + 36;
    bytes[second] ^= 1;
    fs::write(&segment, bytes).unwrap();

    let spool = Inspect::open(&folder).unwrap();
    let expected: Vec<_> = (0..6).map(|n| (n, (n != 1).then(|| String::from_utf8(payload(n)).unwrap()))).collect();
    assert_eq!(seen(&spool), expected);
    assert_eq!(spool.pending(), 6);
}

#[test]
fn a_torn_tail_is_no_damage_and_is_not_cut() {
    let scratch = Scratch::new();
    let folder = scratch.settings().folder;
    let (mut appender, reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..2);
    drop((appender, reader));
    let segment = folder.join("00000000000000000000.segment");
    let whole = fs::read(&segment).unwrap();
    fs::write(&segment, &whole[..whole.len() - 1]).unwrap();

    let spool = Inspect::open(&folder).unwrap();
    assert_eq!((spool.next(), sequences(&spool)), (1, vec![0]));
    assert_eq!(fs::read(&segment).unwrap().len(), whole.len() - 1);
    // As the next owner sees it.
    assert_eq!(open(scratch.settings(), Disk).unwrap().0.next(), 1);
}

#[test]
fn what_was_given_up_for_want_of_room_is_passed_over() {
    let scratch = Scratch::new();
    let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..8);
    // The reader is in the first segment, so that the second one goes.
    assert_eq!(read_some(&mut reader, 1), records(0..1));
    let given_up = appender.drop_oldest().unwrap().unwrap();
    assert!(given_up.start > 0 && given_up.end < 8, "{given_up:?}");
    let spool = Inspect::open(scratch.settings().folder).unwrap();
    assert_eq!(sequences(&spool), (0..given_up.start).chain(given_up.end..8).collect::<Vec<_>>());
    assert_eq!(spool.pending(), 8 - (given_up.end - given_up.start));
}

#[test]
fn a_folder_that_is_no_spool_says_so() {
    let scratch = Scratch::new();
    let folder = scratch.settings().folder;
    let error = Inspect::open(&folder).unwrap_err();
    assert_eq!(error.kind(), InspectErrorKind::Unreadable);
    fs::create_dir_all(&folder).unwrap();
    let error = Inspect::open(&folder).unwrap_err();
    assert_eq!(error.kind(), InspectErrorKind::NoSpool);
    assert!(error.to_string().starts_with("there is no spool in `"), "{error}");
    assert_eq!(contents(&folder), []);
}
