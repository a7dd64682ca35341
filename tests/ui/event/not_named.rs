use thrive_core::TrackEvent;

#[derive(TrackEvent)]
struct Account {
    account_name: String,
}

fn main() {}
