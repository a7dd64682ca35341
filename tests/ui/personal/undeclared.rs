//! Personal data that nobody declared.
//!
//! The plan says `"personal": "declare"`: what it marks as `x-personal` is sent only on purpose.
//!
//! Write `#[track(personal)]` to send it as it is, or `#[track(hashed)]` to send a keyed hash of it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    email: String,
    first_name: Option<String>,
}

fn main() {}
