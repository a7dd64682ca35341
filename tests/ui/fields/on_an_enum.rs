//! `TrackFields` on an enum.
//!
//! An enum has no fields that are always there.
//!
//! Write `#[derive(TrackValue)]` where its variants hold nothing, or a struct.

use thrive_core::TrackFields;

#[derive(TrackFields)]
enum Channel {
    Web,
    Phone,
}

fn main() {}
