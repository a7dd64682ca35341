//! An enum with a foreign value behind an alias, in an `Option` and in a `Vec`.
//!
//! The values are asked of the type, whatever it is wrapped in or called.
//!
//! Write `#[track(rename = "..")]` on the variant, take it out of the enum, or add it to the plan.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    Fax,
}

type Origin = Box<Channel>;

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
    Chf,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Origin,
    total_cents: u64,
    currency: Option<Currency>,
    channels_seen: Vec<Channel>,
}

fn main() {}
