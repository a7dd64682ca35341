use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(user_id)]
    owner: String,
    #[track(group_id)]
    id: String,
}

fn main() {}
