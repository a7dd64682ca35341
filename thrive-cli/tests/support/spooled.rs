//! A spool as a client leaves it that could not deliver.

use std::path::Path;
use std::time::Duration;

use thrive_core::{Client, RawEvent};

pub(crate) fn event(number: usize) -> String {
    format!(
        r#"{{"event_name":"account_created","properties":{{"account_name":"Acme"}},"user_id":"u-{number}","timestamp":"2019-03-01T08:00:00.000000Z","context":{{"group_id":"acc-1"}}}}"#
    )
}

/// A client of a service that is not there, which has taken so many events.
pub(crate) fn client(folder: &Path, events: usize) -> Client {
    let client = Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").spool(folder).build().unwrap();
    for number in 0..events {
        client.track(&RawEvent::new("account_created", &event(number)).unwrap()).unwrap();
    }
    client
}

pub(crate) fn leave(folder: &Path, events: usize) {
    let report = client(folder, events).shutdown(Duration::ZERO);
    assert_eq!(report.spooled as usize, events);
}
