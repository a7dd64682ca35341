//! A misspelt event, and a mistake below it.
//!
//! The event is not in the plan; the struct is checked against the one that was most likely meant, so that both
//! mistakes are seen in one compile.
//!
//! Write the event's name as the plan has it, and mend what else is reported.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_close")]
struct Ticket {
    ticket_id: u64,
    minutes_open: f64,
    #[track(property = "satisfied")]
    thumbs_up: Option<bool>,
    label: Vec<String>,
}

fn main() {}
