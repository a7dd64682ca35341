//! A shipment: members of the address under other names, and a weight in kilograms.
//!
//! What is inside of an object and of an array's items is the plan's, too.
//!
//! Write `#[track(property = "postal_code")]` and `#[track(property = "city")]` on the members, and the weight in whole grams.

use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    De,
}

#[derive(TrackFields)]
struct Address {
    zip: String,
    town: String,
    country: Country,
}

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: f64,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipment {
    order_id: String,
    #[track(user_id)]
    packed_by: u32,
    #[track(property = "address")]
    destination: Address,
    parcels: Vec<Parcel>,
}

fn main() {}
