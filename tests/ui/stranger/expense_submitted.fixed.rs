use thrive_core::{TrackEvent, TrackFields, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
    Usd,
    Gbp,
}

#[derive(TrackFields)]
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
    id: uuid::Uuid,
    spent_on: jiff::civil::Date,
    amount: Amount,
    merchant: Option<String>,
    #[track(skip)]
    attendees: Vec<String>,
    receipts: Option<Vec<uuid::Uuid>>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let expense = Expense {
        employee: "u-1".into(),
        account: "acc-1".into(),
        id: "6f1ed002-ab5f-4b3c-8f0e-2b7f5f0f3f11".parse()?,
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
