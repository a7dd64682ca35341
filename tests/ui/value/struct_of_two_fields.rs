//! `TrackValue` on a struct of two fields.
//!
//! A struct around one value stands for that value. Around two it is an object.
//!
//! Write `#[derive(TrackFields)]` for an object, or a struct around the one value.

use thrive_core::TrackValue;

#[derive(TrackValue)]
struct Money {
    amount: i64,
    currency: String,
}

fn main() {}
