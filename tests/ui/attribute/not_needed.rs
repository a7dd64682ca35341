//! A word of serde that nobody has to say here.
//!
//! An absent `Option` is left out by itself, and nothing is read back.
//!
//! Write the field without it.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "nickname_chosen", custom)]
struct Profile {
    #[track(skip_serializing_if = "Option::is_none")]
    nickname: Option<String>,
    #[track(default)]
    age: u8,
}

fn main() {}
