use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Required {
    account_name: String,
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Optional {
    account_name: String,
    account_domain: Option<String>,
    plan_name: &'static str,
}

fn main() {}
