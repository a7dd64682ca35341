use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackFields)]
struct Address {
    city: String,
    country: Country,
}

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    Ch,
}

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: i64,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: Option<Address>,
    parcels: Vec<Parcel>,
}

fn main() {}
