use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(skip, property)]
    nickname: String,
    #[track(user_id, skip)]
    user: String,
    #[track(group_id, timestamp)]
    account: String,
}

fn main() {}
