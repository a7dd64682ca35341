//! A user, an account or a time of the wrong kind.
//!
//! An id is a string, an integer, a UUID or a type of your own around one; a time is a moment, not its text.
//!
//! Write the field in such a type, or `#[track(skip)]` and name it in the call.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: f64,
    #[track(group_id)]
    account: bool,
    #[track(timestamp)]
    at: String,
}

fn main() {}
