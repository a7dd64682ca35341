//! A required property, misspelt in the attribute.
//!
//! The name in `property` is near one that the plan requires and that nothing else is.
//!
//! Write the name as the plan has it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(property = "acount_name")]
    name: String,
}

fn main() {}
