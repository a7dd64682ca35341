//! A generic function that tracks any event.
//!
//! Whether an event has its user and its group is part of what the function asks for.
//!
//! Write `CompleteEvent` as the bound.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn send<E: TrackEvent>(event: &E) {
    let _ = event.track();
}

fn main() {
    let account = Account { account_name: "Acme".into() };
    send(&account.by("u-1").within("a-1"));
}
