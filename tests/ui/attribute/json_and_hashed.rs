//! `json` beside `hashed`.
//!
//! One sends what serde makes of the value, the other a hash of it.
//!
//! Write one of the two.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "form_sent", custom)]
struct Form {
    #[track(json, hashed)]
    answers: serde_json::Value,
}

fn main() {}
