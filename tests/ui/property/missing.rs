//! A required property that no field is.
//!
//! The plan requires it, and the service refuses the event without it.
//!
//! Write a field for it, or name the one that holds it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(user_id)]
    owner: String,
    #[track(group_id)]
    id: String,
}

fn main() {}
