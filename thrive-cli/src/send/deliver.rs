//! The second reading: what is right goes into the spool, and from there to the service.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use thrive_core::spool::Inspect;
use thrive_core::{Client, Outcome, RawEvent, Receipt, TrackError};

use super::envelope::{self, Encoded};
use super::judge::Judge;
use super::pace::Pace;
use super::rejected::Rejected;
use super::source::Source;
use super::state::State;
use super::survey::{Fingerprint, MAX_EVENT_BYTES, Survey, encode_again};
use crate::outcome::Failure;
use crate::service::{self, GLANCE, Watch};

/// So many events may be in the spool and unanswered, so that it stays small and progress means something.
const MOST_WAITING: u64 = 10_000;

pub(super) struct Deliver {
    pub(super) state: State,
    pub(super) endpoint: Option<String>,
    pub(super) rate: Option<u32>,
    pub(super) patience: Duration,
}

/// How it ended.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    /// What earlier runs settled.
    pub(super) settled_before: u64,
    pub(super) delivered: u64,
    pub(super) refused: u64,
    /// The disk does not have them any more as they were.
    pub(super) lost: u64,
    pub(super) waiting: u64,
    /// Why it ended before all was sent.
    pub(super) trouble: Option<String>,
}

impl Deliver {
    pub(super) fn run(self, source: &mut Source, judge: &Judge, survey: &Survey) -> Result<Delivered, Failure> {
        let refused = Refused::open(&self.state)?;
        // The client owns the spool from here on: nobody else sends these events.
        let client = self.client(&refused)?;
        // What it found is still to be sent.
        let found = client.stats().tracked;
        self.state.begin(survey)?;
        let spool =
            Inspect::open(self.state.spool()).map_err(|error| Failure::wrong(error.to_string()).because(error))?;
        let settled_before = spool.next().saturating_sub(found);
        let mut sending = Sending {
            watch: Watch::new(&client, survey.events, self.patience),
            client: &client,
            appended: spool.next(),
            pace: self.rate.map(|rate| Pace::new(rate, Instant::now())),
            most_waiting: self.rate.map_or(MOST_WAITING, |rate| MOST_WAITING.min(u64::from(rate))),
            receipts: VecDeque::new(),
            names: HashSet::new(),
        };

        sending.watch.begin_at(settled_before);
        let trouble = match sending.all(source, judge, survey) {
            Ok(()) => None,
            Err(Stop::Trouble(trouble)) => Some(trouble),
            Err(Stop::Failure(failure)) => return Err(failure),
        };
        let appended = sending.appended;
        drop(sending);
        let report = client.shutdown(Duration::from_secs(5));
        refused.finish()?;
        // What the client found in the spool it counts, too.
        Ok(Delivered {
            settled_before,
            delivered: report.delivered,
            refused: report.rejected,
            lost: report.lost,
            waiting: report.spooled + report.queued + survey.events.saturating_sub(appended),
            trouble,
        })
    }

    fn client(&self, refused: &Refused) -> Result<Client, Failure> {
        let refused = refused.clone();
        let builder = service::builder(self.endpoint.as_deref())?
            .spool(self.state.spool())
            .max_event_bytes(MAX_EVENT_BYTES)
            .on_rejected(move |rejected| refused.hear(rejected.event_json(), rejected.reason(), rejected.outcome()));
        service::build(builder)
    }
}

/// Why it does not go on.
enum Stop {
    /// The service is in the way; what is left is kept.
    Trouble(String),
    Failure(Failure),
}

impl From<String> for Stop {
    fn from(trouble: String) -> Self {
        Stop::Trouble(trouble)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failure(failure)
    }
}

struct Sending<'c> {
    client: &'c Client,
    watch: Watch<'c>,
    /// So many of the events are in the spool, or were.
    appended: u64,
    pace: Option<Pace>,
    most_waiting: u64,
    /// Every so many events one, to wait for.
    receipts: VecDeque<(u64, Receipt)>,
    names: HashSet<&'static str>,
}

impl Sending<'_> {
    fn all(&mut self, source: &mut Source, judge: &Judge, survey: &Survey) -> Result<(), Stop> {
        let begin = self.appended;
        let (mut index, mut hash, mut stop) = (0, Fingerprint::new(), None);
        source
            .each(judge, &mut |line, _| {
                if survey.skipped.contains(&line.number) || index >= survey.events {
                    return Ok(());
                }
                let encoded = encode_again(&line, judge).map_err(|_| changed())?;
                hash.add(&encoded);
                index += 1;
                if index <= begin {
                    return Ok(());
                }
                self.send(&encoded).map_err(|reason| {
                    stop = Some(reason);
                    // The reading ends here; `stop` says why.
                    Failure::unread()
                })
            })
            .or_else(|failure| stop.take().map_or(Err(Stop::Failure(failure)), Err))?;
        if hash.shown() != survey.fingerprint {
            return Err(changed().into());
        }
        while self.client.stats().queued > 0 {
            self.client.flush(GLANCE);
            self.watch.look(self.appended)?;
        }
        Ok(())
    }

    fn send(&mut self, encoded: &Encoded) -> Result<(), Stop> {
        if let Some(pace) = &mut self.pace {
            let mut wait = pace.next(Instant::now());
            while !wait.is_zero() {
                let part = wait.min(GLANCE);
                thread::sleep(part);
                wait -= part;
                self.watch.look(self.appended)?;
            }
        }
        let name = self.name(&encoded.event_name);
        let event = RawEvent::new(name, &encoded.json).ok_or_else(changed)?;
        let receipt = self.client.track(&event).map_err(untracked)?;
        self.appended += 1;
        let distance = (self.most_waiting / 4).max(1);
        if self.appended.is_multiple_of(distance) {
            self.receipts.push_back((self.appended, receipt));
            self.watch.look(self.appended)?;
        }
        // Waits for the oldest while too many are on the way.
        while let Some((at, receipt)) = self.receipts.front() {
            if self.appended - at + distance < self.most_waiting {
                break;
            }
            if !matches!(receipt.wait(GLANCE), Outcome::Pending | Outcome::Stored) {
                self.receipts.pop_front();
            }
            self.watch.look(self.appended)?;
        }
        Ok(())
    }

    /// A name that lives as long as the process, which the client asks for. A file has few.
    fn name(&mut self, name: &str) -> &'static str {
        if let Some(name) = self.names.get(name) {
            return name;
        }
        let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
        self.names.insert(kept);
        kept
    }
}

fn changed() -> Failure {
    Failure::wrong(
        "the file changed while it was sent: what was sent of it is in the state folder; leave the file alone",
    )
}

fn untracked(error: TrackError) -> Stop {
    Stop::Failure(Failure::wrong(error.to_string()).because(error))
}

/// What the service refuses, written down before it is settled.
#[derive(Clone)]
struct Refused(Arc<Mutex<RefusedFile>>);

struct RefusedFile {
    file: Rejected,
    failure: Option<Failure>,
}

impl Refused {
    fn open(state: &State) -> Result<Refused, Failure> {
        Ok(Refused(Arc::new(Mutex::new(RefusedFile { file: Rejected::append(&state.refused())?, failure: None }))))
    }

    fn hear(&self, event: &str, reason: &str, outcome: Outcome) {
        // What is only not sent yet stays in the spool.
        if outcome != Outcome::Rejected {
            return;
        }
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = envelope::line_of(event);
        if let Err(failure) = refused.file.add(line, reason, Some(event)).and_then(|()| refused.file.flush()) {
            refused.failure.get_or_insert(failure);
        }
    }

    fn finish(&self) -> Result<(), Failure> {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        refused.failure.take().map_or(Ok(()), Err)
    }
}
