//! A union.
//!
//! Which of a union's fields is there is known to nobody, so none can be sent.
//!
//! Write a struct.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
union Bits {
    account_name: u32,
}

fn main() {}
