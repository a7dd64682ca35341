//! `TrackFields` on a tuple struct.
//!
//! A member of an object has a name, and a tuple's field has none that could be its.
//!
//! Write `#[track(property = "..")]` before each field, or derive `TrackValue` on a struct around one value.

use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Weight(u32, String);

#[derive(TrackFields)]
struct Grams(u32);

fn main() {}
