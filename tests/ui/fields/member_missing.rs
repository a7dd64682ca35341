//! A nested object without a member that the plan requires.
//!
//! The service refuses an object without what the plan requires in it.
//!
//! Write a field for it in the nested struct, or name the one that holds it.

use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    Ch,
    De,
}

#[derive(TrackFields)]
struct Address {
    #[track(property)]
    town: String,
    country: Country,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Address,
}

fn main() {}
