//! What the caller of `track` gets: a way to ask what became of the event.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::queue::{Goal, Queue, Wait};

/// Proof that an event was accepted, and a way to ask what became of it.
///
/// It costs nothing to drop. Who wants to know waits for the service's answer, in a thread or a future of any runtime:
///
/// ```
/// # use std::time::Duration;
/// use thrive_core::{Client, Outcome, TrackEvent};
///
/// # #[derive(TrackEvent)]
/// # #[track(event = "profile_completed")]
/// # struct Completed {}
/// # fn example(client: &Client) -> Result<(), thrive_core::TrackError> {
/// let receipt = client.track(&Completed {}.by("user-7").within("account-1"))?;
/// match receipt.wait(Duration::from_secs(2)) {
///     Outcome::Delivered => println!("the service has it"),
///     Outcome::Pending | Outcome::Stored => println!("it is still to be sent"),
///     outcome => eprintln!("it did not arrive: {outcome:?}"),
/// }
/// # Ok(())
/// # }
/// ```
///
/// An event waits for others to share its request, up to `flush_interval`, whoever waits for its receipt.
pub struct Receipt(Repr);

enum Repr {
    Accepted { queue: Arc<Queue>, sequence: u64 },
    Known(Outcome),
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The service accepted it.
    Delivered,
    /// The service refused it for good.
    Rejected,
    /// It is still to be sent, and held in memory.
    Pending,
    /// It is still to be sent, and as safe on disk as [`Durability`](crate::Durability) promises.
    Stored,
    /// The client has ended; the event is in the spool, for the next process to send.
    Spooled,
    /// It made room for newer events: [`Overflow::DropOldest`](crate::Overflow::DropOldest).
    Displaced,
    /// It was not delivered within [`retry_deadline`](crate::ClientBuilder::retry_deadline) or
    /// [`spool_max_age`](crate::ClientBuilder::spool_max_age).
    Expired,
    /// The disk lost it: its record in the spool was damaged.
    Damaged,
    /// The client ended before it was delivered, and has no spool.
    Unsent,
    /// [`before_send`](crate::ClientBuilder::before_send) withheld it.
    Withheld,
    /// The client is [`disabled`](crate::ClientBuilder::disabled).
    Disabled,
    /// It is settled, but so much failed since then that how is not known any more.
    Forgotten,
}

impl Receipt {
    pub(crate) fn accepted(queue: Arc<Queue>, sequence: u64) -> Self {
        Receipt(Repr::Accepted { queue, sequence })
    }

    pub(crate) fn known(outcome: Outcome) -> Self {
        Receipt(Repr::Known(outcome))
    }

    /// What is known at this moment. Waits for nothing. In a forked child nothing is known: [`Pending`](Outcome::Pending).
    pub fn outcome(&self) -> Outcome {
        match &self.0 {
            Repr::Accepted { queue, sequence } => queue.outcome(*sequence),
            Repr::Known(outcome) => *outcome,
        }
    }

    /// Waits until the service has answered for the event, at most `timeout`; then [`Pending`](Outcome::Pending) or
    /// [`Stored`](Outcome::Stored). Blocks the thread.
    pub fn wait(&self, timeout: Duration) -> Outcome {
        self.wait_for(Goal::Known, timeout)
    }

    /// Waits until the event is as safe on disk as [`Durability`](crate::Durability) promises, or settled, at most
    /// `timeout`. Blocks the thread. Without a spool it is the same as [`wait`](Receipt::wait).
    pub fn wait_stored(&self, timeout: Duration) -> Outcome {
        self.wait_for(Goal::Safe, timeout)
    }

    /// As [`wait_stored`](Receipt::wait_stored), as a future of any runtime.
    pub fn stored(self) -> ReceiptFuture {
        self.until(Goal::Safe)
    }

    fn wait_for(&self, goal: fn(u64) -> Goal, timeout: Duration) -> Outcome {
        if let Repr::Accepted { queue, sequence } = &self.0 {
            queue.wait(goal(*sequence), timeout);
        }
        self.outcome()
    }

    fn until(self, goal: fn(u64) -> Goal) -> ReceiptFuture {
        let wait = match &self.0 {
            Repr::Accepted { queue, sequence } => Some(Wait::new(queue.clone(), goal(*sequence), None)),
            Repr::Known(_) => None,
        };
        ReceiptFuture { receipt: self, wait }
    }
}

impl IntoFuture for Receipt {
    type Output = Outcome;
    type IntoFuture = ReceiptFuture;

    /// Waits until the service has answered for the event, for as long as that takes, or until the client ends.
    fn into_future(self) -> ReceiptFuture {
        self.until(Goal::Known)
    }
}

/// Waits for what becomes of an event: `receipt.await` and [`Receipt::stored`]. It needs no particular runtime.
#[must_use = "futures do nothing unless polled"]
pub struct ReceiptFuture {
    receipt: Receipt,
    wait: Option<Wait>,
}

impl Future for ReceiptFuture {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        match self.wait.as_mut().map(|wait| Pin::new(wait).poll(context)) {
            Some(Poll::Pending) => Poll::Pending,
            Some(Poll::Ready(())) | None => Poll::Ready(self.receipt.outcome()),
        }
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Receipt").field(&self.outcome()).finish()
    }
}

impl fmt::Debug for ReceiptFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReceiptFuture").field(&self.receipt.outcome()).finish()
    }
}
