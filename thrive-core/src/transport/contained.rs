//! The user's own transport, whose panic is no reason to lose an event.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use super::{Attempt, NoAnswer, Response};

/// Makes the attempt; a panic is no answer.
pub(super) async fn contained(mut attempt: Attempt<'_>) -> Result<Response, NoAnswer> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| attempt.as_mut().poll(context))) {
        Ok(poll) => poll,
        Err(_) => Poll::Ready(Err(NoAnswer("the transport panicked".to_owned()))),
    })
    .await
}
