//! Events of your own: a plan beside `Cargo.toml` says what they are, and a struct that breaks it does not compile.
//!
//! `cargo run --example own_plan`

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use thrive_collector::Collector;
use thrive_core::{Client, TrackEvent, TrackFields, TrackValue};

/// `tracking/plan.json` says what a `report_shared` is.
#[derive(TrackEvent)]
#[track(event = "report_shared")]
struct Shared {
    #[track(user_id)]
    by: UserId,
    #[track(group_id)]
    account: u64,
    report_id: uuid::Uuid,
    format: Format,
    pages: Option<u32>,
    filter: Filter,
    // The plan marks it as personal data, so it takes a decision: here, that only a keyed hash leaves the process.
    #[track(property = "recipient_email", hashed)]
    recipient: String,
}

/// A newtype is what is in it: a string, and so an id.
#[derive(TrackValue)]
struct UserId(String);

/// The plan lists these two; a third one here would not compile.
#[derive(TrackValue)]
#[track(rename_all = "kebab-case")]
enum Format {
    Pdf,
    LiveLink,
}

/// An object inside of the event. The plan requires `to` and lets it be null.
#[derive(TrackFields)]
struct Filter {
    from: jiff::civil::Date,
    #[track(null)]
    to: Option<jiff::civil::Date>,
    tags: Vec<&'static str>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tracking");
    let collector = Collector::builder().plan(plan).start()?;
    let client = Client::builder()
        .endpoint(collector.endpoint())
        .bearer_token("any token will do here")
        .hash_key("a key from your secret store")
        .build()?;

    for format in [Format::Pdf, Format::LiveLink] {
        let shared = Shared {
            by: UserId("user-7".into()),
            account: 42,
            report_id: uuid::Uuid::new_v4(),
            format,
            pages: None,
            filter: Filter { from: jiff::civil::date(2026, 1, 1), to: None, tags: vec!["revenue", "draft"] },
            recipient: "grace@example.com".into(),
        };
        shared.track_with(&client)?;
    }

    let report = client.shutdown(Duration::from_secs(5));
    println!("delivered: {}, rejected: {}, lost: {}", report.delivered, report.rejected, report.lost);
    for event in collector.good() {
        println!("{}", event.json);
    }
    Ok(())
}
