//! An attribute that is given twice.
//!
//! The second contradicts the first, or says nothing new.
//!
//! Write one of the two.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(user_id, user_id)]
    owner: String,
    #[track(property = "account_name")]
    #[track(property = "account_domain")]
    name: String,
}

fn main() {}
