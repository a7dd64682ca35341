use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: u32,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    parcels: Vec<Parcel>,
}

fn main() {}
