//! Finds the schema of an event. The only file that touches the environment or the disk.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use thrive_plan::{EventSchema, PlanError, catalogue};

type Found = Option<Result<&'static EventSchema, PlanError>>;

/// The schemas read so far: each is parsed once a process, however many structs name it.
static READ: Mutex<Option<HashMap<String, Found>>> = Mutex::new(None);

/// The schema of an event, if the plan has it, or the mistake that stands in the plan.
pub(crate) fn event(name: &str) -> Found {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.get_or_insert_default()
        .entry(name.to_owned())
        .or_insert_with(|| match catalogue::schema(name) {
            // It is shared by every struct of the process that names it, for as long as the process compiles.
            Ok(schema) => schema.map(|schema| Ok(&*Box::leak(Box::new(schema)))),
            Err(mistake) => Some(Err(mistake)),
        })
        .clone()
}

/// The names of all events that the plan has.
pub(crate) fn event_names() -> Vec<&'static str> {
    catalogue::names().collect()
}
