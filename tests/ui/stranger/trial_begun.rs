//! A trial: the event's time is what a required property is called.
//!
//! A field with a role is a property only where it says so, too.
//!
//! Write `#[track(timestamp, property)]`.

use std::time::SystemTime;

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started", plan = "plans/stranger")]
struct Begun {
    #[track(user_id)]
    user: String,
    #[track(group_id)]
    account: String,
    #[track(timestamp)]
    trial_start_date: SystemTime,
    trial_end_date: SystemTime,
    trial_plan_name: String,
}

fn main() {
    let begun = Begun {
        user: "u".into(),
        account: "a".into(),
        trial_start_date: SystemTime::UNIX_EPOCH,
        trial_end_date: SystemTime::UNIX_EPOCH,
        trial_plan_name: "pro".into(),
    };
    let _ = begun.track();
}
