//! Another type where a date is asked for.
//!
//! A date is a day without a time: a moment is one only in a time zone, and a text is not known to be one.
//!
//! Write the field as a date of `jiff`, `chrono` or `time`, with the feature of that name.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invoice_paid")]
struct Invoice {
    invoice_number: String,
    paid_on: String,
    amount: f64,
}

fn main() {
    let invoice = Invoice { invoice_number: "R-1".into(), paid_on: "2024-10-20".parse().unwrap(), amount: 9.5 };
    assert!(invoice.by("u-1").within("a-1").to_json().unwrap().contains(r#""paid_on":"2024-10-20""#));
}
