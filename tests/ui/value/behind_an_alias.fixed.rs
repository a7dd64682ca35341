use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    #[track(rename = "phone")]
    Fax,
}

type Origin = Box<Channel>;

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
    Usd,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Origin,
    total_cents: u64,
    currency: Option<Currency>,
    channels_seen: Vec<Channel>,
}

fn main() {}
