//! Folders that somebody or something has changed: never a panic, never an endless walk, never a payload that was not
//! appended.

use super::*;

fn change(files: &mut Vec<(PathBuf, Vec<u8>)>, random: &mut fastrand::Rng) {
    if files.is_empty() {
        return;
    }
    let index = random.usize(..files.len());
    let other = files[random.usize(..files.len())].1.clone();
    let bytes = &mut files[index].1;
    let at = random.usize(..=bytes.len());
    let length = random.usize(..=(bytes.len() - at).min(300));
    match random.u8(..10) {
        0..3 => {
            for byte in bytes.iter_mut().skip(at).take(1 + length / 100) {
                *byte ^= 1 << random.u8(..8);
            }
        }
        3 => bytes.truncate(at),
        4 => bytes[at..at + length].fill_with(|| random.u8(..)),
        5 => drop(bytes.drain(at..at + length)),
        6 => {
            let copied = bytes[at..at + length].to_vec();
            let to = random.usize(..=bytes.len());
            drop(bytes.splice(to..to, copied));
        }
        7 => drop(bytes.splice(at..at, other)),
        8 => drop(files.remove(index)),
        _ => files[index].0 = path(&format!("{:020}.segment", random.u64(..40))),
    }
}

#[test]
fn a_changed_folder_gives_only_what_was_appended_each_at_most_once() {
    for seed in 0..1000 {
        let mut random = fastrand::Rng::with_seed(seed);
        let disk = MemoryDisk::default();
        let (mut appender, mut reader) = start(&disk);
        append_all(&mut appender, 0..random.u64(..30));
        reader.acknowledge(random.u64(..=appender.next())).unwrap();
        let mut files: Vec<_> = disk.names().iter().map(|name| (path(name), disk.read(&path(name)).unwrap())).collect();
        for _ in 0..random.usize(1..6) {
            change(&mut files, &mut random);
        }

        let disk = MemoryDisk::with(files);
        let (mut appender, mut reader) = start(&disk);
        let mut next = reader.acknowledged();
        for item in read_all(&mut reader) {
            let sequences = match item {
                Item::Record(sequence, bytes) => {
                    assert_eq!(bytes, payload(sequence), "{seed}");
                    sequence..sequence + 1
                }
                Item::Gap(gap, _) => gap,
            };
            assert_eq!(sequences.start, next, "{seed}");
            next = sequences.end;
        }
        assert_eq!(next, appender.next(), "{seed}");

        append_all(&mut appender, next..next + 3);
        assert_eq!(read_all(&mut reader), records(next..next + 3), "{seed}");
        reader.acknowledge(next + 3).unwrap();
        assert_eq!(reader.waiting(), 0);
    }
}
