//! Two fields that are one property.
//!
//! A property stands in an event once.
//!
//! Write another name for one of them, or `#[track(skip)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(property = "account_name")]
    name: String,
    #[track(context = "device_id")]
    phone: String,
    #[track(context)]
    device_id: String,
}

fn main() {}
