//! Another type where a date-time is asked for.
//!
//! A text is not known to be a date-time, so a type is asked for that always is one.
//!
//! Write the field as `SystemTime`, or with the feature of that name as a moment of `jiff`, `chrono` or `time`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    trial_start_date: String,
    trial_end_date: Option<std::time::SystemTime>,
    trial_plan_name: String,
}

fn main() {}
