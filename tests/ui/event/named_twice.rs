use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed", event = "signed_in")]
struct Profile {}

fn main() {}
