//! An invoice: a moment where a day is asked for, and an amount that may be missing.
//!
//! The plan asks for a date, and requires the amount.
//!
//! Write the day as a date, and the amount without `Option`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum PaymentMethod {
    Card,
    Transfer,
    DirectDebit,
}

#[derive(TrackEvent)]
#[track(event = "invoice_paid")]
struct Invoice {
    #[track(property = "invoice_number")]
    number: String,
    #[track(user_id)]
    paid_by: u64,
    #[track(group_id)]
    customer: u64,
    paid_on: chrono::DateTime<chrono::Utc>,
    amount: Option<Decimal>,
    #[track(property = "payment_method")]
    method: PaymentMethod,
    #[track(property = "provider_details")]
    details: BTreeMap<String, String>,
}

fn main() {}
