use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    trial_start_date: std::time::SystemTime,
    trial_end_date: std::time::SystemTime,
    trial_plan_name: String,
}

fn main() {}
