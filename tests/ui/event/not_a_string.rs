//! An event's name that is no string.
//!
//! The name is compared with the plan while compiling, so it must stand there as text.
//!
//! Write `event = ".."` with the name in quotes.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = profile_completed)]
struct Profile {}

#[derive(TrackEvent)]
#[track(event)]
struct Bare {}

#[derive(TrackEvent)]
#[track(event = "")]
struct Empty {}

fn main() {}
