use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account(String, #[track(property)] String, #[track(property = "account_name")] String);

fn main() {}
