use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    subscription_id: String,
    tier: Tier,
    previous_tier: Option<Tier>,
    #[track(property = "seats")]
    licences: u32,
    #[track(skip)]
    discount_code: Option<String>,
}

fn main() {}
