use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    De,
}

#[derive(TrackFields)]
struct Address {
    #[track(property = "postal_code")]
    zip: String,
    #[track(property = "city")]
    town: String,
    country: Country,
}

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: u32,
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
