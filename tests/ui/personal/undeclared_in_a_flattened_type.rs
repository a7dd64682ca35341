//! Personal data in a flattened type that nobody declared.
//!
//! The declaration stands at the field that holds the data, so a privacy officer finds it there.
//!
//! Write `#[track(personal)]` or `#[track(hashed)]` on the field of the flattened type.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Person {
    email: String,
    #[track(personal)]
    first_name: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(flatten)]
    person: Person,
    campaign: Option<String>,
}

fn main() {}
