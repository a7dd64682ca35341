//! A way to the service of one's own: requests are appended to a file, for an agent on the same machine to ship.
//!
//! `cargo run --example own_transport`

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use thrive_core::{Client, NoAnswer, Request, Response, TrackEvent, Transport};

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Exported<'a> {
    feature_name: &'a str,
    #[track(property = "row_count")]
    rows: usize,
}

/// Appends the body of each request, a JSON array of events, as a line.
struct Outbox {
    path: PathBuf,
}

impl Outbox {
    fn append(&self, request: &Request) -> io::Result<()> {
        let mut file = File::options().create(true).append(true).open(&self.path)?;
        let line = [request.body(), b"\n"].concat();
        file.write_all(&line)?;
        file.sync_data()
    }
}

impl Transport for Outbox {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        // With no answer, the client makes the same request again, after a pause that grows.
        self.append(&request).map_err(NoAnswer::new)?;
        Ok(Response::new(200))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("thrive-outbox-{}.jsonl", std::process::id()));
    let client = Client::builder().transport(Outbox { path: path.clone() }).max_batch_events(2).build()?;

    for rows in [1_200, 30, 7] {
        let event = Exported { feature_name: "csv_export", rows };
        event.by("user-7").within("account-1").track_with(&client)?;
    }
    let report = client.shutdown(Duration::from_secs(5));

    let outbox = fs::read_to_string(&path)?;
    fs::remove_file(&path)?;
    print!("{outbox}");
    println!("delivered: {} in {} lines", report.delivered, outbox.lines().count());
    Ok(())
}
