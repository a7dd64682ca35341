//! An array that may hold `null`.
//!
//! A `None` inside of an array is `null` there: left out, it would move the others.
//!
//! Write the collection without `Option` inside.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u32,
    labels: Vec<Option<String>>,
}

fn main() {}
