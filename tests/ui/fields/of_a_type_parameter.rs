//! `flatten` of a type parameter.
//!
//! Which properties a type brings is checked where the struct is. Of a type parameter only who uses the struct knows
//! them.
//!
//! Write the type itself.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit<C> {
    page_url: String,
    #[track(flatten)]
    campaign: C,
}

fn main() {}
