//! Another type where a string is asked for.
//!
//! The plan says which kind of value a property is, and the service refuses another.
//!
//! Write the field in a type that is a string on the wire. The notes list those that are.

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
