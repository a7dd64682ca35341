//! A value that is no string where a string or `null` is asked for.
//!
//! A property that may be `null` and is required takes an `Option`, whose `None` is `null`, and a plain value as well.
//!
//! Write the field in a type of the kind that is asked for.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    Phone,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
    gift_note: Option<Option<u8>>,
}

#[derive(TrackValue)]
enum Tier {
    Starter,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    subscription_id: String,
    tier: Tier,
    previous_tier: bool,
}

fn main() {}
