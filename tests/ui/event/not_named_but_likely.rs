//! A struct that is named like its event, and does not say so.
//!
//! The struct's own name is not taken for the event's: renaming a type would change what is sent.
//!
//! Write the line that the message shows above the struct.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
struct AccountCreated {
    account_name: String,
}

fn main() {}
