use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "onboarding_step_completed")]
struct Step<'a> {
    step_name: &'a str,
    step_index: f64,
    total_steps: Option<&'a str>,
}

fn main() {}
