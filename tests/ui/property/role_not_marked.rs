use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Used {
    feature_name: String,
    // Most likely the user, the account and the time.
    user_id: u64,
    tenant_id: u64,
    created_at: std::time::SystemTime,
    // A part of the context.
    session_id: String,
}

fn main() {
    // Not reported as well: a field is likely to be the user, it only has to say so.
    let _ = Used {
        feature_name: "export".into(),
        user_id: 1,
        tenant_id: 2,
        created_at: std::time::UNIX_EPOCH,
        session_id: "s".into(),
    }
    .track();
}
