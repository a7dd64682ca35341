use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started", plan = "plans/stranger")]
struct Trial {
    #[track(user_id)]
    started_by: u64,
    #[track(group_id)]
    account: u64,
    #[track(property = "trial_start_date")]
    from: jiff::Timestamp,
    #[track(property = "trial_end_date")]
    until: jiff::Timestamp,
    #[track(property = "trial_plan_name")]
    plan: String,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let trial = Trial {
        started_by: 7,
        account: 42,
        from: "2025-11-01T00:00:00Z".parse()?,
        until: "2025-11-15T00:00:00Z".parse()?,
        plan: "Team".into(),
    };
    trial.track()?;
    Ok(())
}

fn main() {}
