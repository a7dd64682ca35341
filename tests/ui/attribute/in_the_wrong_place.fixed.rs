use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(user_id)]
    owner: u64,
}

fn main() {}
