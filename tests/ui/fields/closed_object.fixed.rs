use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: u32,
    #[track(skip)]
    insured: bool,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    parcels: Vec<Parcel>,
}

fn main() {}
