use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "onboarding_step_completed")]
struct Step<'a> {
    step_name: &'a str,
    step_index: u8,
    total_steps: Option<u8>,
}

fn main() {}
