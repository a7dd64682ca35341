//! Types without their derive.
//!
//! A type of your own has to say what it puts on the wire. What else it needs is said in the same message.
//!
//! Write the derive, and the fields and values that the message lists.

use thrive_core::{TrackEvent, TrackValue};

struct Address {
    city: String,
    country: Country,
}

#[derive(TrackValue)]
enum Country {
    At,
    Ch,
}

struct Parcel {
    tracking_code: String,
    weight_grams: f64,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Option<Address>,
    parcels: Vec<Parcel>,
}

fn main() {}
