//! The thread that delivery runs on, with a runtime of its own: the user's may end at any time, or not be there at all.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread;

use super::diagnostics::said;
use super::{Delivery, Ended, Settings, Shared, Way};
use crate::client::OnRejected;
use crate::error::BuildError;
use crate::receipt::Outcome;

/// Starts the delivery thread, and returns once `connect`, which runs on it, has made its transport.
pub(crate) fn start(
    shared: Arc<Shared>,
    settings: Settings,
    connect: impl FnOnce() -> Result<Way, BuildError> + Send + 'static,
) -> Result<(), BuildError> {
    let (ready, started) = mpsc::sync_channel(1);
    shared.queue.begin_thread();
    let ended = Ended(shared.clone());
    thread::Builder::new()
        .name("thrive-delivery".to_owned())
        .spawn(move || {
            let _ended = ended;
            let _closes = CloseOnDrop { shared: &shared, on_rejected: settings.hand_back.on_rejected.clone() };
            run(&shared, settings, connect, |outcome| drop(ready.send(outcome)));
        })
        .map_err(|error| BuildError::startup("the delivery thread", error))?;
    started.recv().unwrap_or_else(|_| Err(BuildError::startup("the delivery thread", "it panicked")))
}

fn run(
    shared: &Arc<Shared>,
    settings: Settings,
    connect: impl FnOnce() -> Result<Way, BuildError>,
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
                let delivery = Delivery::new(shared.clone(), way, settings);
                unless_closed(shared, delivery.run()).await;
            }
            Err(error) => ready(Err(error)),
        }
    });
    // Does not wait for a name that is still being looked up.
    runtime.shutdown_background();
}

/// Runs `work` to its end, or until the queue is closed above it. Meanwhile, those who wait are woken in time.
pub(super) async fn unless_closed(shared: &Shared, work: impl Future<Output = ()>) {
    let mut work = pin!(work);
    let mut closed = pin!(shared.queue.closed());
    let mut deadlines = pin!(shared.queue.watch_deadlines());
    poll_fn(|context| {
        if deadlines.as_mut().poll(context).is_ready() || closed.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        work.as_mut().poll(context)
    })
    .await;
}

/// However the thread ends, by a panic too, nobody waits for it any longer.
struct CloseOnDrop<'a> {
    shared: &'a Shared,
    on_rejected: Option<OnRejected>,
}

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        close(self.shared, self.on_rejected.as_ref());
    }
}

/// Gives up what is not settled, says so, and hands it back.
pub(crate) fn close(shared: &Shared, on_rejected: Option<&OnRejected>) {
    const REASON: &str = "the client ended before the service had answered for it";

    let left = shared.queue.close();
    let lost = left.lost;
    if lost > 0 {
        said(|| tracing::error!(target: "thrive", lost, "the client ended before these events were delivered"));
    }
    for (batch, events) in left.events {
        for event in events {
            on_rejected.iter().for_each(|told| told.tell(batch.event(event), REASON, Outcome::Unsent));
        }
    }
}
