//! An event that the plan deprecates.
//!
//! The plan says what to use instead. It is a warning, as for any deprecated item; here warnings of this kind are
//! denied.
//!
//! Write the event that the plan names instead, or `#[allow(deprecated)]` on the module for as long as the old one is
//! sent.

#![deny(deprecated)]

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "subscription_cancelled")]
struct Cancelled {
    subscription_id: String,
    reason: Option<String>,
}

fn main() {}
