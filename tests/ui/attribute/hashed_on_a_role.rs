//! `hashed` on a field that is only a part of the envelope.
//!
//! `json`, `null`, `personal` and `hashed` speak of a property, and a user's or group's id goes out as it is.
//!
//! Write the role alone, or `property` beside it where the value is to be sent a second time.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id, hashed)]
    user: String,
    #[track(group_id, personal)]
    account: String,
}

fn main() {}
