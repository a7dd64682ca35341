use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: Option<String>,
    #[track(group_id)]
    account: Option<u64>,
    #[track(timestamp)]
    at: Option<std::time::SystemTime>,
}

fn main() {}
