//! An attribute of an event on a part of it.
//!
//! A type with `TrackFields` is part of an event; which one, who did it and when is said by the event.
//!
//! Write these attributes on the event that has the fields.

use thrive_core::TrackFields;

#[derive(TrackFields)]
#[track(event = "page_visit")]
struct Campaign {
    utm_source: String,
    #[track(user_id)]
    visitor: u64,
}

fn main() {}
