use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", user_id)]
struct Account {
    #[track(event = "account_created")]
    account_name: String,
}

fn main() {}
