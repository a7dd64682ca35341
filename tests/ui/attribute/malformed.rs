use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track]
    account_domain: String,
    #[track = "account_name"]
    name: String,
    #[track(group_id property = "account_id")]
    id: String,
    #[track(user_id = "owner")]
    owner: String,
    #[track(property = 7)]
    plan_name: String,
    #[track(property("user_name"))]
    user: String,
    #[track("user_email")]
    email: String,
    #[track(property =)]
    nothing: String,
    #[track(property = true)]
    truth: String,
}

fn main() {}
