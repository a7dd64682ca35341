use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Channel {
    Web,
    MobileApp,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    order_id: uuid::Uuid,
    channel: Channel,
    total_cents: u64,
}

fn main() {
    let order = Order { order_id: Default::default(), channel: Channel::Web, total_cents: 1200 };
    assert!(order.by("u-1").within("a-1").to_json().unwrap().contains(r#""channel":"web","total_cents":1200"#));
}
