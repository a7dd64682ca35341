//! Two fields that are one property, one of them by a raw identifier.
//!
//! A field `r#type` is called `type`.
//!
//! Write another name for one of them, or `#[track(skip)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(property)]
    r#type: String,
    #[track(property = "type")]
    kind: String,
}

fn main() {}
