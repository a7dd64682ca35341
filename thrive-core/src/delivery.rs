//! The loop that brings batches to the service: the one place that has a clock, a thread and a runtime.

mod diagnostics;
mod thread;

pub(crate) use thread::{close, start};

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};

use self::diagnostics::Diagnostics;
use crate::batch::SealedBatch;
use crate::credentials::{Authority, Renewal, TokenTrouble, TokenVerdict};
use crate::queue::{Next, Outcome, Queue};
use crate::retry::{Backoff, Verdict, classify, reason};
use crate::stats::Answer;
use crate::transport::{Body, Compression, NoAnswer, Request, Response, Transport};

/// What the client and its delivery share.
pub(crate) struct Shared {
    pub(crate) queue: Queue,
    history: Mutex<History>,
}

/// What happened on the way to the service.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    pub(crate) attempts: u64,
    pub(crate) retried: u64,
    pub(crate) last_answer: Option<Answer>,
    pub(crate) last_error: Option<String>,
}

impl Shared {
    pub(crate) fn new(queue: Queue) -> Self {
        Shared { queue, history: Mutex::default() }
    }

    pub(crate) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends one batch after the other, each until the service took or refused it.
pub(crate) struct Delivery<T> {
    shared: Arc<Shared>,
    transport: T,
    authority: Authority,
    compression: Compression,
    backoff: Backoff,
    diagnostics: Diagnostics,
    /// Whether a flush has started the backoff over for this batch.
    hurried: bool,
    clock: fn() -> SystemTime,
}

/// How requests get to the service.
pub(crate) struct Way<T> {
    pub(crate) transport: T,
    pub(crate) authority: Authority,
    pub(crate) compression: Compression,
}

#[cfg(test)]
impl<T> Way<T> {
    /// Without credential and compression.
    pub(crate) fn bare(transport: T) -> Self {
        Way { transport, authority: Authority::None, compression: Compression::None }
    }
}

/// The longest pause while somebody waits for a flush, unless the service asked for a longer one.
const LONGEST_HURRIED: Duration = Duration::from_secs(5);

impl<T: Transport> Delivery<T> {
    pub(crate) fn new(shared: Arc<Shared>, way: Way<T>, rng: Rng, clock: fn() -> SystemTime) -> Self {
        let Way { transport, authority, compression } = way;
        Delivery {
            shared,
            transport,
            authority,
            compression,
            backoff: Backoff::new(rng),
            diagnostics: Diagnostics::default(),
            hurried: false,
            clock,
        }
    }

    /// Ends when the queue is drained or closed.
    pub(crate) async fn run(mut self) {
        while let Some(batch) = self.next_batch().await {
            let outcome = self.deliver(&batch).await;
            self.shared.queue.settle(batch, outcome);
        }
    }

    async fn next_batch(&self) -> Option<SealedBatch> {
        let queue = &self.shared.queue;
        loop {
            match queue.take() {
                Next::Batch(batch) => return Some(batch),
                // Which of the two it was is for `take` to see.
                Next::Due(at) => {
                    let _ = timeout_at(at.into(), queue.work()).await;
                }
                Next::Idle => queue.work().await,
                Next::Closed => return None,
            }
        }
    }

    async fn deliver(&mut self, batch: &SealedBatch) -> Outcome {
        self.backoff.restart();
        self.hurried = false;
        let mut is_retry = false;
        let body = Body::new(batch.body(), self.compression);
        loop {
            let (answer, verdict, reason, words) = self.attempt(&body).await;
            self.record(is_retry, answer, verdict, &reason, &words);
            is_retry = true;

            match verdict {
                Verdict::Accepted => {
                    self.diagnostics.accepted();
                    return Outcome::Delivered;
                }
                Verdict::Rejected => {
                    self.diagnostics.rejected(batch.events(), &reason);
                    return Outcome::Rejected;
                }
                Verdict::Retry { after } => {
                    self.diagnostics.failed(&reason);
                    let wait = self.next_wait();
                    self.pause(wait, after.unwrap_or_default()).await;
                }
                Verdict::Unauthorized if self.authority.refused() == Renewal::Again => {}
                Verdict::Unauthorized => {
                    self.diagnostics.unauthorized(&reason);
                    // Nobody else can mend it, so there is no hurry, unless somebody waits.
                    let awaited = self.shared.queue.is_awaited();
                    let wait = if awaited { self.next_wait() } else { Backoff::LONGEST };
                    self.pause(wait, Duration::ZERO).await;
                }
            }
        }
    }

    async fn attempt(&mut self, body: &Body) -> (Result<Response, NoAnswer>, Verdict, String, String) {
        let mut request = Request::new("track", body.clone());
        match self.authority.header(&self.transport, (self.clock)()).await {
            Ok(Some(credential)) => request = request.with_header(credential),
            Ok(None) => {}
            Err(TokenTrouble { verdict, reason, words }) => {
                let verdict = match verdict {
                    TokenVerdict::Retry { after } => Verdict::Retry { after },
                    TokenVerdict::Refused => Verdict::Unauthorized,
                };
                return (Err(NoAnswer(reason.clone())), verdict, reason, words);
            }
        }
        let answer = self.authority.clean(self.transport.send(request).await);
        let (verdict, reason) = self.judge(&answer);
        let words = answer.as_ref().map(Response::words).unwrap_or_default();
        (answer, verdict, reason, words)
    }

    fn judge(&self, answer: &Result<Response, NoAnswer>) -> (Verdict, String) {
        match answer {
            Ok(response) => (classify(response, (self.clock)()), reason(response)),
            Err(NoAnswer(reason)) => (Verdict::Retry { after: None }, reason.clone()),
        }
    }

    fn record(&self, is_retry: bool, answer: Result<Response, NoAnswer>, verdict: Verdict, reason: &str, words: &str) {
        let mut history = self.shared.history();
        history.attempts += 1;
        history.retried += u64::from(is_retry);
        if verdict != Verdict::Accepted {
            history.last_error = Some(if words.is_empty() { reason.to_owned() } else { format!("{reason}: {words}") });
        }
        if let Ok(response) = answer {
            history.last_answer = Some(response.answer());
        }
    }

    fn next_wait(&mut self) -> Duration {
        self.backoff.next().unwrap_or(Backoff::LONGEST)
    }

    /// Waits for as long as both ask. Where somebody waits for a flush, the backoff starts over, once a batch, and
    /// its pauses are shorter: that cuts our own patience short, but not what the service asked for, nor does it let a
    /// caller who flushes in a loop beat on it.
    async fn pause(&mut self, wait: Duration, floor: Duration) {
        let start = Instant::now();
        let waited = timeout(wait, async {
            self.shared.queue.hurry().await;
            if !std::mem::replace(&mut self.hurried, true) {
                self.backoff.restart();
            }
            sleep(self.next_wait().min(LONGEST_HURRIED)).await;
        });
        let _ = waited.await;
        sleep_until(start + floor).await;
    }
}

#[cfg(test)]
mod tests;
