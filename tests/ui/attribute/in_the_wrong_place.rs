//! A field's attribute on the struct, and the reverse.
//!
//! The keyword exists, but says nothing where it stands.
//!
//! Write it where the message says that it belongs.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", user_id)]
struct Account {
    #[track(event = "account_created")]
    account_name: String,
    owner: u64,
}

fn main() {}
