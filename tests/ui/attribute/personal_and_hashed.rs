//! `personal` beside `hashed`.
//!
//! One sends personal data as it is, the other a keyed hash of it. Both declare it.
//!
//! Write one of the two.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(personal, hashed)]
    email: String,
}

fn main() {}
