use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    utm_medium: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
    #[track(flatten)]
    campaign: Campaign,
    page_title: String,
}

fn main() {
    let campaign = Campaign { utm_source: "mail".into(), utm_medium: "news".into() };
    let visit = Visit { page_url: "/".into(), campaign, page_title: "Home".into() };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#""utm_source":"mail","utm_medium":"news""#));
}
