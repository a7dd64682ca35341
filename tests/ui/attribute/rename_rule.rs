//! A rule of `rename_all` that does not exist.
//!
//! The rules are those of serde.
//!
//! Write the rule that the message offers.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "cart_abandoned", custom, rename_all = "camelcase")]
struct Cart {
    item_count: u32,
}

fn main() {
    let cart = Cart { item_count: 3 };
    assert!(cart.by("u-1").to_json().unwrap().contains("3"));
}
