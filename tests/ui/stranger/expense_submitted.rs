//! An expense: a struct without its derive, whose enum has its values in another case, a hash of a list, and a string
//! for a UUID.
//!
//! What a type without its derive needs is said with the derive: the next compile has nothing left to say.
//!
//! Write the derive, `rename_all` on the enum, `skip`, and `uuid::Uuid`.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Currency {
    Eur,
    Usd,
    Gbp,
}

struct Amount {
    value: f64,
    currency: Currency,
    vat_rate: Option<f32>,
}

#[derive(TrackEvent)]
#[track(event = "expense_submitted", plan = "plans/stranger")]
struct Expense {
    #[track(user_id)]
    employee: String,
    #[track(group_id)]
    account: String,
    #[track(property = "expense_id")]
    id: String,
    spent_on: jiff::civil::Date,
    amount: Amount,
    merchant: Option<String>,
    #[track(hashed)]
    attendees: Vec<String>,
    receipts: Option<Vec<uuid::Uuid>>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let expense = Expense {
        employee: "u-1".into(),
        account: "acc-1".into(),
        id: "6f1ed002-ab5f-4b3c-8f0e-2b7f5f0f3f11".into(),
        spent_on: jiff::civil::date(2025, 10, 3),
        amount: Amount { value: 12.5, currency: Currency::Eur, vat_rate: Some(0.25) },
        merchant: None,
        attendees: vec!["a@acme.com".into()],
        receipts: Some(vec![uuid::Uuid::nil()]),
    };
    expense.track()?;
    Ok(())
}

fn main() {}
