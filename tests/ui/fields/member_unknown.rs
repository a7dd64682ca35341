//! A member of a nested object that the plan does not list.
//!
//! Nothing leaves a struct unless the plan or its author named it; the same holds inside of an object.
//!
//! Write `#[track(property)]` on that field to send it all the same, or `#[track(skip)]` to keep it in the process.

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
    city: String,
    country: Country,
    door_code: String,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Address,
}

fn main() {}
