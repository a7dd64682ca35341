//! Every call of a client, from everywhere.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use thrive_collector::Collector;
use thrive_core::testing::{Outbox, assert_tracked, capture, capture_async};
use thrive_core::{
    Client, Decision, Durability, Outcome, Overflow, Rejected, Report, Response, TrackErrorKind, TrackEvent,
};

use crate::everywhere::everywhere;
use crate::folder::Folder;
use crate::numbered::numbered;
use crate::{NEVER, PATIENCE, client, numbers};

/// A folder for each time that it is called.
fn folder() -> Folder {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    Folder::new(&NUMBER.fetch_add(1, Ordering::Relaxed).to_string())
}

fn counts(report: Report) -> (u64, u64, u64, u64, u64) {
    (report.delivered, report.rejected, report.spooled, report.lost, report.queued)
}

#[test]
fn flush_and_shutdown_block_or_are_awaited() {
    everywhere(|| async {
        let collector = Collector::start().unwrap();
        let client = client(&collector);
        client.track(&numbered(0)).unwrap();
        assert_eq!(counts(client.flush(PATIENCE)), (1, 0, 0, 0, 0));
        client.track(&numbered(1)).unwrap();
        assert_eq!(counts(client.flush_async(PATIENCE).await), (2, 0, 0, 0, 0));
        client.track(&numbered(2)).unwrap();
        assert_eq!(counts(client.shutdown_async(PATIENCE).await), (3, 0, 0, 0, 0));
        assert_eq!(counts(client.shutdown(PATIENCE)), (3, 0, 0, 0, 0));
        assert_eq!(client.track(&numbered(3)).unwrap_err().kind(), TrackErrorKind::Closed);
        assert_eq!(numbers(&collector), [0, 1, 2]);
    });
}

#[test]
fn a_wait_that_is_in_vain_ends_with_its_timeout() {
    everywhere(|| async {
        const SHORT: Duration = Duration::from_millis(20);

        let client = Client::builder().endpoint("http://127.0.0.1:1/api").api_key("key").build().unwrap();
        let receipt = client.track(&numbered(0)).unwrap();
        assert_eq!(receipt.wait(SHORT), Outcome::Pending);
        assert_eq!(counts(client.flush(SHORT)), (0, 0, 0, 0, 1));
        assert_eq!(counts(client.flush_async(SHORT).await), (0, 0, 0, 0, 1));
        assert_eq!(counts(client.shutdown_async(SHORT).await), (0, 0, 0, 1, 0));
        assert_eq!(receipt.await, Outcome::Unsent);
    });
}

#[test]
fn receipts_are_waited_for_and_awaited() {
    everywhere(|| async {
        let collector = Collector::start().unwrap();
        let builder = Client::builder().endpoint(collector.endpoint()).api_key("key").flush_interval(Duration::ZERO);
        let client = builder.build().unwrap();
        let receipts = [0, 1, 2, 3].map(|number| client.track(&numbered(number)).unwrap());
        let [first, second, third, fourth] = receipts;
        assert_eq!(first.wait(PATIENCE), Outcome::Delivered);
        assert_eq!(second.await, Outcome::Delivered);
        assert_eq!(third.wait_stored(PATIENCE), Outcome::Delivered);
        assert_eq!(fourth.stored().await, Outcome::Delivered);
        drop(client);
        assert_eq!(numbers(&collector), [0, 1, 2, 3]);
    });
}

#[test]
fn a_spool_stores_and_hands_over_to_the_next_client() {
    everywhere(|| async {
        let folder = folder();
        let builder = Client::builder().api_key("key").flush_interval(NEVER).spool(folder.path());
        let builder = builder.durability(Durability::Disk);
        // What is under way when a client is shut down may arrive, so nobody is there.
        let client = builder.clone().endpoint("http://127.0.0.1:1/api").build().unwrap();
        assert_eq!(client.track(&numbered(0)).unwrap().wait_stored(PATIENCE), Outcome::Stored);
        assert_eq!(client.track(&numbered(1)).unwrap().stored().await, Outcome::Stored);
        assert_eq!(counts(client.shutdown_async(Duration::ZERO).await), (0, 0, 2, 0, 0));

        let collector = Collector::start().unwrap();
        let client = builder.endpoint(collector.endpoint()).build().unwrap();
        client.track(&numbered(2)).unwrap();
        drop(client);
        assert_eq!(numbers(&collector), [0, 1, 2]);
    });
}

#[test]
fn a_full_queue_blocks_until_there_is_room() {
    everywhere(|| async {
        let collector = Collector::start().unwrap();
        let builder = Client::builder().endpoint(collector.endpoint()).api_key("key").flush_interval(NEVER);
        let client = builder.max_queued_events(1).overflow(Overflow::Block(PATIENCE)).build().unwrap();
        for number in 0..3 {
            client.track(&numbered(number)).unwrap();
        }
        assert_eq!(counts(client.shutdown(PATIENCE)), (3, 0, 0, 0, 0));
        assert_eq!(numbers(&collector), [0, 1, 2]);
    });
}

#[test]
fn hooks_are_called() {
    everywhere(|| async {
        let outbox = Outbox::default();
        outbox.answer_with(Response::new(400).with_body("no such plan"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hears = heard.clone();
        let client = Client::builder()
            .transport(outbox)
            .flush_interval(NEVER)
            .before_send(
                |event| if event.json().contains(r#""number":1"#) { Decision::Withhold } else { Decision::Send },
            )
            .on_rejected(move |rejected: &Rejected<'_>| hears.lock().unwrap().push(rejected.reason().to_owned()))
            .build()
            .unwrap();
        let (sent, withheld) = (client.track(&numbered(0)).unwrap(), client.track(&numbered(1)).unwrap());
        assert_eq!(counts(client.flush_async(PATIENCE).await), (0, 1, 0, 0, 0));
        assert_eq!((sent.await, withheld.await), (Outcome::Rejected, Outcome::Withheld));
        drop(client);
        assert_eq!(*heard.lock().unwrap(), ["the service answered 400: no such plan"]);
    });
}

#[test]
fn a_client_that_is_disabled_does_nothing() {
    everywhere(|| async {
        let client = Client::builder().disabled(true).build().unwrap();
        let receipt = client.track(&numbered(0)).unwrap();
        assert_eq!(receipt.wait(PATIENCE), Outcome::Disabled);
        assert_eq!(receipt.stored().await, Outcome::Disabled);
        assert_eq!(client.flush_async(PATIENCE).await, Report::default());
        assert_eq!(client.shutdown_async(PATIENCE).await, Report::default());
    });
}

#[test]
fn events_are_captured() {
    everywhere(|| async {
        let events = capture(|| drop(numbered(0).track().unwrap()));
        assert_tracked!(events, "feature_used", { "number": 0 });
        let events = capture_async(async {
            assert_eq!(numbered(1).track().unwrap().await, Outcome::Delivered);
            let receipt = numbered(2).track().unwrap();
            assert_eq!(receipt.wait(PATIENCE), Outcome::Delivered);
        });
        let events = events.await;
        assert_tracked!(events, "feature_used", { "number": 1 });
        assert_eq!(events.len(), 2);
    });
}
