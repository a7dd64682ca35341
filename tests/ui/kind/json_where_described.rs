//! `json` where the plan describes the value.
//!
//! What serde makes of a value is known at run time only, so `json` goes where the plan takes anything.
//!
//! Write the field without `json`, in a type that the compiler can check.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Address {
    city: String,
    country: Country,
}

#[derive(thrive_core::TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Country {
    At,
    De,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    #[track(json)]
    order_id: String,
    #[track(json, property = "address")]
    to: serde_json::Value,
    #[track(json)]
    customs: serde_json::Value,
}

fn main() {}
