//! A struct that does not say which event it is.
//!
//! The struct's own name is not taken for the event's: renaming a type would change what is sent.
//!
//! Write `#[track(event = "..")]` above the struct.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
struct Account {
    account_name: String,
}

fn main() {}
