//! A mistake inside of a plan.
//!
//! It is reported with its file, line and column, where the event is named.
//!
//! Write the plan as the message asks.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "refund_issued", plan = "plans/broken")]
struct Refund {
    order_id: String,
    amount: f64,
}

fn main() {}
