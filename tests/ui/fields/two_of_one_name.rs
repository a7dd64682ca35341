//! Two fields of one name in a part of an event.
//!
//! A name stands in an object once.
//!
//! Write another name for one of them, or `#[track(skip)]`.

use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    #[track(property = "utm_source")]
    referrer: String,
}

fn main() {}
