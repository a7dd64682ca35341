//! No global and no async: a client is handed to whoever tracks, and the program reads the account of what became of it.
//!
//! `cargo run --example explicit_client`

use std::error::Error;
use std::time::Duration;

use thrive_collector::Collector;
use thrive_core::{Client, TrackError, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Exported<'a> {
    feature_name: &'a str,
    #[track(property = "row_count")]
    rows: usize,
}

/// A part of a program that tracks what it does. A client is a handle: cloning it is cheap.
struct Exporter {
    analytics: Client,
    tenant: u64,
}

impl Exporter {
    fn export(&self, user: &str, rows: usize) -> Result<(), TrackError> {
        // .. the export itself ..
        let event = Exported { feature_name: "csv_export", rows };
        event.by(user).within(self.tenant).track_with(&self.analytics)?;
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let collector = Collector::start()?;
    let client = Client::builder().endpoint(collector.endpoint()).bearer_token("any token will do here").build()?;

    let exporter = Exporter { analytics: client.clone(), tenant: 42 };
    exporter.export("user-7", 1_200)?;
    exporter.export("user-8", 30)?;
    // An event that cannot be sent is an error where it is tracked, and costs no other event.
    if let Err(error) = exporter.export(" ", 0) {
        println!("refused at the call: {error}");
    }

    let report = client.shutdown(Duration::from_secs(5));
    println!("delivered: {}, rejected: {}, lost: {}", report.delivered, report.rejected, report.lost);
    for event in collector.good() {
        println!("{}", event.json);
    }
    Ok(())
}
