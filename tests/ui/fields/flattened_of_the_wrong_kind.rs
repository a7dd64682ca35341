//! A flattened field of the wrong kind.
//!
//! Its kind is checked at the event, as those of the event's own fields are.
//!
//! Write that field in a type of the kind that is asked for.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Duration {
    #[track(property = "minutes_open")]
    minutes: f64,
    satisfied: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    #[track(flatten)]
    duration: Duration,
}

fn main() {}
