//! `TrackValue` on an enum whose variants hold something.
//!
//! A value is a string here, the variant's name; what a variant holds has no place in it.
//!
//! Write variants without fields.

use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Payment {
    Transfer,
    Card(u16),
    Voucher { code: String },
}

fn main() {}
