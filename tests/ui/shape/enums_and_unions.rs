use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
enum Event {
    Created { account_name: String },
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
union Bits {
    account_name: u32,
}

fn main() {}
