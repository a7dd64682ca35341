use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Page {
    page_url: String,
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
    feature: Feature,
}

fn main() {}
