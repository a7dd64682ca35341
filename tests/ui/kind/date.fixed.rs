use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invoice_paid")]
struct Invoice {
    invoice_number: String,
    paid_on: jiff::civil::Date,
    amount: f64,
}

fn main() {
    let invoice = Invoice { invoice_number: "R-1".into(), paid_on: "2024-10-20".parse().unwrap(), amount: 9.5 };
    assert!(invoice.by("u-1").within("a-1").to_json().unwrap().contains(r#""paid_on":"2024-10-20""#));
}
