//! An integer where an email address is asked for.
//!
//! An email address is a string. Whether it is an address, only run time can tell.
//!
//! Write the field in a type that is a string on the wire.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    MobileApp,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
    customer_email: Option<u64>,
}

fn main() {}
