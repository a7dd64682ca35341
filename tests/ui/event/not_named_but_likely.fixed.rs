use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct AccountCreated {
    account_name: String,
}

fn main() {}
