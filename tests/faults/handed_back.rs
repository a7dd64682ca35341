//! What `on_rejected` hears.

use std::sync::{Arc, Mutex};

use thrive_core::{ClientBuilder, Outcome};

use super::numbered::numbers_in;

/// The events that a client handed back.
#[derive(Clone, Default)]
pub(crate) struct HandedBack(Arc<Mutex<Vec<Event>>>);

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) number: u64,
    pub(crate) reason: String,
    pub(crate) outcome: Outcome,
}

impl HandedBack {
    pub(crate) fn listen(&self, builder: ClientBuilder) -> ClientBuilder {
        let events = self.0.clone();
        builder.on_rejected(move |rejected| {
            let number = numbers_in(&format!("[{}]", rejected.event_json()))[0];
            let (reason, outcome) = (rejected.reason().to_owned(), rejected.outcome());
            events.lock().unwrap().push(Event { number, reason, outcome });
        })
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }

    /// The numbers of the events, in the order in which they were handed back; this has to be what became of each.
    pub(crate) fn numbers(&self, outcome: Outcome) -> Vec<u64> {
        let events = self.events();
        assert!(events.iter().all(|event| event.outcome == outcome), "{events:?}");
        events.iter().map(|event| event.number).collect()
    }
}
