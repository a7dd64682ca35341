use chrono::{DateTime, Utc};
use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_started")]
struct Trial {
    #[track(user_id)]
    started_by: i64,
    #[track(group_id)]
    workspace: i64,
    #[track(property = "trial_start_date", timestamp)]
    starts: DateTime<Utc>,
    #[track(property = "trial_end_date")]
    ends: DateTime<Utc>,
    #[track(property = "trial_plan_name")]
    plan: String,
    #[track(skip)]
    reminder_sent: bool,
}

impl Trial {
    fn begin(user: i64, workspace: i64, plan: &str) -> Self {
        let starts = DateTime::<Utc>::UNIX_EPOCH;
        Trial {
            started_by: user,
            workspace,
            starts,
            ends: starts + chrono::Days::new(14),
            plan: plan.into(),
            reminder_sent: false,
        }
    }
}

fn main() {
    Trial::begin(1, 2, "Team").to_json().unwrap();
}
