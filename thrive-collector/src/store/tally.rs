//! Counts in detail: of each event's name, and of each of the last seconds.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{SystemTime, UNIX_EPOCH},
};

use crate::request::{Call, Request};

/// So many seconds are told apart.
pub(crate) const SECONDS: u64 = 300;

/// So many names are counted each; what a hostile client can make up must end somewhere.
const MAX_NAMES: usize = 2_000;

/// A longer name is no event's, and is counted with the others.
const MAX_NAME_BYTES: usize = 200;

/// How many events were accepted and refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) good: u64,
    pub(crate) bad: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    names: BTreeMap<String, Split>,
    /// Those of no name that is counted, and requests refused before their events were looked at.
    others: Split,
    /// The latest last, each with when it was. A second in which nothing arrived is not in it.
    seconds: VecDeque<(u64, Split)>,
}

impl Tally {
    pub(crate) fn add(&mut self, request: &Request, at: SystemTime, good: u64, bad: u64) {
        for event in request.good() {
            self.of(event.call, event.name.as_deref()).good += 1;
        }
        let mut unnamed = bad;
        for event in request.bad().iter().filter(|event| event.index.is_some()) {
            self.of(event.call, event.name.as_deref()).bad += 1;
            unnamed -= 1;
        }
        self.others.bad += unnamed;

        let second = seconds(at);
        // A clock that was set back goes on in the second it had reached.
        match self.seconds.back_mut().filter(|(latest, _)| *latest >= second) {
            Some((_, split)) => *split = Split { good: split.good + good, bad: split.bad + bad },
            None => self.seconds.push_back((second, Split { good, bad })),
        }
        while self.seconds.len() as u64 > SECONDS {
            self.seconds.pop_front();
        }
    }

    /// By name, in its order.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, Split)> {
        self.names.iter().map(|(name, split)| (name.as_str(), *split))
    }

    pub(crate) fn others(&self) -> Split {
        self.others
    }

    /// The seconds after this one in which something arrived.
    pub(crate) fn seconds_after(&self, second: u64) -> impl Iterator<Item = (u64, Split)> {
        self.seconds.iter().copied().filter(move |(one, _)| *one > second)
    }

    fn of(&mut self, call: Call, name: Option<&str>) -> &mut Split {
        let name = match call {
            Call::Track => name.unwrap_or_default(),
            Call::Identify | Call::Group => call.name(),
        };
        let is_counted = !name.is_empty()
            && name.len() <= MAX_NAME_BYTES
            && (self.names.len() < MAX_NAMES || self.names.contains_key(name));
        if !is_counted {
            return &mut self.others;
        }
        // `entry` takes a name of its own, and most have come before.
        if !self.names.contains_key(name) {
            self.names.insert(name.to_owned(), Split::default());
        }
        self.names.get_mut(name).unwrap_or(&mut self.others)
    }
}

/// Since 1970.
pub(crate) fn seconds(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
