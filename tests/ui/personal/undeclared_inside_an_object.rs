//! Personal data inside of a nested object that nobody declared.
//!
//! The declaration stands at the field that holds the data, so a privacy officer finds it there.
//!
//! Write `#[track(personal)]` or `#[track(hashed)]` on the field of the nested struct.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Contact {
    phone: String,
    company: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "callback_requested", plan = "plans/privacy")]
struct Callback {
    contact: Contact,
    subject: Option<String>,
}

fn main() {}
