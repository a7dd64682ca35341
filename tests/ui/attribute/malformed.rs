//! An attribute that cannot be read.
//!
//! The text inside of `#[track(..)]` is a list of keywords, some of which take a string after an equals sign.
//!
//! Write it as the message shows.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track]
    account_domain: String,
    #[track = "account_name"]
    name: String,
    #[track(group_id property = "account_id")]
    id: String,
    #[track(user_id = "owner")]
    owner: String,
    #[track(property = 7)]
    plan_name: String,
    #[track(property("user_name"))]
    user: String,
    #[track("user_email")]
    email: String,
    #[track(property =)]
    nothing: String,
    #[track(property = true)]
    truth: String,
}

fn main() {}
