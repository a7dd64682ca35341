//! `hashed` where the plan asks for a shorter string.
//!
//! A hash has 64 digits, and the service refuses a string longer than `maxLength`.
//!
//! Write `personal` to send the value as it is, `skip` to keep it, or raise the plan's `maxLength`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(hashed)]
    email: String,
    #[track(hashed)]
    first_name: Option<String>,
}

fn main() {}
