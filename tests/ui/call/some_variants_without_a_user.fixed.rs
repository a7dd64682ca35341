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
    #[track(user_id)]
    visitor: u64,
}

#[derive(TrackEvent)]
enum Step {
    #[track(event = "step_taken", custom)]
    Taken {
        #[track(user_id)]
        user: u64,
    },
    #[track(event = "step_skipped", custom)]
    StepSkipped {
        #[track(user_id)]
        user: u64,
    },
    #[track(event = "step_repeated", custom)]
    StepRepeated {
        #[track(user_id)]
        user: u64,
        times: u8,
    },
}

fn main() {
    let _ = Activity::Visited { page_url: "/".into(), visitor: 7 }.track();
    let _ = Step::Taken { user: 7 }.track();
}
