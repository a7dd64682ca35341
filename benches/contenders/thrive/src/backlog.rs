//! A spool that has filled up while the service was away: how long the next process takes to open it, and how fast it
//! drains.

use std::future::pending;
use std::time::{Duration, Instant};

use thrive_bench_event::Account;
use thrive_bench_event::by_thrive::AccountCreated;
use thrive_bench_harness::{Arguments, print};
use thrive_core::{Client, NoAnswer, Request, Response, TrackEvent, Transport};

/// Never answers.
struct Away;

impl Transport for Away {
    async fn send(&self, _: Request) -> Result<Response, NoAnswer> {
        pending().await
    }
}

/// Fills the folder `spool` with `mebibytes` of events, then opens and drains it.
pub(crate) fn measure(arguments: &Arguments) {
    let folder: String = arguments.expect("spool");
    let mebibytes: u64 = arguments.expect("mebibytes");
    crate::empty(folder.as_ref()).expect("the spool's folder can be emptied");
    let builder = Client::builder().api_key("key").spool(&folder).spool_limit((mebibytes + 64) << 20);

    let client = builder.clone().transport(Away).build().expect("a client starts");
    let events: Vec<AccountCreated> = Account::many().into_iter().map(AccountCreated::from).collect();
    while client.stats().queued_bytes < mebibytes << 20 {
        for event in &events {
            event.track_with(&client).expect("there is room");
        }
    }
    let left = client.shutdown(Duration::ZERO).spooled;
    drop(client);

    let endpoint = format!("{}/api", arguments.sink_url());
    let began = Instant::now();
    let client = builder.endpoint(endpoint).build().expect("a client starts");
    let opened = began.elapsed();
    let report = client.shutdown(Duration::from_secs(600));
    let drained = began.elapsed() - opened;
    assert_eq!((report.delivered, report.lost), (left, 0), "{report:?}");

    print(
        arguments,
        [
            ("backlog_opens_ms", opened.as_secs_f64() * 1e3),
            ("delivered_per_second", left as f64 / drained.as_secs_f64()),
        ],
    );
}
