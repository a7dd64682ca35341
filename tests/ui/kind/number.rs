//! Another type where a number is asked for.
//!
//! The plan says which kind of value a property is, and the service refuses another.
//!
//! Write the field in an integer or floating-point type, or as a decimal.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invoice_paid")]
struct Invoice {
    invoice_number: String,
    paid_on: jiff::civil::Date,
    amount: String,
}

fn main() {}
