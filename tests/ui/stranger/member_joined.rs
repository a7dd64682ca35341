//! A member who joined: a property that is personal data was forgotten.
//!
//! Where the plan asks to declare personal data, the field that is added has to say so.
//!
//! Add the field with `#[track(personal)]` or `#[track(hashed)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_added_user", plan = "plans/stranger")]
struct Joined {
    #[track(user_id)]
    user: String,
    #[track(group_id)]
    show: String,
    #[track(personal)]
    user_name: String,
}

fn main() {
    let joined = Joined { user: "u".into(), show: "s".into(), user_name: "Ann".into() };
    let _ = joined.track();
}
