//! An id in a type of your own that is no value.
//!
//! What a type of your own puts on the wire, it has to say.
//!
//! Write `#[derive(TrackValue)]` on the type: around one value it stands for that value.

use thrive_core::TrackEvent;

struct UserId(u64);

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
