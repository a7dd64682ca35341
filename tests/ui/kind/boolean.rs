//! Another type where a boolean is asked for.
//!
//! The plan says which kind of value a property is, and the service refuses another.
//!
//! Write the field as a `bool`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_added_user")]
struct Joined {
    user_name: String,
    user_email: String,
    is_first_user: u8,
}

fn main() {}
