use thrive_core::TrackEvent;

struct Password([u8; 32]);

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: Password,
    #[track(property)]
    secret: Password,
    #[track(context)]
    secrets: Vec<Password>,
}

fn main() {}
