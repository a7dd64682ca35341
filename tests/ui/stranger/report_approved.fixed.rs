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
    #[track(skip)]
    comment: String,
    next_approver: Option<String>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let account = String::from("acc-1");
    let approved = Approved {
        manager: "u-9".into(),
        report_id: uuid::Uuid::nil(),
        total: 99.9,
        flags: vec![Flag::Weekend],
        comment: "fine".into(),
        next_approver: None,
    };
    approved.within(&account).track()?;
    Ok(())
}

fn main() {}
