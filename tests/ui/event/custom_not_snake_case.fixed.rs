use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "cart_abandoned", custom)]
struct Cart {
    items: u32,
}

fn main() {
    let cart = Cart { items: 3 };
    assert!(cart.by("u-1").to_json().unwrap().contains(r#""properties":{"items":3}"#));
}
