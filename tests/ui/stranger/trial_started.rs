//! A trial: dates and strings for moments, and an `Option` where a value is required.
//!
//! The plan asks for date-times, and for a plan's name that is always there.
//!
//! Write `jiff::Timestamp` for both, and the name without `Option`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started", plan = "plans/stranger")]
struct Trial {
    #[track(user_id)]
    started_by: u64,
    #[track(group_id)]
    account: u64,
    #[track(property = "trial_start_date")]
    from: String,
    #[track(property = "trial_end_date")]
    until: jiff::civil::Date,
    #[track(property = "trial_plan_name")]
    plan: Option<String>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let trial = Trial {
        started_by: 7,
        account: 42,
        from: "2025-11-01T00:00:00Z".into(),
        until: jiff::civil::date(2025, 11, 15),
        plan: Some("Team".into()),
    };
    trial.track()?;
    Ok(())
}

fn main() {}
