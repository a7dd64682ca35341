//! A policy: a misspelt member and a string for a listed value inside of an array, and a missing member that may be
//! null.
//!
//! What is inside of objects is asked of their structs.
//!
//! Write the enum that the message hands out, the property on the member, and the field with `#[track(null)]`.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Rule {
    category: String,
    limit_cents: i64,
    need_receipt: bool,
}

#[derive(TrackFields)]
struct Scope {
    region: String,
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
        rules: vec![Rule { category: "meals".into(), limit_cents: 5_000, need_receipt: true }],
        scope: Some(Scope { region: "EMEA".into() }),
    };
    updated.track()?;
    Ok(())
}

fn main() {}
