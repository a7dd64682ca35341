//! A field that the event does not know, and a property that it misses, under names that are nothing alike.
//!
//! Most often they are one slip. Each message names the other's.
//!
//! Write `#[track(property = "..")]` with the required name where the field is that, or else a field of its own.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Closed {
    #[track(user_id)]
    agent: u64,
    ticket_id: u64,
    duration: u32,
}

fn main() {}
