//! A member of a nested object that is of the wrong kind.
//!
//! The plan describes the object, and its struct is looked into.
//!
//! Write the field of the nested struct in a type of the kind that is asked for.

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
    postal_code: u32,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Address,
}

fn main() {}
