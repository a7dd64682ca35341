//! An enum of which one rule names all variants.
//!
//! Variants go out in snake_case, unless the enum says otherwise.
//!
//! Write the `rename_all` that the message offers above the enum.

use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
enum Country {
    At,
    Ch,
}

#[derive(TrackFields)]
struct Address {
    city: String,
    country: Country,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Address,
}

fn main() {}
