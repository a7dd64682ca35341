//! The thread that delivery runs on, with a runtime of its own: the user's may end at any time, or not be there at all.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread;
use std::time::SystemTime;

use fastrand::Rng;

use super::diagnostics::said;
use super::{Delivery, Shared, Way};
use crate::error::BuildError;
use crate::transport::Transport;

/// Starts the delivery thread, and returns once `connect`, which runs on it, has made its transport.
pub(crate) fn start<T: Transport>(
    shared: Arc<Shared>,
    connect: impl FnOnce() -> Result<Way<T>, BuildError> + Send + 'static,
) -> Result<(), BuildError> {
    let (ready, started) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("thrive-delivery".to_owned())
        .spawn(move || {
            let _closes = CloseOnDrop(&shared);
            run(&shared, connect, |outcome| drop(ready.send(outcome)));
        })
        .map_err(|error| BuildError::startup("the delivery thread", error))?;
    started.recv().unwrap_or_else(|_| Err(BuildError::startup("the delivery thread", "it panicked")))
}

fn run<T: Transport>(
    shared: &Arc<Shared>,
    connect: impl FnOnce() -> Result<Way<T>, BuildError>,
    ready: impl FnOnce(Result<(), BuildError>),
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return ready(Err(BuildError::startup("the delivery thread's runtime", error))),
    };
    runtime.block_on(async {
        match connect() {
            Ok(way) => {
                ready(Ok(()));
                let delivery = Delivery::new(shared.clone(), way, Rng::new(), SystemTime::now);
                unless_closed(shared, delivery.run()).await;
            }
            Err(error) => ready(Err(error)),
        }
    });
    // Does not wait for a name that is still being looked up.
    runtime.shutdown_background();
}

/// Runs `work` to its end, or until the queue is closed above it.
pub(super) async fn unless_closed(shared: &Shared, work: impl Future<Output = ()>) {
    let mut work = pin!(work);
    let mut closed = pin!(shared.queue.closed());
    poll_fn(|context| match closed.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(()),
        Poll::Pending => work.as_mut().poll(context),
    })
    .await;
}

/// However the thread ends, by a panic too, nobody waits for it any longer.
struct CloseOnDrop<'a>(&'a Shared);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        close(self.0);
    }
}

/// Gives up what is not settled, and says so.
pub(crate) fn close(shared: &Shared) {
    let lost = shared.queue.close();
    if lost > 0 {
        said(|| tracing::error!(target: "thrive", lost, "the client ended before these events were delivered"));
    }
}
