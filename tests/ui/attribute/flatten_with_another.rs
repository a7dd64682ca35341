//! Another attribute beside `flatten`.
//!
//! The fields of a flattened type say themselves what they are, so there is nothing to say of them together.
//!
//! Write `flatten` alone, and the other attribute on a field of the flattened type.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
    #[track(flatten, property = "utm")]
    campaign: Campaign,
}

fn main() {
    let visit = Visit { page_url: "/".into(), campaign: Campaign { utm_source: "mail".into() } };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#"{"page_url":"/","utm_source":"mail"}"#));
}
