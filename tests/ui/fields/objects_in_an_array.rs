//! Objects in an array, with mistakes in several members.
//!
//! Everything wrong inside of one value stands in one message, a line each.
//!
//! Write each of the fields as its line asks.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Parcel {
    tracking_code: Option<String>,
    weight_grams: f32,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    parcels: Vec<Parcel>,
}

fn main() {}
