//! A newsletter: personal data that nobody thought of, and a birthday as text.
//!
//! This plan asks to declare what is personal, and a birthday is a date.
//!
//! Write `personal` or `hashed` on each, and the birthday as a date.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Topic {
    News,
    Offers,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Subscriber {
    #[track(user_id)]
    id: u64,
    email: String,
    #[track(property = "first_name", personal)]
    name: Option<String>,
    #[track(personal)]
    birthday: Option<String>,
    topic: Topic,
    campaign: Option<&'static str>,
    #[track(timestamp)]
    confirmed_at: jiff::Timestamp,
}

fn main() {}
