//! Two users, two groups or two times.
//!
//! An event has one of each.
//!
//! Write `property` or `skip` on the second, or no attribute where its name is one of the plan's.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(user_id)]
    user: String,
    #[track(user_id)]
    admin: String,
    #[track(group_id)]
    account: String,
    #[track(group_id)]
    tenant: String,
    #[track(timestamp)]
    created: std::time::SystemTime,
    #[track(timestamp)]
    updated: std::time::SystemTime,
}

fn main() {}
