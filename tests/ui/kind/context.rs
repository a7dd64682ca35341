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
