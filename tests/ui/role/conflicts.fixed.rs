use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(skip)]
    nickname: String,
    #[track(user_id)]
    user: String,
    #[track(group_id)]
    account: String,
}

fn main() {}
