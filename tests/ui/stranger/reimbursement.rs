//! A reimbursement: a float for an integer, an `Option` where a value is required, and no account.
//!
//! Both events of the enum require the account.
//!
//! Write integers, and the account in the calls.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Method {
    Sepa,
    Ach,
}

#[derive(TrackEvent)]
#[track(plan = "plans/stranger")]
enum Reimbursement {
    #[track(event = "reimbursement_paid")]
    Paid {
        amount_cents: f64,
        method: Method,
        #[track(timestamp)]
        paid_at: jiff::Timestamp,
    },
    #[track(event = "reimbursement_failed")]
    Failed { reason: String, attempt: Option<u8> },
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let (user, account) = (String::from("u-1"), String::from("acc-1"));
    Reimbursement::Paid { amount_cents: 1250.0, method: Method::Sepa, paid_at: jiff::Timestamp::now() }
        .by(&user)
        .track()?;
    Reimbursement::Failed { reason: "bounced".into(), attempt: Some(2) }.by(&user).track()?;
    Ok(())
}

fn main() {}
