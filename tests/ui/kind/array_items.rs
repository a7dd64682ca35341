//! An array with items of the wrong kind.
//!
//! The plan says of which kind an array's items are.
//!
//! Write the collection with such items.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u32,
    labels: Vec<u32>,
}

fn main() {}
