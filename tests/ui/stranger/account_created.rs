//! Workspaces are accounts: a required property under a name of one's own, and a number for an id.
//!
//! `company` may be what is required, which only the author knows, and an id is no float.
//!
//! Write `#[track(property = "account_name")]` on it, and an integer for the id.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", plan = "plans/stranger")]
struct Workspace {
    #[track(group_id, property = "account_id")]
    id: f64,
    company: String,
    #[track(property = "account_domain")]
    domain: Option<String>,
    #[track(user_id)]
    owner: uuid::Uuid,
    #[track(timestamp)]
    created_at: jiff::Timestamp,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let workspace = Workspace {
        id: 4711.0,
        company: "Acme".into(),
        domain: Some("acme.com".into()),
        owner: uuid::Uuid::nil(),
        created_at: jiff::Timestamp::now(),
    };
    workspace.track()?;
    Ok(())
}

fn main() {}
