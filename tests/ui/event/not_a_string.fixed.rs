use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {}

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Bare {}

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Empty {}

fn main() {}
