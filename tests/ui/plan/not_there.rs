//! A plan that does not exist.
//!
//! `plan` names a folder or a file from the folder of the crate's `Cargo.toml`.
//!
//! Write the path of a plan that is there, or no `plan`: the folder `tracking` is found without.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privat")]
struct Reader {
    #[track(personal)]
    email: String,
}

fn main() {}
