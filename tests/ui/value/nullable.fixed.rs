use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    Phone,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
    gift_note: Option<Option<String>>,
}

#[derive(TrackValue)]
enum Tier {
    Starter,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    subscription_id: String,
    tier: Tier,
    previous_tier: Tier,
}

fn main() {}
