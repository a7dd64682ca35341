//! Many mistakes in one struct.
//!
//! All of them are reported in one compile, each where it was typed, and none twice.
//!
//! Write what each message asks for.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_added_user")]
struct Joined {
    // Unknown, and like nothing that the event knows.
    password: String,
    // An unknown attribute.
    #[track(grup_id)]
    account: u64,
    // Wrong kinds.
    is_first_user: String,
    user_role: Option<bool>,
    // Two fields for one name.
    account_name: String,
    #[track(property = "account_name")]
    company: String,
    // Two users.
    #[track(user_id)]
    user: u64,
    #[track(user_id)]
    inviter: u64,
    // And both `user_name` and `user_email` are missing.
}

fn main() {}
