//! A string where the plan lists the values.
//!
//! A string may be anything, and the service refuses what is not listed.
//!
//! Write an enum of the listed values and derive `TrackValue` on it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: String,
    total_cents: u64,
}

fn main() {}
