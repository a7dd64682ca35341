//! The loop that brings batches to the service: the one place that has a clock, a thread and a runtime.

mod diagnostics;
mod hand_back;
mod history;
#[cfg(feature = "metrics")]
mod meter;
mod parts;
mod source;
mod sync;
mod thread;

pub(crate) use diagnostics::said;
pub(crate) use hand_back::HandBack;
pub(crate) use history::History;
pub(crate) use sync::start_sync;
pub(crate) use thread::{close, start};

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};

use self::diagnostics::Diagnostics;
use self::parts::{Parts, Why};
use crate::batch::SealedBatch;
use crate::credentials::{Authority, Renewal, TokenTrouble, TokenVerdict};
use crate::queue::Queue;
use crate::receipt::Outcome;
use crate::retry::{Backoff, Verdict, classify, reason};
use crate::spool::{Disk, Reader, SpoolError};
use crate::transport::{Body, Compression, Erased, Header, NoAnswer, Request, Response, Transport};

/// What the client and its delivery share.
pub(crate) struct Shared {
    pub(crate) queue: Arc<Queue>,
    history: Mutex<History>,
    refused: AtomicU64,
    withheld: AtomicU64,
}

impl Shared {
    pub(crate) fn new(queue: Queue) -> Self {
        Shared {
            queue: Arc::new(queue),
            history: Mutex::default(),
            refused: AtomicU64::new(0),
            withheld: AtomicU64::new(0),
        }
    }

    /// How often there was no room for an event.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    pub(crate) fn count_refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// How many events the user's `before_send` withheld.
    pub(crate) fn withheld(&self) -> u64 {
        self.withheld.load(Ordering::Relaxed)
    }

    pub(crate) fn count_withheld(&self) {
        self.withheld.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread of the client that ends when this is dropped.
struct Ended(Arc<Shared>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.queue.end_thread();
    }
}

/// How requests get to the service.
pub(crate) struct Way {
    pub(crate) transport: Arc<dyn Erased>,
    pub(crate) authority: Authority,
    pub(crate) compression: Compression,
}

#[cfg(test)]
impl Way {
    /// Without credential and compression.
    pub(crate) fn bare(transport: impl crate::Transport) -> Self {
        Way { transport: Arc::new(transport), authority: Authority::None, compression: Compression::None }
    }
}

/// How to deliver.
pub(crate) struct Settings {
    pub(crate) hand_back: HandBack,
    /// Where events come from that the queue has not in memory.
    pub(crate) reader: Option<Reader<Disk>>,
    /// For how long a batch is tried; without end where there is none.
    pub(crate) retry_deadline: Option<Duration>,
    /// What makes the idempotency keys of this client different from those of any other.
    pub(crate) client_id: u64,
    pub(crate) rng: Rng,
    pub(crate) clock: fn() -> SystemTime,
}

/// Sends one batch after the other, each until the service took or refused it.
pub(crate) struct Delivery {
    shared: Arc<Shared>,
    way: Way,
    hand_back: HandBack,
    reader: Option<Reader<Disk>>,
    retry_deadline: Option<Duration>,
    client_id: u64,
    backoff: Backoff,
    diagnostics: Diagnostics,
    /// The service asked for no request before this moment.
    not_before: Instant,
    /// Whether a flush has started the backoff over for this batch.
    hurried: bool,
    clock: fn() -> SystemTime,
    #[cfg(feature = "metrics")]
    meter: meter::Meter,
}

/// What became of a part of a batch.
enum Sent {
    Accepted(Range<usize>),
    Refused(Range<usize>, Trouble),
    TooLarge(Range<usize>, Trouble),
    Expired(Range<usize>, Trouble),
    /// All of its events made room for newer ones.
    Displaced,
}

/// What was wrong with an attempt.
struct Trouble {
    /// In our words, for the log: the service's own may repeat what is in the events.
    reason: String,
    /// With what the service said.
    words: String,
}

impl Trouble {
    fn new(reason: String, said: &str) -> Self {
        let words = if said.is_empty() { reason.clone() } else { format!("{reason}: {said}") };
        Trouble { reason, words }
    }

    fn expired(self) -> Self {
        let expired = |text| format!("not delivered within `retry_deadline`: {text}");
        Trouble { reason: expired(self.reason), words: expired(self.words) }
    }
}

/// The longest pause while somebody waits for a flush, unless the service asked for a longer one.
const LONGEST_HURRIED: Duration = Duration::from_secs(5);

impl Delivery {
    pub(crate) fn new(shared: Arc<Shared>, way: Way, settings: Settings) -> Self {
        let Settings { hand_back, reader, retry_deadline, client_id, rng, clock } = settings;
        Delivery {
            shared,
            way,
            hand_back,
            reader,
            retry_deadline,
            client_id,
            backoff: Backoff::new(rng),
            diagnostics: Diagnostics::default(),
            not_before: Instant::now(),
            hurried: false,
            clock,
            #[cfg(feature = "metrics")]
            meter: meter::Meter::default(),
        }
    }

    /// Ends when the queue is drained or closed.
    pub(crate) async fn run(mut self) {
        while let Some(batch) = self.next_batch().await {
            self.deliver(&batch).await;
            self.shared.queue.finish(batch);
            self.measure();
        }
    }

    /// Settles every event of a batch.
    async fn deliver(&mut self, batch: &SealedBatch) {
        let mut parts = Parts::of(batch.events());
        while let Some(part) = parts.next() {
            match self.send(batch, part).await {
                Sent::Accepted(events) => self.settle(events.len(), Outcome::Delivered),
                Sent::Refused(events, _) if events.len() > 1 => parts.split(events, Why::Refused),
                Sent::TooLarge(events, _) if events.len() > 1 => parts.split(events, Why::TooLarge),
                Sent::Refused(event, trouble) | Sent::TooLarge(event, trouble) => {
                    parts.refuse();
                    self.give_up(batch, event, &trouble, Outcome::Rejected);
                }
                Sent::Expired(events, trouble) => self.give_up(batch, events, &trouble, Outcome::Expired),
                Sent::Displaced => {}
            }
        }
    }

    /// Tells the metrics, where there are any.
    fn measure(&mut self) {
        #[cfg(feature = "metrics")]
        self.meter.update(&self.shared);
    }

    /// Hands back the next events of a batch and closes their account.
    fn give_up(&mut self, batch: &SealedBatch, events: Range<usize>, trouble: &Trouble, outcome: Outcome) {
        self.diagnostics.gave_up(events.len(), &trouble.reason);
        if let Err(error) = self.hand_back.events(batch, events.clone(), &trouble.words, outcome) {
            self.spool_failed(&error);
        }
        self.settle(events.len(), outcome);
    }

    fn settle(&mut self, events: usize, outcome: Outcome) {
        self.shared.queue.settle(events, outcome);
        self.acknowledge();
    }

    /// What is settled is not to be sent by the next process.
    fn acknowledge(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let acknowledged = reader.acknowledge(self.shared.queue.settled_below());
        self.shared.queue.freed();
        if let Err(error) = acknowledged {
            self.spool_failed(&error);
        }
    }

    fn spool_failed(&mut self, error: &SpoolError) {
        self.shared.history().last_error = Some(error.to_string());
        self.diagnostics.spool_failed(error);
    }

    /// Sends a part of a batch until the service has answered for it. Its body is built once for all attempts, unless
    /// events in it make room for newer ones meanwhile.
    async fn send(&mut self, batch: &SealedBatch, part: Range<usize>) -> Sent {
        self.backoff.restart();
        self.hurried = false;
        // Asked for of another batch, which is given up meanwhile.
        self.shared.queue.pause();
        sleep_until(self.not_before).await;
        let start = Instant::now();
        let mut is_retry = false;
        let mut expired = None;
        let mut built: Option<(usize, Body, Header)> = None;
        loop {
            let events = part.start.max(self.shared.queue.attempt())..part.end;
            if events.is_empty() {
                return Sent::Displaced;
            }
            if let Some(trouble) = expired {
                return Sent::Expired(events, trouble);
            }
            let (body, key) = match built.take() {
                Some((first, body, key)) if first == events.start => (body, key),
                _ => {
                    let bytes = batch.body(events.clone());
                    let key = idempotency_key(self.client_id, batch.sequences(events.clone()), &bytes);
                    (Body::new(bytes, self.way.compression), key)
                }
            };
            built = Some((events.start, body.clone(), key.clone()));
            let (verdict, trouble) = self.attempt(body, key, is_retry).await;
            is_retry = true;

            if matches!(verdict, Verdict::Accepted | Verdict::Rejected | Verdict::TooLarge) {
                self.diagnostics.answered();
            }
            match verdict {
                Verdict::Accepted => return Sent::Accepted(events),
                Verdict::Rejected => return Sent::Refused(events, trouble),
                Verdict::TooLarge => return Sent::TooLarge(events, trouble),
                Verdict::Retry { after } => {
                    let deadline = self.retry_deadline.and_then(|deadline| start.checked_add(deadline));
                    if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                        return Sent::Expired(events, trouble.expired());
                    }
                    self.diagnostics.failed(&trouble.reason);
                    self.not_before = Instant::now() + after.unwrap_or_default();
                    let wait = self.next_wait();
                    self.pause(wait, self.not_before, deadline).await;
                    expired = deadline.filter(|deadline| *deadline < self.not_before).map(|_| trouble.expired());
                }
                Verdict::Unauthorized => match self.way.authority.refused() {
                    Renewal::Again => {}
                    Renewal::Hopeless => {
                        self.diagnostics.unauthorized(&trouble.reason);
                        // Nobody else can mend it, so there is no hurry, unless somebody waits.
                        let awaited = self.shared.queue.is_awaited();
                        let wait = if awaited { self.next_wait() } else { Backoff::LONGEST };
                        self.pause(wait, Instant::now(), None).await;
                    }
                },
            }
        }
    }

    /// Makes one attempt, and takes down what came of it.
    async fn attempt(&mut self, body: Body, key: Header, is_retry: bool) -> (Verdict, Trouble) {
        let now = (self.clock)();
        let Way { transport, authority, .. } = &mut self.way;
        let credential = match authority.header(transport, now).await {
            Ok(credential) => credential,
            Err(trouble) => return self.without_token(trouble),
        };
        let request = Request::new("track", body).with_header(key);
        let request = credential.into_iter().fold(request, Request::with_header);
        let answer = authority.clean(transport.send(request).await);

        let (verdict, reason) = self.judge(&answer);
        let trouble = Trouble::new(reason, &answer.as_ref().map(Response::words).unwrap_or_default());
        let answer = answer.ok().map(|response| response.answer());
        self.shared.history().attempted(is_retry, verdict, answer, &trouble.words, Instant::now());
        (verdict, trouble)
    }

    fn judge(&self, answer: &Result<Response, NoAnswer>) -> (Verdict, String) {
        match answer {
            Ok(response) => (classify(response, (self.clock)()), reason(response)),
            Err(NoAnswer(reason)) => (Verdict::Retry { after: None }, reason.clone()),
        }
    }

    /// There is no token to make an attempt with.
    fn without_token(&mut self, trouble: TokenTrouble) -> (Verdict, Trouble) {
        let verdict = match trouble.verdict {
            TokenVerdict::Retry { after } => Verdict::Retry { after },
            TokenVerdict::Refused => Verdict::Unauthorized,
        };
        let trouble = Trouble::new(trouble.reason, &trouble.words);
        self.shared.history().stuck(verdict, &trouble.words, Instant::now());
        (verdict, trouble)
    }

    fn next_wait(&mut self) -> Duration {
        self.backoff.next().unwrap_or(Backoff::LONGEST)
    }

    /// Waits for as long as both ask, at the longest until the deadline. Where somebody waits for a flush, the backoff
    /// starts over, once a batch, and its pauses are shorter: that cuts our own patience short, but not what the service
    /// asked for, nor does it let a caller who flushes in a loop beat on it.
    async fn pause(&mut self, wait: Duration, floor: Instant, deadline: Option<Instant>) {
        self.shared.queue.pause();
        self.measure();
        let both = async {
            let waited = timeout(wait, async {
                self.shared.queue.hurry().await;
                if !std::mem::replace(&mut self.hurried, true) {
                    self.backoff.restart();
                }
                sleep(self.next_wait().min(LONGEST_HURRIED)).await;
            });
            let _ = waited.await;
            sleep_until(floor).await;
        };
        match deadline {
            Some(deadline) => drop(timeout_at(deadline, both).await),
            None => both.await,
        }
    }
}

/// The same for every attempt to send the same events, by this process or, from the spool, by the next; and for no others:
/// a sequence number that a power loss took from the spool comes again with another event.
fn idempotency_key(client_id: u64, sequences: Range<u64>, body: &[u8]) -> Header {
    let (first, events) = (sequences.start, sequences.end - sequences.start);
    let checksum = crc32fast::hash(body);
    Header::public("idempotency-key", format!("{client_id:016x}-{first}-{events}-{checksum:08x}"))
}

#[cfg(test)]
mod tests;
