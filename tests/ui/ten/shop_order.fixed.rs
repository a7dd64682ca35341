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
    id: uuid::Uuid,
    #[track(user_id)]
    customer: u64,
    #[track(group_id)]
    shop: u32,
    channel: SalesChannel,
    currency: Currency,
    #[track(property = "total_cents")]
    total: i64,
    tags: Vec<String>,
    #[track(skip)]
    payment_token: String,
}

fn main() {}
