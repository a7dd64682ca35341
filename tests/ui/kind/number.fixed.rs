use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invoice_paid")]
struct Invoice {
    invoice_number: String,
    paid_on: jiff::civil::Date,
    amount: rust_decimal::Decimal,
}

fn main() {}
