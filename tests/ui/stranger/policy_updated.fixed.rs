use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
enum Category {
    Travel,
    Meals,
    Office,
    #[track(rename = "per-diem")]
    PerDiem,
}

#[derive(TrackFields)]
struct Rule {
    category: Category,
    limit_cents: i64,
    #[track(property = "needs_receipt")]
    need_receipt: bool,
}

#[derive(TrackFields)]
struct Scope {
    region: String,
    #[track(null)]
    team: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "policy_updated", plan = "plans/stranger")]
struct PolicyUpdated {
    #[track(user_id)]
    admin: String,
    policy_name: String,
    effective_from: jiff::civil::Date,
    rules: Vec<Rule>,
    scope: Option<Scope>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let updated = PolicyUpdated {
        admin: "u-1".into(),
        policy_name: "Travel 2026".into(),
        effective_from: jiff::civil::date(2026, 1, 1),
        rules: vec![Rule { category: Category::Meals, limit_cents: 5_000, need_receipt: true }],
        scope: Some(Scope { region: "EMEA".into(), team: None }),
    };
    updated.track()?;
    Ok(())
}

fn main() {}
