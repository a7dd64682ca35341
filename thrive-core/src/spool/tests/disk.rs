//! On the operating system's own files.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::*;

/// A folder that is gone with the test.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("thrive-spool-{}-{count}", std::process::id());
        Scratch(std::env::temp_dir().join(name))
    }

    pub(super) fn settings(&self) -> Settings {
        Settings { folder: self.0.join("a/b"), ..settings() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folder_is_made_used_and_used_again() {
    let scratch = Scratch::new();
    let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..20);
    assert_eq!(appender.syncer().sync().unwrap(), 20);
    assert_eq!(read_some(&mut reader, 8), records(0..8));
    reader.acknowledge(8).unwrap();

    let error = open(scratch.settings(), Disk).err().unwrap();
    assert_eq!(error.kind(), SpoolErrorKind::InUse);
    drop((appender, reader));

    let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
    assert_eq!((appender.next(), reader.waiting()), (20, 12));
    append_all(&mut appender, 20..22);
    assert_eq!(read_all(&mut reader), records(8..22));
    reader.acknowledge(22).unwrap();
    assert_eq!(fs::read_dir(scratch.settings().folder).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_in_it() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::new();
    let folder = scratch.settings().folder;
    let (mut appender, _reader) = open(scratch.settings(), Disk).unwrap();
    append_all(&mut appender, 0..1);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error_that_says_so() {
    let scratch = Scratch::new();
    fs::create_dir_all(&scratch.0).unwrap();
    fs::write(scratch.0.join("a"), "a file").unwrap();
    let message = open(scratch.settings(), Disk).err().unwrap().to_string();
    assert!(message.contains("a file stands where the folder should be: give another path"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_removed_or_replaced_is_noticed() {
    for replaced in [false, true] {
        let scratch = Scratch::new();
        let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
        append_all(&mut appender, 0..4);
        fs::remove_dir_all(&scratch.0).unwrap();
        let successor = replaced.then(|| open(scratch.settings(), Disk).unwrap());
        append_all(&mut appender, 4..6);
        let Err(AppendError::Failed(error)) = appender.append(0, &payload(6), NOW_MS) else { panic!("not noticed") };
        assert_eq!(error.kind(), SpoolErrorKind::Vanished);
        assert_eq!(read_all(&mut reader), records(0..6));
        assert_eq!(reader.acknowledge(6).unwrap_err().kind(), SpoolErrorKind::Vanished);
        if let Some((mut appender, mut reader)) = successor {
            append_all(&mut appender, 0..2);
            assert_eq!(read_all(&mut reader), records(0..2));
        }
    }
}

#[test]
fn one_thread_appends_one_reads_and_one_syncs() {
    let scratch = Scratch::new();
    let (mut appender, mut reader) = open(scratch.settings(), Disk).unwrap();
    let syncer = appender.syncer();
    thread::scope(|scope| {
        scope.spawn(|| append_all(&mut appender, 0..3000));
        scope.spawn(|| while syncer.sync().unwrap() < 3000 {});
        let mut next = 0;
        while next < 3000 {
            let items = read_some(&mut reader, 50);
            let end = next + items.len() as u64;
            assert_eq!(items, records(next..end));
            reader.acknowledge(end).unwrap();
            next = end;
        }
    });
    assert_eq!((reader.waiting(), reader.acknowledged()), (0, 3000));
}
