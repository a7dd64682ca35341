//! A custom event whose name is not snake_case.
//!
//! The service groups events by name, and all others are snake_case.
//!
//! Write the name in snake_case, as the message shows it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "CartAbandoned", custom)]
struct Cart {
    items: u32,
}

fn main() {
    let cart = Cart { items: 3 };
    assert!(cart.by("u-1").to_json().unwrap().contains(r#""properties":{"items":3}"#));
}
