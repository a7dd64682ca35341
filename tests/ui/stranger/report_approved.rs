//! A report is approved: a required property is forgotten, another is not in the plan, and the account is missing.
//!
//! The plan lists all that may be sent.
//!
//! Write the field that is missing, `skip` on the other, and the account in the call.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Flag {
    OverLimit,
    NoReceipt,
    Weekend,
}

#[derive(TrackEvent)]
#[track(event = "report_approved", plan = "plans/stranger")]
struct Approved {
    #[track(user_id)]
    manager: String,
    report_id: uuid::Uuid,
    total: f64,
    flags: Vec<Flag>,
    #[track(property)]
    comment: String,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let account = String::from("acc-1");
    let approved = Approved {
        manager: "u-9".into(),
        report_id: uuid::Uuid::nil(),
        total: 99.9,
        flags: vec![Flag::Weekend],
        comment: "fine".into(),
    };
    approved.track()?;
    Ok(())
}

fn main() {}
