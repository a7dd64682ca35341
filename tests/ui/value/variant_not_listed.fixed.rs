use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    #[track(rename = "mobile_app")]
    App,
    #[track(rename = "phone")]
    Telephone,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
}

fn main() {
    let order = Order { order_id: uuid::Uuid::nil(), channel: Channel::App, total_cents: 1200 };
    assert!(order.by("u-1").within("a-1").to_json().unwrap().contains(r#","channel":""#));
}
