use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    #[track(rename = "team")]
    Tema,
}

#[derive(TrackFields)]
struct Licence {
    seats: Option<u32>,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    // The macro: a misspelt name.
    #[track(property = "subscription_id")]
    subscripton_id: String,
    // Const evaluation: a value that is not listed.
    tier: Tier,
    // The type checker: of the wrong kind.
    previous_tier: Option<Tier>,
    // The type checker again.
    monthly_revenue: f64,
    // Const evaluation again, inside of a flattened type.
    #[track(flatten)]
    licence: Licence,
}

fn main() {}
