use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    // One mistake, although two checks meet it.
    #[track(timestamp, property = "trial_start_date")]
    start: String,
    trial_end_date: std::time::SystemTime,
    trial_plan_name: String,
}

fn main() {}
