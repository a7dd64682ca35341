//! The least that sends an event by Thrive.

use thrive_core::{Client, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Completed {
    user_role: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _guard = Client::from_env()?.install()?;
    Completed { user_role: "admin".to_owned() }.by("user-7").within("account-1").track()?;
    Ok(())
}
