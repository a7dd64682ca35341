//! The first reading: which lines are right, and what will be sent.

use std::collections::HashSet;

use hmac_sha256::Hash;
use serde_json::Value;

use super::envelope::{self, Encoded};
use super::judge::{EventId, Judge};
use super::rejected::Rejected;
use super::source::{Line, Source};
use crate::outcome::Failure;
use crate::progress::Progress;

/// What the service takes of one event, and what a client lets pass.
pub(super) const MAX_EVENT_BYTES: usize = 32 * 1024;

/// So many lines are told on the terminal.
const MOST_TOLD: usize = 10;

pub(super) struct Survey {
    pub(super) events: u64,
    pub(super) invalid: u64,
    /// The lines that are not sent.
    pub(super) skipped: HashSet<u64>,
    pub(super) first_invalid: Vec<(u64, String)>,
    /// What all events are, together.
    pub(super) fingerprint: String,
    /// What the first of them are, as many as were asked for.
    pub(super) prefix: Option<String>,
}

impl Survey {
    /// Judges every line. `known` is how many events an earlier run found.
    pub(super) fn of(
        source: &mut Source,
        judge: &Judge,
        known: Option<u64>,
        mut rejected: Option<Rejected>,
    ) -> Result<Survey, Failure> {
        let progress = Progress::of_survey(source.len());
        let mut hash = Fingerprint::new();
        let mut survey = Survey {
            events: 0,
            invalid: 0,
            skipped: HashSet::new(),
            first_invalid: Vec::new(),
            fingerprint: String::new(),
            prefix: (known == Some(0)).then(|| hash.shown()),
        };
        source.each(judge, &mut |line, read| {
            progress.read(read);
            match encode(&line, judge) {
                Ok(encoded) => {
                    hash.add(&encoded);
                    survey.events += 1;
                    if known == Some(survey.events) {
                        survey.prefix = Some(hash.shown());
                    }
                    Ok(())
                }
                Err(reason) => {
                    survey.invalid += 1;
                    survey.skipped.insert(line.number);
                    if let Some(rejected) = &mut rejected {
                        rejected.add(Some(line.number), &reason, line.json.as_deref().ok())?;
                    }
                    if survey.first_invalid.len() < MOST_TOLD {
                        survey.first_invalid.push((line.number, reason));
                    }
                    Ok(())
                }
            }
        })?;
        survey.fingerprint = hash.shown();
        rejected.map_or(Ok(()), Rejected::finish)?;
        Ok(survey)
    }
}

/// The event of a line as it is sent, or why there is none.
fn encode(line: &Line<'_>, judge: &Judge) -> Result<Encoded, String> {
    let json = *line.json.as_ref().map_err(Clone::clone)?;
    let value: Value = serde_json::from_str(json).map_err(|error| format!("this is no JSON: {error}"))?;
    let encoded = encoded(json, line.number, judge.judge(&value)?)?;
    match encoded.json.len() {
        ..=MAX_EVENT_BYTES => Ok(encoded),
        length => Err(format!("the event has {length} bytes, and may have {MAX_EVENT_BYTES}")),
    }
}

/// The event of a line that was judged before.
pub(super) fn encode_again(line: &Line<'_>, judge: &Judge) -> Result<Encoded, String> {
    let json = *line.json.as_ref().map_err(Clone::clone)?;
    let as_judged = judge.event_id(envelope::as_it_is(json)?.event_name.as_str());
    encoded(json, line.number, as_judged)
}

fn encoded(json: &str, number: u64, event_id: EventId) -> Result<Encoded, String> {
    match event_id {
        EventId::Welcome => envelope::with_event_id(json, number),
        EventId::Unwelcome => envelope::as_it_is(json),
    }
}

/// What a row of events is, in a few digits.
#[derive(Clone)]
pub(super) struct Fingerprint(Hash);

impl Fingerprint {
    pub(super) fn new() -> Self {
        Fingerprint(Hash::new())
    }

    pub(super) fn add(&mut self, encoded: &Encoded) {
        self.0.update(encoded.json.as_bytes());
        self.0.update(b"\n");
    }

    pub(super) fn shown(&self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
