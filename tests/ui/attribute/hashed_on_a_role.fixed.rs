use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: String,
    #[track(group_id)]
    account: String,
}

fn main() {}
