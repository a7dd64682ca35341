//! An enum without variants.
//!
//! Its variants are its events, and there is none.
//!
//! Write a variant for each event, or remove the derive.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {}

fn main() {}
