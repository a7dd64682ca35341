//! A time that is a property, too, and is none.
//!
//! One mistake, although two checks meet it.
//!
//! Write the field in a type that is a moment.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    #[track(timestamp, property = "trial_start_date")]
    start: String,
    trial_end_date: std::time::SystemTime,
    trial_plan_name: String,
}

fn main() {}
