use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_added_user")]
struct Joined {
    // Unknown, and like nothing that the event knows.
    #[track(skip)]
    password: String,
    // An unknown attribute.
    #[track(group_id)]
    account: u64,
    // Wrong kinds.
    is_first_user: bool,
    user_role: Option<String>,
    // Two fields for one name.
    account_name: String,
    #[track(skip)]
    company: String,
    // Two users.
    #[track(user_id)]
    user: u64,
    #[track(property)]
    inviter: u64,
    // And both `user_name` and `user_email` are missing.
    user_name: String,
    user_email: String,
}

fn main() {}
