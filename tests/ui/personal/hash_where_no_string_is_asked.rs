//! `hashed` where no plain string is asked for.
//!
//! A hash is a string of 64 hexadecimal digits, which is no date and none of a few listed values.
//!
//! Write `personal` to send the value as it is, or `skip`.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Topic {
    News,
    Offers,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(personal)]
    email: String,
    #[track(hashed)]
    birthday: Option<jiff::civil::Date>,
    #[track(hashed)]
    topic: Option<Topic>,
}

fn main() {}
