//! An attribute that `TrackValue` does not know.
//!
//! An enum takes `rename_all` and its variants `rename`; the rest belongs to the event's field.
//!
//! Write the keyword that the message offers.

use thrive_core::TrackValue;

#[derive(TrackValue)]
#[track(renameall = "kebab-case")]
enum Channel {
    #[track(name = "web")]
    Website,
    #[track(skip)]
    MobileApp,
}

fn main() {}
