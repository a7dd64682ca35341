//! Two events for one struct.
//!
//! A struct is one event. Which one, only its author knows.
//!
//! Write one `event` a struct, or derive on an enum whose variants are events.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed", event = "signed_in")]
struct Profile {}

fn main() {}
