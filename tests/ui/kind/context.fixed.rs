use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(context)]
    device_id: String,
    #[track(context = "session_id")]
    session: Option<String>,
}

fn main() {}
