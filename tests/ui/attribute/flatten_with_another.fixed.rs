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

fn main() {
    let visit = Visit { page_url: "/".into(), campaign: Campaign { utm_source: "mail".into() } };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#"{"page_url":"/","utm_source":"mail"}"#));
}
