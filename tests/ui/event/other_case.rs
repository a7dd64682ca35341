use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "AccountCreated")]
struct Account {
    account_name: String,
}

fn main() {}
