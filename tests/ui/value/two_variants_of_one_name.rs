//! Two variants that are one value.
//!
//! Nobody who reads the event could tell them apart.
//!
//! Write another `rename` for one of them.

use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Channel {
    Phone,
    #[track(rename = "phone")]
    Telephone,
}

fn main() {}
