//! What one thread tracks.

use std::cell::RefCell;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use super::Events;
use crate::envelope::{self, HashKey};
use crate::error::TrackError;
use crate::event::AnyEvent;
use crate::receipt::{Outcome, Receipt};

/// How many captures are under way anywhere, so that a thread without one does not look for it.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// What is tracked on this thread goes to the last of these.
    static CAPTURES: RefCell<Vec<Vec<String>>> = const { RefCell::new(Vec::new()) };
}

/// Runs `work` and returns what it tracked with `.track()` on this thread.
///
/// Nothing is sent, also where a client is installed, and [`Receipt`]s say [`Outcome::Delivered`]. What other threads and
/// spawned tasks track is not in it, nor what is tracked with a client of its own: [`client`](super::client) makes one to
/// look into. `#[track(hashed)]` hashes with the key `test`. The module has an [example](super).
pub fn capture(work: impl FnOnce()) -> Events {
    let under_way = UnderWay::begin(Vec::new());
    work();
    Events::of(under_way.end())
}

/// Runs a future and returns what it tracked with `.track()`, as [`capture`] does. What it spawns is not in it.
///
/// ```
/// # use thrive_core::testing::{assert_tracked, capture_async};
/// # use thrive_core::TrackEvent;
/// # #[derive(TrackEvent)]
/// # #[track(event = "feature_used")]
/// # struct Used { feature_name: &'static str }
/// async fn export() {
///     // .. await this and that ..
///     Used { feature_name: "export" }.by("user-7").within(42).track().unwrap();
/// }
///
/// # async fn test() {
/// let events = capture_async(export()).await;
/// assert_tracked!(events, "feature_used", { "feature_name": "export" });
/// # }
/// ```
pub fn capture_async<F: Future<Output = ()>>(work: F) -> Capture<F> {
    Capture { work: Box::pin(work), events: Vec::new() }
}

/// A future that captures, from [`capture_async`].
#[must_use = "futures do nothing unless polled"]
pub struct Capture<F> {
    work: Pin<Box<F>>,
    events: Vec<String>,
}

impl<F: Future<Output = ()>> Future for Capture<F> {
    type Output = Events;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Events> {
        let under_way = UnderWay::begin(std::mem::take(&mut self.events));
        let poll = self.work.as_mut().poll(context);
        let events = under_way.end();
        if poll.is_ready() {
            return Poll::Ready(Events::of(events));
        }
        self.events = events;
        Poll::Pending
    }
}

impl<F> fmt::Debug for Capture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture").finish_non_exhaustive()
    }
}

/// A capture of this thread, which ends with it, by a panic too.
struct UnderWay(());

impl UnderWay {
    fn begin(events: Vec<String>) -> Self {
        UNDER_WAY.fetch_add(1, Ordering::Relaxed);
        CAPTURES.with_borrow_mut(|captures| captures.push(events));
        UnderWay(())
    }

    fn end(self) -> Vec<String> {
        CAPTURES.with_borrow_mut(|captures| captures.last_mut().map(std::mem::take).unwrap_or_default())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        CAPTURES.with_borrow_mut(Vec::pop);
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Keeps `event` where this thread captures; `None` where it does not.
pub(crate) fn captured(event: &dyn AnyEvent) -> Option<Result<Receipt, TrackError>> {
    if UNDER_WAY.load(Ordering::Relaxed) == 0 {
        return None;
    }
    // Past the thread's end there is nothing to capture. Encoding may track another event, so it is not borrowed then.
    let captures = CAPTURES.try_with(|captures| !captures.borrow().is_empty()).unwrap_or(false);
    captures.then(|| {
        let json = envelope::encode_to_string(event, Some(&Arc::new(HashKey::of("test"))), None)?;
        CAPTURES.with_borrow_mut(|captures| captures.last_mut().map(|events| events.push(json)));
        Ok(Receipt::known(Outcome::Delivered))
    })
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use super::*;
    use crate::client::tests::Ping;
    use crate::{TrackErrorKind, TrackEvent};

    fn numbers(events: &Events) -> Vec<u64> {
        events.iter().map(|event| event.property("n").unwrap().as_u64().unwrap()).collect()
    }

    #[test]
    fn threads_capture_side_by_side_and_each_its_own() {
        thread::scope(|scope| {
            for thread in 0..4_u64 {
                scope.spawn(move || {
                    let events = capture(|| {
                        for n in 0..100 {
                            let receipt = Ping(thread * 100 + n).track().unwrap();
                            assert_eq!(receipt.outcome(), Outcome::Delivered);
                        }
                    });
                    assert_eq!(numbers(&events), (thread * 100..(thread + 1) * 100).collect::<Vec<_>>());
                });
            }
        });
    }

    #[test]
    fn a_capture_inside_of_another_keeps_its_events_to_itself() {
        let mut inner = Events::default();
        let outer = capture(|| {
            Ping(1).track().unwrap();
            inner = capture(|| drop(Ping(2).track().unwrap()));
            Ping(3).track().unwrap();
        });
        assert_eq!((numbers(&outer), numbers(&inner)), (vec![1, 3], vec![2]));
    }

    #[test]
    fn a_panic_ends_the_capture() {
        let panicked = catch_unwind(AssertUnwindSafe(|| capture(|| panic!("in the user's code"))));
        assert!(panicked.is_err());
        assert!(captured(&Ping(1)).is_none());
    }

    #[test]
    fn what_cannot_be_sent_is_refused_as_by_a_client() {
        let events = capture(|| assert_eq!(Ping(f64::NAN).track().unwrap_err().kind(), TrackErrorKind::NotFinite));
        assert!(events.is_empty());
    }

    #[tokio::test]
    async fn a_future_is_captured_across_its_awaits_and_what_runs_between_is_not() {
        let first = capture_async(async {
            Ping(1).track().unwrap();
            tokio::task::yield_now().await;
            Ping(2).track().unwrap();
        });
        let second = capture_async(async {
            Ping(3).track().unwrap();
            tokio::task::yield_now().await;
            Ping(4).track().unwrap();
        });
        let (first, second) = tokio::join!(first, second);
        assert_eq!((numbers(&first), numbers(&second)), (vec![1, 2], vec![3, 4]));
    }
}
