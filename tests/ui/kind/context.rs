//! A part of the context of the wrong kind.
//!
//! The plan says of the context, too, which kind its parts are.
//!
//! Write the field in a type that is a string on the wire.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(context)]
    device_id: u64,
    #[track(context = "session_id")]
    session: Option<bool>,
}

fn main() {}
