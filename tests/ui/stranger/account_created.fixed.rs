use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", plan = "plans/stranger")]
struct Workspace {
    #[track(group_id, property = "account_id")]
    id: u64,
    #[track(property = "account_name")]
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
        id: 4711,
        company: "Acme".into(),
        domain: Some("acme.com".into()),
        owner: uuid::Uuid::nil(),
        created_at: jiff::Timestamp::now(),
    };
    workspace.track()?;
    Ok(())
}

fn main() {}
