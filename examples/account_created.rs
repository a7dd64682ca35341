//! The main job: a struct that the program has anyway becomes an event, and the event arrives.
//!
//! `cargo run --example account_created` sends to a collector in this process. With `THRIVESTACK_API_KEY` (or
//! `THRIVESTACK_ACCESS_TOKEN`) set it sends to the real service.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use thrive_collector::Collector;
use thrive_core::{BuildErrorKind, Client, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(group_id, property = "account_id")]
    id: uuid::Uuid,
    #[track(property = "account_name")]
    name: String,
    #[track(property = "account_domain")]
    domain: Option<String>,
    #[track(user_id)]
    owner: String,
    #[track(timestamp)]
    created_at: jiff::Timestamp,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let collector = Collector::start()?;
    let client = match Client::from_env() {
        Err(error) if error.kind() == BuildErrorKind::MissingCredential => {
            Client::builder().endpoint(collector.endpoint()).api_key("any key will do here").build()?
        }
        client => client?,
    };
    let _guard = client.install()?;

    let account = Account {
        id: uuid::Uuid::new_v4(),
        name: "Acme".into(),
        domain: Some("acme.com".into()),
        owner: "5p442d0e-11b8-43d2-a933-04f62bb832e1".into(),
        created_at: jiff::Timestamp::now(),
    };
    account.track()?;

    // A program that goes on calls nothing here: events are sent in the background.
    let report = client.shutdown(Duration::from_secs(5));
    for event in collector.good() {
        println!("{}", event.json);
    }
    let stats = client.stats();
    if report.delivered == 0 {
        return Err(format!("not accepted: {}", stats.last_error.unwrap_or_else(|| "no answer in time".into())).into());
    }
    if let Some(answer) = stats.last_answer {
        println!("the service answered {}: {}", answer.status, answer.body);
    }
    println!("accepted: {}", account.event_name());
    Ok(())
}
