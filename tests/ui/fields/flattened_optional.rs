//! An optional field where the event requires one, in a flattened type.
//!
//! The service refuses the event without what the plan requires. A flattened type in an `Option` makes all its fields
//! optional.
//!
//! Write the field, or the flattened type, without `Option`.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Page {
    page_url: Option<String>,
    page_title: Option<String>,
}

#[derive(TrackFields)]
struct Feature {
    feature_name: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    #[track(flatten)]
    page: Page,
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Used {
    #[track(flatten)]
    feature: Option<Feature>,
}

fn main() {}
