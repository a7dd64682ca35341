//! An attribute that does not exist.
//!
//! A word of another derive, or a misspelt one. It is taken for the one it looks like, so that nothing follows from it.
//!
//! Write the keyword that the message offers.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", cratee = thrive_core)]
struct Account {
    #[track(rename = "account_name")]
    name: String,
    #[track(grup_id)]
    id: String,
    #[track(userid)]
    owner: String,
    #[track(sparkle)]
    glitter: String,
}

fn main() {}
