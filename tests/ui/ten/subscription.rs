//! A subscription: camelCase from the web, and half a seat.
//!
//! Names are the plan's, in its case; seats are counted in whole numbers.
//!
//! Write `#[track(property = "monthly_revenue")]` on the revenue, and the seats as an integer.

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
    monthlyRevenue: f64,
    seats: Option<f32>,
}

fn main() {}
