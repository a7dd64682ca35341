use thrive_core::TrackEvent;

struct Password([u8; 32]);

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(skip)]
    secret: Password,
    #[track(skip)]
    secrets: Vec<Password>,
}

fn main() {}
