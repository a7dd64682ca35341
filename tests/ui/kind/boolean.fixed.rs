use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_added_user")]
struct Joined {
    user_name: String,
    user_email: String,
    is_first_user: bool,
}

fn main() {}
