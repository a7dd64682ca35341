//! Another type where an integer is asked for.
//!
//! The plan says which kind of value a property is, and the service refuses another.
//!
//! Write the field in one of Rust's integer types.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "onboarding_step_completed")]
struct Step<'a> {
    step_name: &'a str,
    step_index: f64,
    total_steps: Option<&'a str>,
}

fn main() {}
