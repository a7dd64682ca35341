//! `flatten` on a type without fields of its own to bring.
//!
//! Which properties a type brings, it says by `TrackFields`.
//!
//! Write `#[derive(TrackFields)]` on the type, or a name for the field as one property.

use thrive_core::TrackEvent;

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
    #[track(flatten)]
    page_title: String,
}

fn main() {
    let campaign = Campaign { utm_source: "mail".into(), utm_medium: "news".into() };
    let visit = Visit { page_url: "/".into(), campaign, page_title: "Home".into() };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#""utm_source":"mail","utm_medium":"news""#));
}
