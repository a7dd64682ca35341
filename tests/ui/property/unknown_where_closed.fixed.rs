use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    Team,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    #[track(property = "subscription_id")]
    id: String,
    tier: Tier,
    previous_tier: Option<Tier>,
    #[track(skip)]
    internal_note: String,
}

fn main() {}
