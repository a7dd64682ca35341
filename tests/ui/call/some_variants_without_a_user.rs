//! An enum of events, some of which name no user: a variant, and an event that a variant wraps.
//!
//! The enum has a user where all of its variants have.
//!
//! Write `#[track(user_id)]` on a field of each, or name the user in the call.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {
    #[track(event = "page_visit")]
    Visited {
        page_url: String,
        #[track(user_id)]
        visitor: u64,
    },
    Left(Leave),
}

#[derive(TrackEvent)]
#[track(event = "session_left", custom)]
struct Leave {
    minutes: u64,
}

#[derive(TrackEvent)]
enum Step {
    #[track(event = "step_taken", custom)]
    Taken {
        #[track(user_id)]
        user: u64,
    },
    #[track(event = "step_skipped", custom)]
    StepSkipped,
    #[track(event = "step_repeated", custom)]
    StepRepeated { times: u8 },
}

fn main() {
    let _ = Activity::Visited { page_url: "/".into(), visitor: 7 }.track();
    let _ = Step::Taken { user: 7 }.track();
}
