//! Every place that a call can be made from.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Runtime};

use crate::PATIENCE;

/// Runs the work without a runtime, in either kind of runtime, on its own thread and in tasks, and as a thread ends. None of
/// the runtimes has timers or sockets.
pub(crate) fn everywhere<F: Future<Output = ()> + Send + 'static>(work: fn() -> F) {
    block_on(work());
    thread::scope(|scope| scope.spawn(|| block_on(work())).join()).unwrap();
    for runtime in runtimes() {
        runtime.block_on(work());
        runtime.block_on(async { tokio::spawn(work()).await.unwrap() });
        runtime.block_on(async { tokio::task::spawn_blocking(move || block_on(work())).await.unwrap() });
    }
    as_a_thread_ends(move || block_on(work()));
}

/// Without enabling anything.
pub(crate) fn runtimes() -> [Runtime; 2] {
    [Builder::new_multi_thread().worker_threads(2).build().unwrap(), Builder::new_current_thread().build().unwrap()]
}

/// Polls the future on this thread, which belongs to nobody.
fn block_on(work: impl Future<Output = ()>) {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut work = pin!(work);
    while work.as_mut().poll(&mut Context::from_waker(&waker)) == Poll::Pending {
        thread::park_timeout(PATIENCE);
    }
}

/// Runs the work while a thread destroys its locals.
fn as_a_thread_ends(work: impl FnOnce() + Send + 'static) {
    struct LastWork(Option<Box<dyn FnOnce()>>);

    impl Drop for LastWork {
        fn drop(&mut self) {
            self.0.take().into_iter().for_each(|work| work());
        }
    }

    thread_local! {
        static LAST_WORK: RefCell<LastWork> = const { RefCell::new(LastWork(None)) };
    }

    let (says, hears) = mpsc::channel();
    let thread = thread::spawn(move || {
        LAST_WORK.with_borrow_mut(|last| {
            // A panic in a destructor would abort the process.
            last.0 = Some(Box::new(move || says.send(catch_unwind(AssertUnwindSafe(work)).is_ok()).unwrap()));
        });
    });
    thread.join().unwrap();
    assert!(hears.recv_timeout(PATIENCE).unwrap(), "the work panicked as the thread ended");
}
