//! A variant that does not say which event it is.
//!
//! Each variant of an enum is an event of its own, or wraps one.
//!
//! Write `#[track(event = "..")]` above the variant.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {
    SignedIn { user_name: String },
    #[track(event = "profile_completed")]
    ProfileCompleted,
}

fn main() {
    assert_eq!(Activity::SignedIn { user_name: "Ada".into() }.event_name(), "signed_in");
    assert_eq!(Activity::ProfileCompleted.event_name(), "profile_completed");
}
