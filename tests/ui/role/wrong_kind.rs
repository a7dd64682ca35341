use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: f64,
    #[track(group_id)]
    account: bool,
    #[track(timestamp)]
    at: String,
}

fn main() {}
