use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Required {
    account_name: bool,
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Optional {
    account_name: String,
    account_domain: Option<u32>,
    plan_name: Vec<String>,
}

fn main() {}
