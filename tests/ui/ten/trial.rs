//! A trial: the event misspelt, and an end that is not always there.
//!
//! No event `trial_start` stands in the plan, and the one that was meant requires its end.
//!
//! Write `trial_started`, and the end without `Option`.

use chrono::{DateTime, Utc};
use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "trial_start")]
struct Trial {
    #[track(user_id)]
    started_by: i64,
    #[track(group_id)]
    workspace: i64,
    #[track(property = "trial_start_date", timestamp)]
    starts: DateTime<Utc>,
    #[track(property = "trial_end_date")]
    ends: Option<DateTime<Utc>>,
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
            ends: (starts + chrono::Days::new(14)).into(),
            plan: plan.into(),
            reminder_sent: false,
        }
    }
}

fn main() {
    Trial::begin(1, 2, "Team").to_json().unwrap();
}
