use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Address {
    city: String,
    country: Country,
}

#[derive(thrive_core::TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    De,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    #[track(property = "address")]
    to: Address,
    #[track(json)]
    customs: serde_json::Value,
}

fn main() {}
