//! What a call costs once everything is warm.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Instant;

use super::disk::Scratch;
use super::*;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[expect(unsafe_code, reason = "an allocator that counts has no safe form")]
// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn allocations(action: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    action();
    ALLOCATIONS.get() - before
}

fn roomy(scratch: &Scratch) -> Settings {
    Settings::new(scratch.settings().folder, 8 << 30, now, 1)
}

#[test]
fn appending_and_reading_allocate_nothing() {
    let scratch = Scratch::new();
    let (mut appender, mut reader) = open(roomy(&scratch), Disk).unwrap();
    let payload = [b'x'; 330];
    let mut round = || {
        for _ in 0..100 {
            appender.append(0, &payload, NOW_MS).unwrap();
        }
        let mut records = 0;
        let mut take = |found: Found<'_>| {
            records += u64::from(matches!(found, Found::Record { .. }));
            Take::More
        };
        reader.read(&mut take).unwrap();
        assert_eq!(records, 100);
    };
    round();
    assert_eq!(allocations(round), 0);

    // To ask the folder whether it is still there takes a path for the operating system.
    let mut most = 0;
    for below in 1..100 {
        most = most.max(allocations(|| reader.acknowledge(below).unwrap()));
    }
    assert!(most <= 1, "{most}");
}

/// `cargo test --release -p thrive-core --lib spool::tests::steady -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, in a release build"]
fn measure() {
    let scratch = Scratch::new();
    let payload = [b'x'; 330];
    let count = 1_000_000_usize;
    {
        let (mut appender, mut reader) = open(roomy(&scratch), Disk).unwrap();
        let mut times: Vec<u64> = Vec::with_capacity(count);
        for _ in 0..count {
            let start = Instant::now();
            appender.append(0, &payload, NOW_MS).unwrap();
            times.push(start.elapsed().as_nanos() as u64);
        }
        times.sort_unstable();
        println!(
            "append: median {} ns, 99th {} ns, most {} ns",
            times[count / 2],
            times[count / 100 * 99],
            times[count - 1]
        );

        let start = Instant::now();
        let mut bytes = 0;
        let mut take = |found: Found<'_>| {
            if let Found::Record { payload, .. } = found {
                bytes += payload.len();
            }
            Take::More
        };
        reader.read(&mut take).unwrap();
        println!("read: {:.0} MB/s of payload", bytes as f64 / start.elapsed().as_secs_f64() / 1e6);
    }
    let fill = vec![b'x'; 1 << 20];
    {
        let (mut appender, _reader) = open(roomy(&scratch), Disk).unwrap();
        while appender.bytes() < 4 << 30 {
            for _ in 0..2000 {
                appender.append(0, &payload, NOW_MS).unwrap();
            }
            for _ in 0..64 {
                appender.append(0, &fill, NOW_MS).unwrap();
            }
        }
    }
    let start = Instant::now();
    let (appender, _reader) = open(roomy(&scratch), Disk).unwrap();
    println!("open: {} bytes in {:?}", appender.bytes(), start.elapsed());
}
