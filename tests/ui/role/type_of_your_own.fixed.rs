use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
struct UserId(u64);

#[derive(TrackValue)]
struct AccountId(uuid::Uuid);

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: UserId,
    #[track(group_id)]
    account: AccountId,
}

fn main() {
    let profile = Profile { user: UserId(7), account: AccountId(uuid::Uuid::nil()) };
    let json = profile.to_json().unwrap();
    assert!(json.contains(r#""user_id":"7""#));
    assert!(json.contains(r#""group_id":"00000000-0000-0000-0000-000000000000""#));
}
