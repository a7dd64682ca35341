//! What the service got, held against what was tracked.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::weather::Attempt;

/// What a service took, checked as it came.
#[derive(Default)]
pub(crate) struct Books {
    /// By number, the one text of each event, and where in `first_arrivals` it stands.
    events: HashMap<u64, String>,
    ids: HashMap<String, u64>,
    first_arrivals: Vec<u64>,
    /// The one body of each idempotency key.
    bodies: HashMap<String, Vec<u8>>,
    /// Of an event the request that took it last.
    taken_by: HashMap<u64, usize>,
    requests: Vec<Taken>,
    /// Events that arrived again, by why.
    pub(crate) repeated: BTreeMap<Unseen, usize>,
}

/// A request whose events were taken.
struct Taken {
    client: String,
    answered: bool,
    /// The client made another request after it.
    went_on: bool,
}

/// Why a client cannot have known that its events had been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unseen {
    /// No answer left the service.
    NotAnswered,
    /// It was killed before it had written the answer down.
    Killed,
}

impl Books {
    /// Enters the attempts of all clients, each of which ended before the next one began.
    pub(crate) fn enter(attempts: &[Attempt]) -> Self {
        let mut clients: Vec<&str> = Vec::new();
        let mut by_client: HashMap<&str, Vec<&Attempt>> = HashMap::new();
        for attempt in attempts {
            let own = by_client.entry(&attempt.client).or_insert_with(|| {
                clients.push(&attempt.client);
                Vec::new()
            });
            own.push(attempt);
        }
        // What a client sent before it was killed may be read after the next one began.
        clients.sort_unstable();
        let mut books = Books::default();
        for client in clients {
            by_client.remove(client).into_iter().flatten().for_each(|attempt| books.enter_attempt(attempt));
        }
        books
    }

    fn enter_attempt(&mut self, attempt: &Attempt) {
        let body = std::str::from_utf8(&attempt.body).unwrap();
        let events: Vec<&RawValue> = match serde_json::from_str(body) {
            Ok(events) => events,
            Err(error) => panic!("a body of {} is malformed: {error}: {body}", attempt.client),
        };
        let same = self.bodies.entry(attempt.idempotency_key.clone()).or_insert_with(|| attempt.body.clone());
        assert!(*same == attempt.body, "two bodies have the key {}", attempt.idempotency_key);

        if let Some(before) = self.requests.last_mut().filter(|before| before.client == attempt.client) {
            before.went_on = true;
        }
        if !attempt.taken {
            return;
        }
        let request = self.requests.len();
        for event in events {
            let number = self.enter_event(event.get());
            if let Some(before) = self.taken_by.insert(number, request) {
                *self.repeated.entry(self.why_again(number, before)).or_default() += 1;
            }
        }
        self.requests.push(Taken { client: attempt.client.clone(), answered: attempt.answered, went_on: false });
    }

    /// Whether it comes for the first time or again, an event is the same bytes with the same id.
    fn enter_event(&mut self, text: &str) -> u64 {
        let event: Value = serde_json::from_str(text).unwrap();
        assert_eq!(event["event_name"], "feature_used", "{text}");
        let number = event["properties"]["number"].as_u64().unwrap();
        let id = event["context"]["event_id"].as_str().unwrap();
        assert_eq!(*self.ids.entry(id.to_owned()).or_insert(number), number, "two events have the id {id}");
        match self.events.get(&number) {
            Some(first) => assert_eq!(first, text, "event {number} came in two forms"),
            None => {
                self.events.insert(number, text.to_owned());
                self.first_arrivals.push(number);
            }
        }
        number
    }

    fn why_again(&self, number: u64, before: usize) -> Unseen {
        let before = &self.requests[before];
        match (before.answered, before.went_on) {
            (false, _) => Unseen::NotAnswered,
            (true, false) => Unseen::Killed,
            (true, true) => panic!("event {number} came again, and {} knew that it had been taken", before.client),
        }
    }

    /// Every event that was tracked has arrived, and the first arrivals are in order.
    pub(crate) fn assert_complete(&self, tracked: &[u64]) {
        let missing: Vec<_> = tracked.iter().filter(|number| !self.events.contains_key(number)).collect();
        assert!(
            missing.is_empty(),
            "of {} tracked events {} did not arrive: {missing:?}",
            tracked.len(),
            missing.len()
        );
        let out_of_turn = self.first_arrivals.windows(2).find(|pair| pair[0] >= pair[1]);
        assert!(out_of_turn.is_none(), "order was not kept: {out_of_turn:?}");
    }

    pub(crate) fn arrived(&self) -> usize {
        self.first_arrivals.len()
    }
}
