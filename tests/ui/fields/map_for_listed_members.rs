//! A map where the plan lists members.
//!
//! What is in a map is known at run time only: it may lack a member, or hold another kind.
//!
//! Write a struct with these fields and derive `TrackFields` on it.

use std::collections::BTreeMap;

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    address: BTreeMap<String, String>,
}

fn main() {}
