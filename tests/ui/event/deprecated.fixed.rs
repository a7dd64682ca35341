use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Changed {
    subscription_id: String,
    tier: Tier,
    previous_tier: Option<Tier>,
}

#[derive(TrackValue)]
enum Tier {
    Free,
    Team,
}

fn main() {}
