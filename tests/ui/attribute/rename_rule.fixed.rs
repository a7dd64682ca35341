use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "cart_abandoned", custom, rename_all = "camelCase")]
struct Cart {
    item_count: u32,
}

fn main() {
    let cart = Cart { item_count: 3 };
    assert!(cart.by("u-1").to_json().unwrap().contains(r#""itemCount":3"#));
}
