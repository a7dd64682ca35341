//! An enum with a value that the plan does not list.
//!
//! Every variant must be one of the values, as every one can be sent.
//!
//! Write `#[track(rename = "..")]` on the variant, take it out of the enum, or add it to the plan.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    App,
    Telephone,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
}

fn main() {
    let order = Order { order_id: uuid::Uuid::nil(), channel: Channel::App, total_cents: 1200 };
    assert!(order.by("u-1").within("a-1").to_json().unwrap().contains(r#","channel":""#));
}
