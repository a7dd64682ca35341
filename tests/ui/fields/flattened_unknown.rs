//! A flattened field that the event does not know.
//!
//! Its name is checked at the event, as those of the event's own fields are.
//!
//! Write `#[track(property = "..")]` on that field with the name that was meant, `#[track(property)]` to send it all
//! the same, or `#[track(skip)]`.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    landing: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
    #[track(flatten)]
    campaign: Campaign,
}

fn main() {}
