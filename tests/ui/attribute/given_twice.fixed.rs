use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(user_id)]
    owner: String,
    #[track(property = "account_name")]
    name: String,
}

fn main() {}
