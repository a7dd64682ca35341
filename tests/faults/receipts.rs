//! What the caller is told of an event, a flush and a shutdown: blocking, and as futures.

use std::fs;
use std::future::IntoFuture;

use thrive_core::{Decision, Outcome, Overflow};

use super::faulty_service::{Answer, Fault, FaultyService};
use super::folder::Folder;
use super::*;

/// The receipts of two events that all of this becomes of, with what has to live for that.
struct Scenario {
    expected: Outcome,
    receipts: Vec<Receipt>,
    _client: Client,
    service: FaultyService,
    _folder: Folder,
}

impl Drop for Scenario {
    fn drop(&mut self) {
        // The client waits for an answer as it goes.
        self.service.recover();
    }
}

type Setting = fn(ClientBuilder, &Folder) -> ClientBuilder;

/// Tracks events 1 and 2 while event 0 is in a request that waits for its answer; then `becomes` happens.
fn scenario(
    how: &str,
    expected: Outcome,
    settings: Setting,
    becomes: fn(&FaultyService, &Client, &Folder),
) -> Scenario {
    let (service, folder) = (FaultyService::start(), Folder::new(&format!("{how}-{expected:?}")));
    service.fail(Fault::Held);
    let builder = settings(builder(&service).max_batch_events(1).max_queued_events(3), &folder);
    let client = builder.request_timeout(PATIENCE).build().unwrap();
    track(&client, 0);
    if client.stats().queued == 1 {
        service.wait_for_attempts(1);
    }
    let receipts = [1, 2].map(|number| track(&client, number)).into();
    becomes(&service, &client, &folder);
    Scenario { expected, receipts, _client: client, service, _folder: folder }
}

/// Every outcome; `how` it is asked for tells the folders of two tests apart.
fn scenarios(how: &str) -> Vec<Scenario> {
    let scenario = |expected, settings, becomes| scenario(how, expected, settings, becomes);
    let plain: Setting = |builder, _| builder;
    let spool: Setting = |builder, folder| builder.spool(folder.path());
    vec![
        scenario(Outcome::Delivered, plain, |service, _, _| service.recover()),
        scenario(Outcome::Rejected, plain, |service, _, _| service.fail(Answer::new("400 Bad Request"))),
        scenario(
            Outcome::Expired,
            |builder, _| builder.retry_deadline(Duration::ZERO),
            |service, _, _| service.fail(Answer::new("503 Service Unavailable")),
        ),
        scenario(
            Outcome::Displaced,
            |builder, _| builder.overflow(Overflow::DropOldest),
            |_, client, _| (3..5).for_each(|number| drop(track(client, number))),
        ),
        scenario(Outcome::Unsent, plain, |_, client, _| _ = client.shutdown(Duration::ZERO)),
        scenario(Outcome::Spooled, spool, |_, client, _| _ = client.shutdown(Duration::ZERO)),
        scenario(Outcome::Damaged, spool, |service, _, folder| {
            damage(folder);
            service.recover();
        }),
        scenario(Outcome::Withheld, |builder, _| builder.before_send(|_| Decision::Withhold), |_, _, _| ()),
        scenario(Outcome::Disabled, |builder, _| builder.disabled(true), |_, _, _| ()),
    ]
}

/// Changes a byte of the records of events 1 and 2, in whichever file of the spool they are.
fn damage(folder: &Folder) {
    let mut damaged = 0;
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        for pattern in [br#""number":1"#, br#""number":2"#] {
            if let Some(place) = bytes.windows(pattern.len()).position(|bytes| bytes == pattern) {
                bytes[place + pattern.len() - 1] = b'7';
                damaged += 1;
            }
        }
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(damaged, 2);
}

#[test]
fn a_receipt_says_what_became_of_its_event() {
    for scenario in scenarios("wait") {
        let outcomes: Vec<_> = scenario.receipts.iter().map(|receipt| receipt.wait(PATIENCE)).collect();
        assert_eq!(outcomes, [scenario.expected; 2]);
    }
}

#[tokio::test]
async fn a_receipt_says_what_became_of_its_event_to_who_awaits_it() {
    for mut scenario in scenarios("await") {
        for receipt in std::mem::take(&mut scenario.receipts) {
            let outcome = tokio::time::timeout(PATIENCE, receipt.into_future()).await.unwrap();
            assert_eq!(outcome, scenario.expected);
        }
    }
}

#[tokio::test]
async fn a_receipt_says_that_its_event_is_still_to_be_sent_and_where_it_is() {
    let service = FaultyService::start();
    service.fail(Fault::Held);
    let client = builder(&service).build().unwrap();
    let receipt = track(&client, 0);
    let start = Instant::now();
    assert_eq!(receipt.wait(Duration::from_millis(50)), Outcome::Pending);
    assert!(start.elapsed() >= Duration::from_millis(50));
    assert!(tokio::time::timeout(Duration::from_millis(50), receipt.into_future()).await.is_err());

    service.recover();
    assert_ends(&client, PATIENCE, Ended { delivered: 1, ..Ended::default() });

    service.fail(Fault::Held);
    let folder = Folder::new("pending");
    let client = builder(&service).spool(folder.path()).durability(thrive_core::Durability::Disk).build().unwrap();
    assert_eq!(track(&client, 0).wait_stored(PATIENCE), Outcome::Stored);
    assert_eq!(tokio::time::timeout(PATIENCE, track(&client, 1).stored()).await.unwrap(), Outcome::Stored);
    assert_ends(&client, Duration::ZERO, Ended { spooled: 2, ..Ended::default() });
}

/// On a runtime of one thread nothing else would go on if the future blocked it.
#[tokio::test(flavor = "current_thread")]
async fn flush_and_shutdown_can_be_awaited() {
    let service = FaultyService::start();
    service.fail(Fault::Held);
    let client = builder(&service).build().unwrap();
    track_without_waiting(&client, 0..EVENTS / 2);
    service.wait_for_attempts(1);
    let report = client.flush_async(Duration::from_millis(50)).await;
    assert_eq!((report.delivered, report.queued), (0, EVENTS / 2));
    assert_eq!(sum_of(&report), EVENTS / 2);

    let (report, ()) = tokio::join!(client.flush_async(PATIENCE), async { service.recover() });
    assert_eq!((report.delivered, report.queued), (EVENTS / 2, 0));

    service.fail(Fault::Held);
    track_without_waiting(&client, EVENTS / 2..EVENTS);
    let (report, ()) = tokio::join!(client.shutdown_async(PATIENCE), async { service.recover() });
    assert_eq!((report.delivered, report.lost, report.queued), (EVENTS, 0, 0));
    assert_ends(&client, PATIENCE, Ended { delivered: EVENTS, ..Ended::default() });
    assert_eq!(service.numbers(), (0..EVENTS).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_awaited_shutdown_gives_up_in_time() {
    let service = FaultyService::start();
    service.fail(Fault::Held);
    let client = builder(&service).request_timeout(PATIENCE).build().unwrap();
    track_without_waiting(&client, 0..EVENTS);
    let start = Instant::now();
    let report = client.shutdown_async(Duration::from_millis(100)).await;
    let took = start.elapsed();
    assert!((Duration::from_millis(100)..Duration::from_secs(10)).contains(&took), "{took:?}");
    assert_eq!((report.lost, report.queued), (EVENTS, 0));
    assert_ends(&client, PATIENCE, Ended { lost: EVENTS, ..Ended::default() });
}
