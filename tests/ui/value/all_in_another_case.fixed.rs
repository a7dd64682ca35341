use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
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
