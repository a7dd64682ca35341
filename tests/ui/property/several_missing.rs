//! Several required properties that no field is.
//!
//! All of them are listed at once. A field with `skip` is none of them: it stays in the process.
//!
//! Write a field for each, or name those that hold them.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    trial_start_date: std::time::SystemTime,
    #[track(skip)]
    trial_plan_name: String,
}

fn main() {}
