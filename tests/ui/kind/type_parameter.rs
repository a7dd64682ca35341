//! A type parameter where the inside of a type is checked.
//!
//! The values of an enum and the members of an object are checked where the struct is. Of a type parameter they are
//! known only to who uses the struct.
//!
//! Write the type itself.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    Phone,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order<C> {
    order_id: uuid::Uuid,
    channel: C,
    total_cents: u64,
}

fn main() {}
