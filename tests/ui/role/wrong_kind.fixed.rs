use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: u64,
    #[track(group_id)]
    account: String,
    #[track(timestamp)]
    at: jiff::Timestamp,
}

fn main() {}
