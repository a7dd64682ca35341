use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(user_id, user_id)]
    owner: String,
    #[track(property = "account_name")]
    #[track(property = "account_domain")]
    name: String,
}

fn main() {}
