use thrive_core::TrackEvent;

#[derive(TrackEvent)]
struct AccountCreated {
    account_name: String,
}

fn main() {}
