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
    #[track(hashed)]
    user_email: String,
}

fn main() {
    let joined = Joined { user: "u".into(), show: "s".into(), user_name: "Ann".into(), user_email: "ann@example.com".into() };
    let _ = joined.track();
}
