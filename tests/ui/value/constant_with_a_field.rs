//! A field for a property that is always the same.
//!
//! The plan gives its only value, so it is written without a field.
//!
//! Write no field for it, or `#[track(skip)]` on one that is there for other reasons.

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
    schema_version: u8,
}

fn main() {
    let order = Order { order_id: uuid::Uuid::nil(), channel: Channel::Phone, total_cents: 1, schema_version: 1 };
    assert!(order.by("u-1").within("a-1").to_json().unwrap().contains(r#""schema_version":2"#));
}
