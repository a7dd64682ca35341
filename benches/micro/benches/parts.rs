//! The parts of an event's way one by one, by the wall clock: what each costs on its own, beside what does the same
//! without Thrive. A part that has no door of its own is the difference of two rows; the file says of which.
//!
//! `cargo bench -p thrive-bench-micro`, with a part of a bench's name behind it for that alone.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use divan::Bencher;
use divan::counter::ItemsCount;
use thrive_bench_event::by_thrive::{AccountCreated, Nowhere};
use thrive_bench_event::{Account, by_serde};
use thrive_core::{Client, ClientBuilder, Compression, Decision, Overflow, TrackEvent};

fn main() {
    divan::main();
}

fn account() -> Account {
    Account::many().swap_remove(0)
}

fn event() -> AccountCreated {
    account().into()
}

/// A client whose events stay in the queue: no batch is full or due.
fn idle(builder: ClientBuilder) -> Client {
    let client = builder
        .transport(Nowhere)
        .max_queued_events(usize::MAX)
        .max_queued_bytes(usize::MAX)
        .max_batch_events(1_000_000_000)
        .max_batch_bytes(64 * 1024)
        .flush_interval(Duration::from_secs(3600));
    client.build().expect("a client starts")
}

mod encode {
    //! The event to its bytes.

    use super::*;

    /// With the clock and the string that it makes.
    #[divan::bench]
    fn to_json_now(bencher: Bencher) {
        let event = event();
        bencher.bench_local(|| black_box(&event).to_json());
    }

    /// Without the clock.
    #[divan::bench]
    fn to_json_at(bencher: Bencher) {
        let event = event();
        bencher.bench_local(|| black_box(&event).at(black_box(UNIX_EPOCH)).to_json());
    }

    /// Into the thread's buffer, as `track` does, with the clock: a hook withholds the event before it is queued.
    #[divan::bench]
    fn into_the_buffer_now(bencher: Bencher) {
        let client = idle(Client::builder().before_send(|_| Decision::Withhold));
        let event = event();
        bencher.bench_local(|| black_box(&event).track_with(&client));
    }

    /// The same bytes by serde_json into a buffer that is there, its time formatted before.
    #[divan::bench]
    fn serde_json_into_a_buffer(bencher: Bencher) {
        let account = account();
        let mut buffer = Vec::with_capacity(1024);
        bencher.bench_local(|| {
            buffer.clear();
            by_serde::write(black_box(&account), black_box("1970-01-01T00:00:00.000000Z"), &mut buffer);
            black_box(&buffer);
        });
    }

    /// The same bytes by serde_json into a string, as `to_json_at` makes one.
    #[divan::bench]
    fn serde_json_into_a_string(bencher: Bencher) {
        let account = account();
        bencher.bench_local(|| {
            let mut buffer = Vec::with_capacity(512);
            by_serde::write(black_box(&account), black_box("1970-01-01T00:00:00.000000Z"), &mut buffer);
            String::from_utf8(buffer)
        });
    }

    #[divan::bench]
    fn clock() -> SystemTime {
        SystemTime::now()
    }
}

mod track {
    //! The whole call. Less `encode::into_the_buffer_now` it is what queueing costs, or appending to the spool.

    use super::*;

    #[divan::bench]
    fn disabled(bencher: Bencher) {
        let client = Client::builder().disabled(true).build().expect("a client starts");
        let event = event();
        bencher.bench_local(|| black_box(&event).track_with(&client));
    }

    /// Into a batch that is delivered to nowhere, so that memory is as in life.
    #[divan::bench]
    fn in_memory(bencher: Bencher) {
        let client = flowing(Client::builder());
        let event = event();
        bencher.bench_local(|| black_box(&event).track_with(&client));
    }

    #[divan::bench]
    fn with_spool(bencher: Bencher) {
        let folder = spool();
        let client = flowing(Client::builder().spool(&folder));
        let event = event();
        bencher.bench_local(|| black_box(&event).track_with(&client));
        drop(client);
        let _ = fs::remove_dir_all(folder);
    }

    /// A client that delivers as fast as it can, and waits where there is no room.
    fn flowing(builder: ClientBuilder) -> Client {
        let builder = builder.transport(Nowhere).overflow(Overflow::Block(Duration::from_secs(60)));
        builder.build().expect("a client starts")
    }
}

mod deliver {
    //! From `track` to a settled batch, over a transport that goes nowhere: encoding, queue, batch, body, settlement.

    use super::*;

    const EVENTS: usize = 50_000;

    #[divan::bench(args = [100, 500, 1000])]
    fn in_memory(bencher: Bencher, events_a_batch: usize) {
        delivered(bencher, || Client::builder().max_batch_events(events_a_batch));
    }

    #[divan::bench(args = [500])]
    fn compressed(bencher: Bencher, events_a_batch: usize) {
        delivered(bencher, || Client::builder().max_batch_events(events_a_batch).compression(Compression::Gzip));
    }

    #[divan::bench(args = [500])]
    fn with_spool(bencher: Bencher, events_a_batch: usize) {
        let folder = spool();
        delivered(bencher, || Client::builder().max_batch_events(events_a_batch).spool(&folder));
        let _ = fs::remove_dir_all(folder);
    }

    fn delivered(bencher: Bencher, builder: impl Fn() -> ClientBuilder) {
        let events: Vec<AccountCreated> = Account::many().into_iter().map(AccountCreated::from).collect();
        bencher
            .counter(ItemsCount::new(EVENTS))
            .with_inputs(|| builder().transport(Nowhere).build().expect("a client starts"))
            .bench_local_values(|client| {
                for number in 0..EVENTS {
                    let event = &events[number % events.len()];
                    event.track_with(&client).expect("there is room");
                }
                let report = client.shutdown(Duration::from_secs(60));
                assert_eq!(report.delivered, EVENTS as u64);
            });
    }
}

/// A new folder, on a file system in memory where there is one.
fn spool() -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);

    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let shared = PathBuf::from("/dev/shm");
    let base = if shared.is_dir() { shared } else { env::temp_dir() };
    base.join(format!("thrive-bench-micro-{}-{number}", std::process::id()))
}
