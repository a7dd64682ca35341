use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(skip)]
    user: Option<String>,
    #[track(skip)]
    account: Option<u64>,
    #[track(skip)]
    at: Option<std::time::SystemTime>,
}

fn main() {
    let profile = Profile { user: Some("u-1".into()), account: Some(7), at: None };
    let (Some(user), Some(account)) = (&profile.user, profile.account) else { return };
    assert!(profile.by(user).within(account).to_json().unwrap().contains(r#""group_id":"7""#));
}
