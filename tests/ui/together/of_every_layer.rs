//! Mistakes that the macro finds, the type checker, and const evaluation.
//!
//! Names are the macro's, kinds the type checker's, what is inside of a value const evaluation's. All three speak in
//! one compile.
//!
//! Write what each message asks for.

use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
enum Tier {
    Free,
    Tema,
}

#[derive(TrackFields)]
struct Licence {
    seats: Option<f64>,
}

#[derive(TrackEvent)]
#[track(event = "subscription_changed")]
struct Change {
    // The macro: a misspelt name.
    subscripton_id: String,
    // Const evaluation: a value that is not listed.
    tier: Tier,
    // The type checker: of the wrong kind.
    previous_tier: Option<u8>,
    // The type checker again.
    monthly_revenue: String,
    // Const evaluation again, inside of a flattened type.
    #[track(flatten)]
    licence: Licence,
}

fn main() {}
