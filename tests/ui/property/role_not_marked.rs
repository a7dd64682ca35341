//! A field that is most likely the user, the account or the time.
//!
//! Which field is who did it is nothing to guess: a wrong guess would mix up people.
//!
//! Write the attribute that the message offers for it.

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
    let used = Used {
        feature_name: "export".into(),
        user_id: 1,
        tenant_id: 2,
        created_at: std::time::UNIX_EPOCH,
        session_id: "s".into(),
    };
    assert!(used.to_json().unwrap().contains(r#""user_id":"1","timestamp":"1970-01-01T00:00:00"#));
}
