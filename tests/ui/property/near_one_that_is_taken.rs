//! An unknown field that is near to what another field is.
//!
//! What another field is already cannot be what is meant, so it is not offered.
//!
//! Write one of the names that are offered.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "signed_up")]
struct SignUp {
    name: String,
    // `user_name` or `user_email`? The one that is suggested is not missing as well; the other is.
    user: String,
    // Nearest to `name`, which another field is.
    name_: String,
}

fn main() {}
