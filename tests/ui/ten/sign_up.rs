//! A sign-up: the address under another name, and a password beside it.
//!
//! `user_email` is required; a password hash is nothing that the event knows.
//!
//! Write `#[track(property = "user_email")]` on the address, and `#[track(skip)]` on the hash.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "signed_up")]
struct NewUser {
    #[track(user_id)]
    id: uuid::Uuid,
    mail: String,
    first_name: Option<String>,
    last_name: Option<String>,
    utm_source: Option<String>,
    utm_campaign: Option<String>,
    password_hash: String,
    #[track(timestamp)]
    registered: std::time::SystemTime,
}

fn main() {
    let user = NewUser {
        id: uuid::Uuid::nil(),
        mail: "ada@example.com".into(),
        first_name: Some("Ada".into()),
        last_name: None,
        utm_source: None,
        utm_campaign: Some("spring".into()),
        password_hash: "$argon2id$".into(),
        registered: std::time::UNIX_EPOCH,
    };
    let json = user.to_json().unwrap();
    assert!(!json.contains("argon2"));
}
