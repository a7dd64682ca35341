use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    MobileApp,
    Phone,
    Partner,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
}

fn main() {}
