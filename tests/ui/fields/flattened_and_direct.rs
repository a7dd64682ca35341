//! A flattened field that the event has itself.
//!
//! A property stands in an event once.
//!
//! Write `#[track(skip)]` on one of the two.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    page_url: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
    #[track(flatten)]
    campaign: Campaign,
}

fn main() {}
