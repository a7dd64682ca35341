//! An `Option` for a member that the plan requires.
//!
//! The service refuses an object without what the plan requires in it.
//!
//! Write the field of the nested struct without `Option`.

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
    city: Option<String>,
    country: Country,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Address,
}

fn main() {}
