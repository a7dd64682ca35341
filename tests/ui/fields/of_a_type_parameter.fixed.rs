use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
    #[track(flatten)]
    campaign: Campaign,
}

fn main() {}
