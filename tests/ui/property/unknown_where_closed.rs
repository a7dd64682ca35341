//! A field that an event without other properties does not know.
//!
//! With `"additionalProperties": false` nothing can be sent that the plan does not list.
//!
//! Write the name of a property that the plan lists, or `#[track(skip)]`.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    #[track(property = "subscription_id")]
    id: String,
    tier: Tier,
    previous_tier: Option<Tier>,
    internal_note: String,
}

fn main() {}
