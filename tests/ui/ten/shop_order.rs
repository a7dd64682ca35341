//! A shop's order: its id as a string, its total under another name.
//!
//! The plan asks for a UUID, and calls the total `total_cents`.
//!
//! Write the id as a `uuid::Uuid`, and `#[track(property = "total_cents")]` on the total.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum SalesChannel {
    Web,
    MobileApp,
    Phone,
}

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
    Usd,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
struct Order {
    #[track(property = "order_id")]
    id: String,
    #[track(user_id)]
    customer: u64,
    #[track(group_id)]
    shop: u32,
    channel: SalesChannel,
    currency: Currency,
    total: i64,
    tags: Vec<String>,
    #[track(skip)]
    payment_token: String,
}

fn main() {}
