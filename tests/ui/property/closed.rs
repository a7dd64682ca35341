//! A property of an event that allows no others.
//!
//! With `"additionalProperties": false` the service refuses what the plan does not list, so `property` alone does not
//! help.
//!
//! Write the name of a property that the plan lists, or `#[track(skip)]`; or add the property to the plan.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    subscription_id: String,
    tier: Tier,
    previous_tier: Option<Tier>,
    #[track(property = "seat")]
    licences: u32,
    #[track(property)]
    discount_code: Option<String>,
}

fn main() {}
