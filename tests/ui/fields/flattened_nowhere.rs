//! A required property that neither the event nor a flattened type brings.
//!
//! With flattened types, only the compiler sees that a property is missing: it looks into all of them.
//!
//! Write a field for it, in the struct or in a flattened type.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    #[track(flatten)]
    campaign: Campaign,
}

fn main() {}
