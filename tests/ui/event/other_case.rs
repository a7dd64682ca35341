//! An event's name in another case.
//!
//! Names of events are snake_case, in every plan.
//!
//! Write the name as the plan has it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "AccountCreated")]
struct Account {
    account_name: String,
}

fn main() {}
