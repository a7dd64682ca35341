//! An event of the plan that is called `custom`.
//!
//! The plan says already what the event is; `custom` would switch that check off.
//!
//! Write the event without `custom`. What the struct sends beyond the plan is marked field by field.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed", custom)]
struct Ticket {
    ticket_id: u64,
    minutes_open: u64,
}

#[derive(TrackEvent)]
#[track(event = "signed_up", custom)]
struct SignUp {
    user_email: String,
}

fn main() {}
