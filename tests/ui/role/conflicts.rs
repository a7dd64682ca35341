//! Attributes that contradict each other.
//!
//! A field cannot be sent and kept, nor be the time and an id.
//!
//! Write one of the two.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(skip, property)]
    nickname: String,
    #[track(user_id, skip)]
    user: String,
    #[track(group_id, timestamp)]
    account: String,
}

fn main() {}
