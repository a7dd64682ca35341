//! A variant around a type that is no event.
//!
//! A variant that says nothing wraps an event of its own.
//!
//! Write `#[derive(TrackEvent)]` on the wrapped type, or `#[track(event = "..")]` on the variant.

use thrive_core::TrackEvent;

struct Visit {
    page_url: String,
}

#[derive(TrackEvent)]
enum Activity {
    Visited(Visit),
    #[track(event = "profile_completed")]
    ProfileCompleted,
}

fn main() {
    assert_eq!(Activity::Visited(Visit { page_url: "/".into() }).event_name(), "page_visit");
}
