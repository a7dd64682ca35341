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
    paid_on: chrono::NaiveDate,
    amount: Decimal,
    #[track(property = "payment_method")]
    method: PaymentMethod,
    #[track(property = "provider_details")]
    details: BTreeMap<String, String>,
}

fn main() {}
