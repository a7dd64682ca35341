//! An `Option` where the plan requires a value.
//!
//! The service refuses the event without it, so there has to be one.
//!
//! Write the type without `Option`: build the event once the value is there.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: Option<String>,
}

fn main() {}
