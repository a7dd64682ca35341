//! `hashed` on a value without a text.
//!
//! What is hashed is a value's text. A number with a fraction has many, a list none.
//!
//! Write the field as a string, a UUID, an enum or an integer.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(hashed)]
    email: Option<String>,
    #[track(hashed)]
    campaign: Vec<String>,
}

fn main() {}
