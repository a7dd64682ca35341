//! `TrackValue` on an enum without variants.
//!
//! There is no value to send.
//!
//! Write a variant for each value.

use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Never {}

fn main() {}
