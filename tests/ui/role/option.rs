//! An `Option` as the user, the account or the time.
//!
//! An event has a user and a time, always, and a group wherever the plan requires one.
//!
//! Write `#[track(skip)]` on the field and name the user, the account or the time in the call.

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

fn main() {
    let profile = Profile { user: Some("u-1".into()), account: Some(7), at: None };
    let (Some(user), Some(account)) = (&profile.user, profile.account) else { return };
    assert!(profile.by(user).within(account).to_json().unwrap().contains(r#""group_id":"7""#));
}
