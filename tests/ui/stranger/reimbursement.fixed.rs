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
        amount_cents: i64,
        method: Method,
        #[track(timestamp)]
        paid_at: jiff::Timestamp,
    },
    #[track(event = "reimbursement_failed")]
    Failed { reason: String, attempt: u8 },
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let (user, account) = (String::from("u-1"), String::from("acc-1"));
    Reimbursement::Paid { amount_cents: 1250, method: Method::Sepa, paid_at: jiff::Timestamp::now() }
        .by(&user)
        .within(&account)
        .track()?;
    Reimbursement::Failed { reason: "bounced".into(), attempt: 2 }.by(&user).within(&account).track()?;
    Ok(())
}

fn main() {}
