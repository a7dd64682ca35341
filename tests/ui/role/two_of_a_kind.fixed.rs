use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: String,
    #[track(property)]
    admin: String,
    #[track(group_id)]
    account: String,
    #[track(skip)]
    tenant: String,
    #[track(timestamp)]
    created: std::time::SystemTime,
    #[track(property)]
    updated: std::time::SystemTime,
}

fn main() {}
