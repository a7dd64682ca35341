//! A keyword that plans do not support.
//!
//! Skipped, it would look like a rule that somebody checks.
//!
//! Write the rule in the keywords that are supported, or leave it out of the plan.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "dispute_opened", plan = "plans/broken")]
struct Dispute {
    reason: Option<String>,
}

fn main() {}
