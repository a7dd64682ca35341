//! An attribute on the wrong part of an enum.
//!
//! The enum says where its plan is, each variant which event it is, each field what it is there.
//!
//! Write it where the message says that it belongs.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "signed_in")]
enum Session {
    #[track(event = "signed_in", plan = "plans/privacy")]
    Started { user_name: String },
    #[track(event = "signed_out", user_id)]
    Ended { user_name: String, user: u64 },
}

fn main() {}
