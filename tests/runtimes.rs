//! Tracking works wherever it is called from: no runtime, any runtime, many threads, a thread's last moment.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "runtimes/calls.rs"]
mod calls;
#[path = "runtimes/everywhere.rs"]
mod everywhere;
#[path = "support/folder.rs"]
#[expect(dead_code, reason = "nobody looks what is in it")]
mod folder;
#[path = "support/numbered.rs"]
mod numbered;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Barrier, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use everywhere::runtimes;
use numbered::{numbered, numbers_in};
use thrive_collector::Collector;
use thrive_core::{Client, Guard, Receipt, TrackError, TrackEvent};
use tokio::sync::oneshot;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than any test takes: what arrives was flushed.
const NEVER: Duration = Duration::from_secs(3_600);

fn client(collector: &Collector) -> Client {
    Client::builder().endpoint(collector.endpoint()).api_key("key").flush_interval(NEVER).build().unwrap()
}

/// A collector and a client that is installed for one test at a time.
struct Installed {
    client: Client,
    guard: Option<Guard>,
    collector: Collector,
    _process: MutexGuard<'static, ()>,
}

fn install() -> Installed {
    static PROCESS: Mutex<()> = Mutex::new(());
    let process = PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    let collector = Collector::start().unwrap();
    let client = client(&collector);
    let guard = Some(client.install().unwrap());
    Installed { client, guard, collector, _process: process }
}

impl Installed {
    /// Drops the guard, and says which events arrived.
    fn finish(mut self) -> Vec<u64> {
        drop(self.guard.take());
        let report = self.client.shutdown(PATIENCE);
        let numbers = numbers(&self.collector);
        assert_eq!((report.delivered, report.lost, report.queued), (numbers.len() as u64, 0, 0));
        numbers
    }
}

/// The events that arrived, in order.
fn numbers(collector: &Collector) -> Vec<u64> {
    let requests = collector.requests();
    requests.iter().flat_map(|request| numbers_in(std::str::from_utf8(&request.body).unwrap())).collect()
}

/// What a handler of the user's does.
async fn handle(number: u64) -> Result<Receipt, TrackError> {
    tokio::task::yield_now().await;
    numbered(number).track()
}

#[test]
fn no_runtime_is_needed() {
    let installed = install();
    for number in 0..3 {
        numbered(number).track().unwrap();
    }
    assert_eq!(installed.client.flush(PATIENCE).delivered, 3);
    assert_eq!(installed.finish(), [0, 1, 2]);
}

#[test]
fn tracking_works_inside_either_kind_of_runtime_and_outlives_it() {
    for runtime in runtimes() {
        let installed = install();
        runtime.block_on(async {
            for number in 0..3 {
                tokio::spawn(handle(number)).await.unwrap().unwrap();
            }
        });
        drop(runtime);
        numbered(3).track().unwrap();
        assert_eq!(installed.finish(), [0, 1, 2, 3]);
    }
}

#[test]
fn a_client_made_inside_a_runtime_that_ends_goes_on() {
    for runtime in runtimes() {
        let collector = Collector::start().unwrap();
        let client = runtime.block_on(async { client(&collector) });
        drop(runtime);
        client.track(&numbered(0)).unwrap();
        assert_eq!(client.shutdown(PATIENCE).delivered, 1);
        assert_eq!(numbers(&collector), [0]);
    }
}

#[test]
fn eight_threads_at_once_lose_nothing_and_each_keeps_its_order() {
    const THREADS: u64 = 8;
    const EACH: u64 = 1_000;
    let installed = install();
    let start = Barrier::new(THREADS as usize);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for number in thread * EACH..(thread + 1) * EACH {
                    numbered(number).track().unwrap();
                }
            });
        }
    });
    let arrived = installed.finish();
    assert_eq!(arrived.len(), 8_000);
    for thread in 0..THREADS {
        let own: Vec<_> = arrived.iter().copied().filter(|number| number / EACH == thread).collect();
        assert_eq!(own, (thread * EACH..(thread + 1) * EACH).collect::<Vec<_>>());
    }
}

#[test]
fn dropping_the_guard_inside_an_async_handler_delivers() {
    for runtime in runtimes() {
        let mut installed = install();
        let guard = installed.guard.take();
        runtime.block_on(async {
            let handler = tokio::spawn(async move {
                let _guard = guard;
                handle(0).await.unwrap();
                handle(1).await.unwrap();
            });
            handler.await.unwrap();
        });
        assert_eq!(numbers(&installed.collector), [0, 1]);
        assert_eq!(installed.finish(), [0, 1]);
    }
}

#[test]
fn dropping_the_guard_on_the_runtimes_own_thread_delivers() {
    for runtime in runtimes() {
        let mut installed = install();
        let guard = installed.guard.take();
        runtime.block_on(async {
            handle(0).await.unwrap();
            drop(guard);
        });
        assert_eq!(numbers(&installed.collector), [0]);
        assert_eq!(installed.finish(), [0]);
    }
}

#[test]
fn a_task_that_is_cancelled_with_the_guard_delivers() {
    for runtime in runtimes() {
        let mut installed = install();
        let guard = installed.guard.take();
        let (tracked, is_tracked) = oneshot::channel();
        let task = runtime.spawn(async move {
            let _guard = guard;
            tracked.send(handle(0).await).unwrap();
            std::future::pending::<()>().await;
        });
        runtime.block_on(async {
            is_tracked.await.unwrap().unwrap();
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
        });
        assert_eq!(installed.finish(), [0]);
    }
}

#[test]
fn flush_and_shutdown_work_inside_either_kind_of_runtime() {
    for runtime in runtimes() {
        let collector = Collector::start().unwrap();
        let client = client(&collector);
        let in_task = client.clone();
        let flushed = async move {
            in_task.track(&numbered(0)).unwrap();
            in_task.flush(PATIENCE).delivered
        };
        runtime.block_on(async {
            assert_eq!(tokio::spawn(flushed).await.unwrap(), 1);
            client.track(&numbered(1)).unwrap();
            assert_eq!(client.flush(PATIENCE).delivered, 2);
            client.track(&numbered(2)).unwrap();
            let report = client.shutdown(PATIENCE);
            assert_eq!((report.delivered, report.lost, report.queued), (3, 0, 0));
        });
        assert_eq!(numbers(&collector), [0, 1, 2]);
    }
}

#[test]
fn dropping_the_last_handle_delivers_and_dropping_another_does_not() {
    let drops: [fn(Client); 3] = [
        drop,
        |client| runtimes()[0].block_on(async { drop(client) }),
        |client| runtimes()[1].block_on(async { drop(client) }),
    ];
    for drop_it in drops {
        let collector = Collector::start().unwrap();
        let client = client(&collector);
        let other = client.clone();
        client.track(&numbered(0)).unwrap();
        drop_it(client);
        other.track(&numbered(1)).unwrap();
        assert_eq!(collector.counts().requests, 0);
        drop_it(other);
        assert_eq!(numbers(&collector), [0, 1]);
    }
}

#[test]
fn a_panic_elsewhere_harms_nothing() {
    let installed = install();
    let panicked = thread::spawn(|| {
        numbered(0).track().unwrap();
        panic!("a panic of the user's, on purpose");
    });
    assert!(panicked.join().is_err());
    numbered(1).track().unwrap();
    assert_eq!(installed.finish(), [0, 1]);
}

#[test]
fn a_panic_that_takes_the_guard_along_delivers() {
    let mut installed = install();
    let guard = installed.guard.take();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _guard = guard;
        numbered(0).track().unwrap();
        panic!("a panic of the user's, on purpose");
    }));
    assert!(panicked.is_err());
    assert_eq!(numbers(&installed.collector), [0]);
    assert_eq!(installed.finish(), [0]);
}

/// Tracks an event when its thread ends.
struct LastWords(u64, mpsc::Sender<Result<Receipt, TrackError>>);

impl Drop for LastWords {
    fn drop(&mut self) {
        // A panic in here would abort the process.
        let _ = self.1.send(numbered(self.0).track());
    }
}

thread_local! {
    static LAST_WORDS: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

#[test]
fn a_thread_can_track_as_it_ends() {
    let installed = install();
    let (said, hears) = mpsc::channel();
    // The thread's own buffer, where it has one, ends before or after the last words.
    for (number, tracks_before, tracks_after) in [(0, false, false), (1, true, false), (2, false, true)] {
        let said = said.clone();
        let thread = thread::spawn(move || {
            if tracks_before {
                numbered(10).track().unwrap();
            }
            LAST_WORDS.set(Some(LastWords(number, said)));
            if tracks_after {
                numbered(20).track().unwrap();
            }
        });
        thread.join().unwrap();
        hears.recv_timeout(PATIENCE).unwrap().unwrap();
    }
    assert_eq!(installed.finish(), [0, 10, 1, 20, 2]);
}
