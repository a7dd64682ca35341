use std::cell::RefCell;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use super::*;
use crate::delivery::{HandBack, Settings, Way};
use crate::envelope::Encoder;
use crate::event::Optional;
use crate::queue::{Limits, Overflow, Queue};
use crate::transport::{NoAnswer, Request, Response, Transport};
use crate::value::check::HashedValue;
use crate::{InstallErrorKind, TrackErrorKind, TrackValue};

/// Far longer than anything here takes; a test that waits for it has failed.
const LONG: Duration = Duration::from_secs(60);

pub(crate) struct Ping<T>(pub(crate) T);

impl<T: TrackValue> TrackEvent for Ping<T> {
    type User = Optional;
    type Group = Optional;

    fn event_name(&self) -> &'static str {
        "ping"
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        out.event(r#"{"event_name":"ping","properties":"#);
        out.member(r#","n":"#, &self.0);
        out.no_user();
        out.no_timestamp();
        out.no_group();
        out.end();
    }
}

/// A service that answers every request alike.
#[derive(Clone)]
struct Service {
    answer: fn() -> Result<Response, NoAnswer>,
    received: Arc<Mutex<Vec<u64>>>,
}

impl Service {
    fn that(answer: fn() -> Result<Response, NoAnswer>) -> Self {
        Service { answer, received: Arc::default() }
    }

    fn accepting() -> Self {
        Self::that(|| Ok(Response::new(200).with_body("{}")))
    }

    fn gone() -> Self {
        Self::that(|| Err(NoAnswer("cannot reach http://x/track: connection refused".to_owned())))
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn builder(&self) -> ClientBuilder {
        let builder = Client::builder().transport(self.clone()).flush_interval(LONG);
        builder.max_batch_events(50).max_event_bytes(200)
    }

    /// The numbers of the pings, as they arrived.
    fn received(&self) -> Vec<u64> {
        self.received.lock().unwrap().clone()
    }
}

impl Transport for Service {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        let answer = (self.answer)()?;
        let events: Vec<serde_json::Value> = serde_json::from_slice(request.body()).unwrap();
        let numbers = events.iter().map(|event| event["properties"]["n"].as_u64().unwrap());
        self.received.lock().unwrap().extend(numbers);
        Ok(answer)
    }
}

#[test]
fn a_client_can_be_shared_between_threads() {
    fn is_shared<T: Clone + Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
    is_shared::<Client>();
}

#[test]
fn what_is_flushed_has_arrived() {
    let service = Service::accepting();
    let client = service.client();
    for number in 0..120 {
        client.track(&Ping(number)).unwrap();
    }
    let report = client.flush(LONG);
    assert_eq!((report.delivered, report.queued), (120, 0));
    assert_eq!(service.received(), (0..120).collect::<Vec<_>>());

    let stats = client.stats();
    assert_eq!((stats.tracked, stats.delivered, stats.attempts, stats.retried), (120, 120, 3, 0));
    assert_eq!(stats.last_answer.map(|answer| (answer.status, answer.body)), Some((200, "{}".to_owned())));
}

#[test]
fn eight_threads_track_at_once_and_each_keeps_its_order() {
    let service = Service::accepting();
    let client = service.client();
    thread::scope(|scope| {
        for thread in 0..8 {
            let client = &client;
            scope.spawn(move || {
                for n in 0..1_000 {
                    client.track(&Ping(thread * 1_000 + n)).unwrap();
                }
            });
        }
    });
    assert_eq!(client.shutdown(LONG).delivered, 8_000);

    let mut received = service.received();
    for thread in 0..8 {
        let of_thread: Vec<_> = received.iter().copied().filter(|number| number / 1_000 == thread).collect();
        assert_eq!(of_thread, (thread * 1_000..(thread + 1) * 1_000).collect::<Vec<_>>());
    }
    received.sort_unstable();
    assert_eq!(received, (0..8_000).collect::<Vec<_>>());
}

#[test]
fn a_dead_service_does_not_hold_up_whoever_waits_longer_than_asked() {
    let client = Service::gone().client();
    client.track(&Ping(1)).unwrap();
    let report = client.flush(Duration::from_millis(20));
    assert_eq!((report.delivered, report.queued, report.lost), (0, 1, 0));

    let report = client.shutdown(Duration::from_millis(20));
    assert_eq!((report.delivered, report.queued, report.lost), (0, 0, 1));
    assert_eq!(client.stats().last_error.as_deref(), Some("cannot reach http://x/track: connection refused"));
}

#[test]
fn a_client_that_was_shut_down_refuses_events_and_repeats_its_report() {
    let service = Service::accepting();
    let client = service.client();
    let other = client.clone();
    client.track(&Ping(1)).unwrap();
    let report = client.shutdown(LONG);
    assert_eq!(report.delivered, 1);
    assert_eq!(other.track(&Ping(2)).unwrap_err().kind(), TrackErrorKind::Closed);
    assert_eq!(other.shutdown(LONG), report);
    assert_eq!(other.flush(LONG), report);
}

#[test]
fn several_threads_may_shut_down_at_once() {
    let service = Service::accepting();
    let client = service.client();
    for number in 0..200 {
        client.track(&Ping(number)).unwrap();
    }
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(client.shutdown(LONG).delivered, 200));
        }
    });
}

#[test]
fn dropping_the_last_handle_delivers_and_dropping_another_does_not_end_the_client() {
    let service = Service::accepting();
    let client = service.client();
    drop(client.clone());
    client.track(&Ping(1)).unwrap();
    drop(client);
    assert_eq!(service.received(), [1]);
}

#[test]
fn an_event_that_is_too_large_is_refused_by_its_size() {
    let client = Service::accepting().client();
    let error = client.track(&Ping("x".repeat(200))).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::TooLarge);
    assert!(error.to_string().contains("the 200 that `max_event_bytes`"), "{error}");
    assert_eq!(client.stats().tracked, 0);
}

#[test]
fn a_panic_in_the_delivery_thread_hangs_nobody_and_is_accounted_for() {
    let shared = Arc::new(Shared::new(Queue::new(limits(), Instant::now, false)));
    let panics = || -> Result<Way, BuildError> { panic!("a bug of ours") };
    drop(delivery::start(shared.clone(), settings(), panics).unwrap_err());
    assert!(matches!(shared.queue.push(b"{}"), Err(Refused::Closed)));
    shared.queue.wait(Goal::Ended, LONG);
    assert_eq!(shared.queue.flush(LONG), Counts::default());
}

#[test]
fn a_panic_in_the_transport_is_no_answer() {
    let client = Service::that(|| panic!("a bug in the transport")).client();
    client.track(&Ping(1)).unwrap();
    while client.stats().last_error.is_none() {
        client.flush(Duration::from_millis(1));
    }
    assert_eq!(client.stats().last_error.as_deref(), Some("the transport panicked"));
    assert_eq!(client.shutdown(Duration::ZERO).lost, 1);
}

/// Panics as it is called, before there is a future, and then no more.
#[derive(Default)]
struct Clumsy(AtomicU64);

impl Transport for Clumsy {
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, NoAnswer>> {
        let path = request.path();
        assert!(self.0.fetch_add(1, Ordering::Relaxed) > 0, "a bug in the transport, asked for {path}");
        let body = if path == "user/token" { r#"{"token":"a.b.c"}"# } else { "" };
        async move { Ok(Response::new(200).with_body(body)) }
    }
}

#[test]
fn a_panic_in_the_transport_that_was_to_get_a_token_loses_nothing() {
    let pem = "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----\n";
    let client = Client::builder().access_token_from("id", pem).transport(Clumsy::default()).build().unwrap();
    client.track(&Ping(1)).unwrap();
    let report = client.shutdown(LONG);
    assert_eq!((report.delivered, report.lost), (1, 0));
    assert!(client.stats().last_error.unwrap().contains("the transport panicked"));
}

fn limits() -> Limits {
    Limits {
        max_queued_events: 100,
        max_queued_bytes: 1 << 20,
        max_batch_events: 50,
        max_batch_bytes: 1 << 20,
        flush_interval: LONG,
        overflow: Overflow::Reject,
    }
}

fn settings() -> Settings {
    Settings {
        hand_back: HandBack::default(),
        reader: None,
        retry_deadline: None,
        client_id: 1,
        rng: fastrand::Rng::with_seed(1),
        clock: std::time::SystemTime::now,
    }
}

#[test]
fn a_transport_that_does_not_start_is_an_error_of_the_builder() {
    let start = |connect: fn() -> Result<Way, BuildError>| {
        let shared = Arc::new(Shared::new(Queue::new(limits(), Instant::now, false)));
        let error = delivery::start(shared.clone(), settings(), connect).unwrap_err();
        shared.queue.wait(Goal::Ended, LONG);
        error
    };
    let error = start(|| Err(BuildError::startup("the HTTP client", "no certificates")));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no certificates");
    let error = start(|| panic!("a bug in TLS"));
    assert_eq!(error.kind(), crate::BuildErrorKind::Startup);
}

#[test]
fn a_disabled_client_does_nothing_and_says_so() {
    let client = Client::builder().disabled(true).build().unwrap();
    assert_eq!(client.track(&Ping(f64::NAN)).unwrap().outcome(), Outcome::Disabled);
    let stats = client.stats();
    assert_eq!((stats.tracked, stats.state), (0, State::Disabled));
    assert_eq!(client.flush(LONG), Report::default());
    assert_eq!(client.shutdown(LONG), Report::default());
    let _turn = TURN.lock();
    let _guard = client.install().unwrap();
    Ping(1).track().unwrap();
}

#[test]
fn a_receipt_says_what_became_of_its_event() {
    let service = Service::accepting();
    let client = service.client();
    let receipt = client.track(&Ping(1)).unwrap();
    assert_eq!(receipt.outcome(), Outcome::Pending);
    assert_eq!(receipt.wait(Duration::from_millis(1)), Outcome::Pending);
    client.flush(LONG);
    assert_eq!(
        (receipt.outcome(), receipt.wait(LONG), receipt.wait_stored(LONG)),
        (Outcome::Delivered, Outcome::Delivered, Outcome::Delivered)
    );
    let unsent = client.track(&Ping(2)).unwrap();
    client.shutdown(Duration::ZERO);
    assert!(matches!(unsent.outcome(), Outcome::Unsent | Outcome::Delivered));
    assert_eq!(format!("{receipt:?}"), "Receipt(Delivered)");
}

#[test]
fn receipts_flushes_and_shutdowns_can_be_awaited_in_any_runtime_and_in_none() {
    use std::pin::pin;
    use std::task::{Context, Poll, Wake, Waker};

    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(output) => return output,
                Poll::Pending => thread::park(),
            }
        }
    }

    let client = Service::accepting().client();
    let receipt = client.track(&Ping(1)).unwrap();
    assert_eq!(block_on(client.flush_async(LONG)).delivered, 1);
    assert_eq!(block_on(receipt.into_future()), Outcome::Delivered);
    client.track(&Ping(2)).unwrap();
    assert_eq!(block_on(client.shutdown_async(LONG)).delivered, 2);

    let gone = Service::gone().client();
    let receipt = gone.track(&Ping(1)).unwrap();
    assert_eq!(block_on(gone.flush_async(Duration::from_millis(20))).queued, 1);
    assert_eq!(block_on(gone.shutdown_async(Duration::from_millis(20))).lost, 1);
    assert_eq!(block_on(receipt.into_future()), Outcome::Unsent);
}

#[test]
fn before_send_may_change_and_withhold_events() {
    let service = Service::accepting();
    let decide = |event: &Outgoing<'_>| {
        assert_eq!(event.event_name(), "ping");
        let number = event.json().split(r#""n":"#).nth(1).unwrap().split('}').next().unwrap();
        match number {
            "1" => Decision::Send,
            "2" => Decision::Replace(r#" {"event_name":"ping","properties":{"n":20}} "#.to_owned()),
            "3" => Decision::Withhold,
            "4" => Decision::Replace("[1]".to_owned()),
            "5" => Decision::Replace("{".to_owned()),
            _ => panic!("a bug in the user's code"),
        }
    };
    let client = service.builder().before_send(decide).build().unwrap();
    client.track(&Ping(1)).unwrap();
    client.track(&Ping(2)).unwrap();
    assert_eq!(client.track(&Ping(3)).unwrap().outcome(), Outcome::Withheld);
    for number in 4..=6 {
        assert_eq!(client.track(&Ping(number)).unwrap_err().kind(), TrackErrorKind::BeforeSend);
    }
    assert_eq!(client.shutdown(LONG).delivered, 2);
    assert_eq!(service.received(), [1, 20]);
    assert_eq!(client.stats().withheld, 1);
}

#[test]
fn what_a_client_could_not_send_is_handed_back_as_it_ends() {
    let heard: Arc<Mutex<Vec<(String, Outcome)>>> = Arc::default();
    let hears = heard.clone();
    let hear = move |rejected: &Rejected<'_>| {
        hears.lock().unwrap().push((rejected.event_json().to_owned(), rejected.outcome()));
        panic!("a bug in the user's code");
    };
    let client = Service::gone().builder().on_rejected(hear).build().unwrap();
    client.track(&Ping(1)).unwrap();
    client.track(&Ping(2)).unwrap();
    client.flush(Duration::from_millis(20));
    client.track(&Ping(3)).unwrap();
    assert_eq!(client.shutdown(Duration::ZERO).lost, 3);
    let heard = heard.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    assert_eq!(heard.len(), 3);
    assert!(heard.iter().zip(1..).all(|((json, outcome), number)| {
        json.contains(&format!(r#""n":{number}}}"#)) && *outcome == Outcome::Unsent
    }));
}

/// A folder of its own, which goes with it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("thrive-client-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_one_client_leaves_in_the_spool_the_next_one_sends_first() {
    let folder = Folder::new("leaves");
    let client = Service::gone().builder().spool(&folder.0).build().unwrap();
    for number in 0..120 {
        client.track(&Ping(number)).unwrap();
    }
    let receipt = client.track(&Ping(120)).unwrap();
    assert_eq!(receipt.outcome(), Outcome::Stored);
    let report = client.flush(Duration::from_millis(20));
    assert_eq!((report.delivered, report.spooled, report.queued, report.lost), (0, 121, 0, 0));
    assert!(client.stats().queued_bytes > 121 * 50);

    let other = Service::gone().builder().spool(&folder.0);
    let error = other.clone().build().unwrap_err();
    assert_eq!(error.kind(), crate::BuildErrorKind::SpoolInUse);
    assert!(error.to_string().contains("in use by another client of this process"), "{error}");
    let fallen_back = other.spool_fallback_to_memory().build().unwrap();
    assert_eq!(fallen_back.track(&Ping(0)).unwrap().outcome(), Outcome::Pending);
    fallen_back.shutdown(Duration::ZERO);

    let report = client.shutdown(Duration::from_millis(20));
    assert_eq!((report.delivered, report.spooled, report.queued, report.lost), (0, 121, 0, 0));
    assert_eq!(receipt.outcome(), Outcome::Spooled);

    let service = Service::accepting();
    let next = service.builder().spool(&folder.0).build().unwrap();
    next.track(&Ping(121)).unwrap();
    let report = next.flush(LONG);
    assert_eq!((report.delivered, report.spooled, report.queued), (122, 0, 0));
    assert_eq!(service.received(), (0..122).collect::<Vec<_>>());
    assert_eq!((next.stats().tracked, next.stats().queued_bytes), (122, 0));
    assert_eq!(next.shutdown(LONG).delivered, 122);

    let last = service.builder().spool(&folder.0).build().unwrap();
    assert_eq!(last.flush(LONG), Report::default());
}

#[test]
fn what_the_service_refuses_is_kept_as_a_dead_letter() {
    let folder = Folder::new("dead-letters");
    let refuses = Service::that(|| Ok(Response::new(400).with_body("no \"plan\"")));
    let client = refuses.builder().spool(&folder.0).durability(crate::Durability::Disk).build().unwrap();
    client.track(&Ping(1)).unwrap();
    assert_eq!(client.shutdown(LONG).rejected, 1);
    let letters = std::fs::read_to_string(folder.0.join("rejected.jsonl")).unwrap();
    let start =
        r#"{"reason":"the service answered 400: no \"plan\"","event":{"event_name":"ping","properties":{"n":1},"#;
    assert!(letters.starts_with(start) && letters.ends_with("}}\n"), "{letters}");
}

#[test]
fn who_waits_for_the_disk_waits_until_the_event_is_on_it() {
    let folder = Folder::new("disk");
    let service = Service::gone();
    let client = service.builder().spool(&folder.0).durability(crate::Durability::Disk).build().unwrap();
    for number in 0..20 {
        let receipt = client.track(&Ping(number)).unwrap();
        assert_eq!(receipt.wait_stored(LONG), Outcome::Stored);
    }
    let receipt = client.track(&Ping(20)).unwrap();
    client.flush(Duration::ZERO);
    assert_eq!(receipt.outcome(), Outcome::Stored);
    assert_eq!(client.shutdown(Duration::ZERO).spooled, 21);
}

#[test]
fn a_full_spool_refuses_or_gives_up_its_oldest_segment() {
    let folder = Folder::new("full");
    let fill = |client: &Client| (0..2_000).find_map(|number| client.track(&Ping(number)).err());
    let builder = Service::gone().builder().spool(&folder.0).spool_limit(64 << 10);
    let client = builder.clone().build().unwrap();
    let error = fill(&client).unwrap();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);
    let kept = client.shutdown(Duration::ZERO).spooled;
    assert!(kept > 300, "{kept}");

    let client = builder.overflow(Overflow::DropOldest).build().unwrap();
    assert!(fill(&client).is_none());
    let stats = client.stats();
    assert_eq!(stats.tracked, kept + 2_000);
    assert_eq!(stats.tracked, stats.queued + stats.dropped.displaced);
    assert!(stats.queued_bytes <= 64 << 10);
    let report = client.shutdown(Duration::ZERO);
    assert_eq!(report.spooled + report.lost, kept + 2_000);

    let service = Service::accepting();
    let next = service.builder().spool(&folder.0).spool_limit(64 << 10).build().unwrap();
    assert_eq!(next.flush(LONG).delivered, report.spooled);
    let received = service.received();
    assert_eq!(received.last(), Some(&1_999));
}

#[test]
fn who_waits_for_room_in_the_spool_finds_it_when_events_are_delivered() {
    let folder = Folder::new("room");
    let service = Service::accepting();
    let builder = service.builder().spool(&folder.0).spool_limit(20_000).overflow(Overflow::Block(LONG));
    let client = builder.build().unwrap();
    for number in 0..1_000 {
        client.track(&Ping(number)).unwrap();
    }
    assert_eq!(client.shutdown(LONG).delivered, 1_000);
    assert_eq!(service.received(), (0..1_000).collect::<Vec<_>>());
}

#[test]
fn a_full_queue_says_since_when_the_service_has_not_answered() {
    let client = Service::gone().builder().max_queued_events(1).build().unwrap();
    client.track(&Ping(1)).unwrap();
    while client.stats().last_error.is_none() {
        client.flush(Duration::from_millis(1));
    }
    let error = client.track(&Ping(2)).unwrap_err();
    assert_eq!(error.kind(), TrackErrorKind::QueueFull);
    assert!(error.to_string().contains("the service has not taken any for 0 s"), "{error}");
    assert_eq!((client.stats().refused, client.stats().state), (1, State::Retrying));
    assert!(client.stats().oldest.is_some());
    client.shutdown(Duration::ZERO);
}

#[test]
fn a_client_prints_neither_its_credential_nor_its_key() {
    let builder = Client::builder().endpoint("http://127.0.0.1:9/api").api_key("s3cret").hash_key("s3cret");
    let debug = format!("{builder:?}");
    let key = format!("{:?}", b"s3cret".as_slice());
    assert!(debug.contains("***") && !debug.contains("s3cret") && !debug.contains(&key), "{debug}");
    assert_eq!(format!("{:?}", builder.build().unwrap()), r#"Client { endpoint: "http://127.0.0.1:9/api", .. }"#);
}

/// One process has one client installed: these tests take turns.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn an_installed_client_is_used_until_its_guard_is_dropped() {
    let _turn = TURN.lock();
    assert_eq!(Ping(0).track().unwrap_err().kind(), TrackErrorKind::NotInstalled);

    let service = Service::accepting();
    let client = service.client();
    let guard = client.install().unwrap();
    assert_eq!(client.install().unwrap_err().kind(), InstallErrorKind::AlreadyInstalled);
    Ping(1).track().unwrap();
    drop(guard);
    assert_eq!(service.received(), [1]);
    assert_eq!(Ping(2).track().unwrap_err().kind(), TrackErrorKind::NotInstalled);
    assert_eq!(client.track(&Ping(2)).unwrap_err().kind(), TrackErrorKind::Closed);
    assert_eq!(client.install().unwrap_err().kind(), InstallErrorKind::Closed);

    let next = service.client();
    let _guard = next.install().unwrap();
    Ping(3).track().unwrap();
    assert_eq!(next.flush(LONG).delivered, 1);
}

struct Hashed(&'static str);

impl TrackEvent for Hashed {
    type User = Optional;
    type Group = Optional;

    fn event_name(&self) -> &'static str {
        "ping"
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        out.event(r#"{"event_name":"ping","properties":"#);
        out.member(r#","n":"#, &1);
        <&str as HashedValue<(), ()>>::write(&self.0, r#","email":"#, out);
        out.no_user();
        out.no_timestamp();
        out.no_group();
        out.end();
    }
}

#[test]
fn what_is_hashed_is_hashed_with_the_key_of_the_client_that_tracks() {
    let _turn = TURN.lock();
    let event = Hashed("what do ya want for nothing?");
    let service = Service::accepting();
    let without = service.client();
    let error = without.track(&event).unwrap_err();
    assert_eq!((error.kind(), error.property()), (TrackErrorKind::NoHashKey, Some("email")));
    assert!(error.to_string().contains("`Client::builder().hash_key(..)`"), "{error}");
    assert_eq!(event.to_json().unwrap_err().kind(), TrackErrorKind::NoHashKey);

    let with = service.builder().hash_key("Jefe").build().unwrap();
    event.track_with(&with).unwrap();
    with.flush(LONG);
    assert_eq!(service.received(), [1]);
    assert_eq!(event.to_json().unwrap_err().kind(), TrackErrorKind::NoHashKey);
    let _guard = with.install().unwrap();
    let json = event.to_json().unwrap();
    assert!(json.contains(r#""email":"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843""#), "{json}");
}

#[test]
fn a_guard_may_be_dropped_inside_any_runtime() {
    let _turn = TURN.lock();
    let runtimes =
        [tokio::runtime::Builder::new_current_thread().build(), tokio::runtime::Builder::new_multi_thread().build()];
    for runtime in runtimes {
        let service = Service::accepting();
        runtime.unwrap().block_on(async {
            let guard = service.client().install().unwrap();
            Ping(1).track().unwrap();
            drop(guard);
        });
        assert_eq!(service.received(), [1]);
    }
}

#[test]
fn a_guard_may_be_dropped_by_a_panic() {
    let _turn = TURN.lock();
    let service = Service::accepting();
    let client = service.client();
    let panicked = thread::spawn(move || {
        let _guard = client.install().unwrap();
        Ping(1).track().unwrap();
        panic!("in the user's code");
    });
    assert!(panicked.join().is_err());
    assert_eq!(service.received(), [1]);
}

#[test]
fn events_may_be_tracked_and_the_guard_dropped_as_a_thread_ends() {
    struct AtExit {
        _guard: Guard,
    }
    impl Drop for AtExit {
        fn drop(&mut self) {
            Ping(2).track().unwrap();
        }
    }
    thread_local!(static AT_EXIT: RefCell<Option<AtExit>> = const { RefCell::new(None) });

    let _turn = TURN.lock();
    let service = Service::accepting();
    let client = service.client();
    let ended = thread::spawn(move || {
        AT_EXIT.set(Some(AtExit { _guard: client.install().unwrap() }));
        Ping(1).track().unwrap(); // the buffer is made after `AT_EXIT`, and is gone before it
    });
    ended.join().unwrap();
    assert_eq!(service.received(), [1, 2]);
}

#[test]
fn an_event_may_track_another_one_as_it_is_encoded() {
    struct Outer<'a>(&'a Client);
    impl TrackEvent for Outer<'_> {
        type User = Optional;
        type Group = Optional;
        fn event_name(&self) -> &'static str {
            "ping"
        }
        fn __encode(&self, out: &mut Encoder<'_>) {
            out.event(r#"{"event_name":"ping","properties":"#);
            self.0.track(&Ping(1)).unwrap();
            out.member(r#","n":"#, &2_u64);
            out.user(None);
            out.timestamp(None);
            out.no_group();
            out.end();
        }
    }
    let service = Service::accepting();
    let client = service.client();
    client.track(&Outer(&client)).unwrap();
    client.flush(LONG);
    assert_eq!(service.received(), [1, 2]);
}
