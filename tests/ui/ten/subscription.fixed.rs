use thrive_core::{TrackEvent, TrackValue};

#[derive(Clone, Copy, TrackValue)]
enum Tier {
    Free,
    Starter,
    Team,
    Enterprise,
}

#[derive(TrackValue)]
struct SubscriptionId(String);

#[allow(non_snake_case)]
#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct SubscriptionChange {
    #[track(property = "subscription_id")]
    id: SubscriptionId,
    #[track(user_id)]
    changed_by_user: uuid::Uuid,
    #[track(group_id)]
    account: uuid::Uuid,
    #[track(timestamp)]
    at: jiff::Timestamp,
    tier: Tier,
    previous_tier: Option<Tier>,
    #[track(property = "monthly_revenue")]
    monthlyRevenue: f64,
    seats: Option<u32>,
}

fn main() {}
