use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_domain: String,
    #[track(property = "account_name")]
    name: String,
    #[track(group_id, property = "account_id")]
    id: String,
    #[track(user_id)]
    owner: String,
    #[track(property)]
    plan_name: String,
    #[track(property = "user_name")]
    user: String,
    #[track(property = "user_email")]
    email: String,
    #[track(property = "nothing")]
    nothing: String,
    #[track(property = "truth")]
    truth: String,
}

fn main() {}
