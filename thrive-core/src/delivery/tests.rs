use std::collections::VecDeque;
use std::time::UNIX_EPOCH;

use tokio::runtime::Builder;
use tokio::task::{LocalSet, spawn_local};

use super::*;
use crate::Transport;
use crate::client::Hook;
use crate::queue::{Counts, Limits, Overflow};
use crate::stats::{Dropped, State};

const SECOND: Duration = Duration::from_secs(1);

const LIMITS: Limits = Limits {
    max_queued_events: 100_000,
    max_queued_bytes: 1_000_000,
    max_batch_events: 3,
    max_batch_bytes: 1_000,
    flush_interval: SECOND,
    overflow: Overflow::Reject,
};

/// What the service does with one request after the other, and from then on 200.
#[derive(Clone, Default)]
struct Service {
    script: Arc<Mutex<VecDeque<Reply>>>,
    received: Arc<Mutex<Vec<Received>>>,
    /// Events that it refuses, whatever the script says of it afterwards.
    bad: Arc<Mutex<Vec<u32>>>,
    /// The longest body that it takes, if there is one.
    longest: Arc<Mutex<Option<usize>>>,
}

#[derive(Clone)]
enum Reply {
    Status(u16, &'static str),
    RetryAfter(u16, &'static str),
    Unreachable,
    Slow(Duration),
    Never,
    Panic,
}

#[derive(Debug, Clone, PartialEq)]
struct Received {
    at: Instant,
    body: String,
    idempotency_key: String,
    accepted: bool,
}

fn events_in(body: &str) -> Vec<u32> {
    body.trim_matches(['[', ']']).split(',').map(|event| event.parse().unwrap()).collect()
}

impl Transport for Service {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        assert_eq!(request.path(), "track");
        let key = request.headers().find(|(name, _)| *name == "idempotency-key").unwrap().1.to_owned();
        let body = String::from_utf8(request.into_body().to_vec()).unwrap();
        let at = Instant::now();
        let reply = self.script.lock().unwrap().pop_front().unwrap_or_else(|| {
            let bad = self.bad.lock().unwrap();
            let is_bad = events_in(&body).iter().any(|event| bad.contains(event));
            let is_long = self.longest.lock().unwrap().is_some_and(|longest| body.len() > longest);
            match (is_long, is_bad) {
                (true, _) => Reply::Status(413, ""),
                (_, true) => Reply::Status(400, r#"{"message":"bad event"}"#),
                _ => Reply::Status(200, r#"{"success":true}"#),
            }
        });
        let accepted = match &reply {
            Reply::Status(status, words) => (200..300).contains(status) && !words.contains("false"),
            Reply::Slow(_) => true,
            _ => false,
        };
        self.received.lock().unwrap().push(Received { at, body, idempotency_key: key, accepted });
        let answer = |status, body: &str| Ok(Response::new(status).with_body(body));
        match reply {
            Reply::Status(status, body) => answer(status, body),
            Reply::RetryAfter(status, after) => Ok(Response::new(status).with_header("retry-after", after)),
            Reply::Unreachable => Err(NoAnswer("cannot reach http://x/track: connection refused".to_owned())),
            Reply::Slow(time) => {
                sleep(time).await;
                answer(200, "")
            }
            Reply::Never => std::future::pending().await,
            Reply::Panic => panic!("a bug in the transport"),
        }
    }
}

/// A delivery loop that runs beside the test, in virtual time.
struct World {
    shared: Arc<Shared>,
    service: Service,
    given_up: GivenUp,
    start: Instant,
    loop_: tokio::task::JoinHandle<()>,
}

/// What `on_rejected` got: the event, the reason, what became of it.
type GivenUp = Arc<Mutex<Vec<(String, String, Outcome)>>>;

fn settings(seed: u64, given_up: &GivenUp, retry_deadline: Option<Duration>) -> Settings {
    let given_up = given_up.clone();
    let hear = move |rejected: &crate::Rejected<'_>| {
        let (event, reason) = (rejected.event_json().to_owned(), rejected.reason().to_owned());
        given_up.lock().unwrap().push((event, reason, rejected.outcome()));
    };
    Settings {
        hand_back: HandBack { on_rejected: Some(Hook::new(Arc::new(hear))), ..HandBack::default() },
        reader: None,
        retry_deadline,
        client_id: 0xc11e,
        rng: Rng::with_seed(seed),
        clock: || UNIX_EPOCH + Duration::from_secs(1_729_425_600), // Sun, 20 Oct 2024 12:00:00 GMT
    }
}

/// The loop's future stays on its thread, as it does in a client.
fn in_virtual_time(test: impl AsyncFnOnce()) {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    LocalSet::new().block_on(&runtime, test());
}

impl World {
    fn new(script: impl Into<VecDeque<Reply>>) -> Self {
        Self::seeded(script, LIMITS, 1)
    }

    fn seeded(script: impl Into<VecDeque<Reply>>, limits: Limits, seed: u64) -> Self {
        let queue = Queue::new(limits, || Instant::now().into_std(), true);
        let shared = Arc::new(Shared::new(queue));
        let service = Service { script: Arc::new(Mutex::new(script.into())), ..Service::default() };
        let given_up: Arc<Mutex<Vec<_>>> = Arc::default();
        let delivery = Delivery::new(shared.clone(), Way::bare(service.clone()), settings(seed, &given_up, None));
        World { shared, service, given_up, start: Instant::now(), loop_: spawn_local(delivery.run()) }
    }

    fn track(&self, events: impl IntoIterator<Item = u32>) {
        for event in events {
            self.shared.queue.push(event.to_string().as_bytes()).unwrap();
        }
    }

    fn counts(&self) -> Counts {
        self.shared.queue.counts()
    }

    fn bodies(&self) -> Vec<String> {
        self.service.received.lock().unwrap().iter().map(|request| request.body.clone()).collect()
    }

    /// The events that the service took, in the order in which it did.
    fn accepted(&self) -> Vec<u32> {
        let received = self.service.received.lock().unwrap();
        received.iter().filter(|request| request.accepted).flat_map(|request| events_in(&request.body)).collect()
    }

    /// When each request came, since the start.
    fn times(&self) -> Vec<Duration> {
        self.service.received.lock().unwrap().iter().map(|request| request.at - self.start).collect()
    }
}

#[test]
fn events_arrive_once_in_order_in_full_batches_and_a_rest() {
    in_virtual_time(async || {
        let world = World::new([]);
        world.track(1..=7);
        sleep(SECOND * 2).await;
        assert_eq!(world.bodies(), ["[1,2,3]", "[4,5,6]", "[7]"]);
        assert_eq!(world.times(), [Duration::ZERO, Duration::ZERO, SECOND]);
        assert_eq!(world.counts(), Counts { tracked: 7, delivered: 7, ..Counts::default() });
    });
}

#[test]
fn a_batch_that_is_not_full_goes_when_its_oldest_event_is_an_interval_old() {
    in_virtual_time(async || {
        let world = World::new([]);
        sleep(SECOND * 5).await;
        world.track([1]);
        sleep(SECOND * 9 / 10).await;
        world.track([2]);
        sleep(SECOND).await;
        assert_eq!(world.bodies(), ["[1,2]"]);
        assert_eq!(world.times(), [SECOND * 6]);
    });
}

#[test]
fn events_that_aged_while_another_batch_was_in_flight_go_right_after_it() {
    in_virtual_time(async || {
        let world = World::new([Reply::Slow(SECOND * 4)]);
        world.track(1..=3);
        sleep(SECOND).await;
        world.track([4]);
        sleep(SECOND * 4).await;
        assert_eq!(world.bodies(), ["[1,2,3]", "[4]"]);
        assert_eq!(world.times(), [Duration::ZERO, SECOND * 4]);
    });
}

#[test]
fn a_batch_is_tried_again_until_the_service_takes_it_and_nothing_overtakes_it() {
    in_virtual_time(async || {
        use Reply::*;
        let world = World::new([Unreachable, Status(500, "<html>"), Status(408, ""), Status(404, ""), Status(200, "")]);
        world.track(1..=6);
        sleep(SECOND * 60).await;
        let first = "[1,2,3]";
        assert_eq!(world.bodies(), [first, first, first, first, first, "[4,5,6]"]);
        assert_eq!(world.counts(), Counts { tracked: 6, delivered: 6, ..Counts::default() });
        let history = world.shared.history();
        assert_eq!((history.attempts, history.retried), (6, 4));
    });
}

#[test]
fn the_pauses_grow_to_half_a_minute_and_an_hour_of_outage_costs_few_requests() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Unreachable; 1_000]);
        world.track(1..=3);
        sleep(SECOND * 3_600).await;
        let times = world.times();
        let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
        assert!(longest > SECOND * 20 && longest <= SECOND * 30 + Duration::from_millis(1), "{longest:?}");
        assert!((120..400).contains(&times.len()), "{}", times.len());
        assert_eq!(world.counts(), Counts { tracked: 3, queued: 3, queued_bytes: 3, ..Counts::default() });
    });
}

#[test]
fn the_pauses_are_short_again_once_the_service_has_answered() {
    in_virtual_time(async || {
        let mut script = vec![Reply::Unreachable; 20];
        script.extend([Reply::Status(200, ""), Reply::Unreachable]);
        let world = World::new(script);
        world.track(1..=6);
        sleep(SECOND * 600).await;
        let times = world.times();
        assert_eq!(times.len(), 23);
        assert!(times[22] - times[21] <= Backoff::FIRST + Duration::from_millis(1), "{:?}", times[22] - times[21]);
    });
}

#[test]
fn retry_after_in_seconds_is_obeyed() {
    in_virtual_time(async || {
        let world = World::new([Reply::RetryAfter(429, "2")]);
        world.track(1..=3);
        sleep(SECOND * 3).await;
        assert_eq!(world.times(), [Duration::ZERO, SECOND * 2]);
    });
}

#[test]
fn retry_after_as_a_date_is_obeyed() {
    in_virtual_time(async || {
        let world = World::new([Reply::RetryAfter(503, "Sun, 20 Oct 2024 12:00:45 GMT")]);
        world.track(1..=3);
        sleep(SECOND * 50).await;
        assert_eq!(world.times(), [Duration::ZERO, SECOND * 45]);
    });
}

#[test]
fn a_flush_does_not_cut_short_what_the_service_asked_for() {
    in_virtual_time(async || {
        let world = World::new([Reply::RetryAfter(429, "20")]);
        world.track(1..=3);
        sleep(SECOND).await;
        world.shared.queue.flush(Duration::ZERO);
        sleep(SECOND * 30).await;
        assert_eq!(world.times(), [Duration::ZERO, SECOND * 20]);
    });
}

#[test]
fn a_flush_starts_the_backoff_over() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Unreachable; 1_000]);
        world.track(1..=3);
        sleep(SECOND * 600).await;
        world.service.script.lock().unwrap().clear();
        let before = world.times().len();
        world.shared.queue.flush(Duration::ZERO);
        sleep(Backoff::FIRST + Duration::from_millis(1)).await;
        assert_eq!((world.times().len() - before, world.counts().delivered), (1, 3));
    });
}

#[test]
fn flushing_in_a_loop_does_not_beat_on_a_service_that_is_down() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Unreachable; 10_000]);
        world.track(1..=3);
        for _ in 0..10_000 {
            world.shared.queue.flush(Duration::ZERO);
            sleep(Duration::from_millis(1)).await;
        }
        assert!(world.times().len() < 20, "{} requests in 10 seconds", world.times().len());
    });
}

#[test]
fn a_bad_credential_keeps_the_events_and_is_tried_every_half_minute() {
    in_virtual_time(async || {
        let world = World::new([Reply::Status(401, "expired"), Reply::Status(403, ""), Reply::Status(401, "")]);
        world.track(1..=6);
        sleep(SECOND * 89).await;
        assert_eq!(world.counts().queued, 6);
        sleep(SECOND * 2).await;
        assert_eq!(world.times(), [Duration::ZERO, SECOND * 30, SECOND * 60, SECOND * 90, SECOND * 90]);
        assert_eq!(world.counts(), Counts { tracked: 6, delivered: 6, ..Counts::default() });
    });
}

#[test]
fn a_refused_credential_is_tried_again_soon_while_somebody_waits() {
    in_virtual_time(async || {
        let world = World::new([Reply::Status(401, ""), Reply::Status(401, ""), Reply::Status(401, "")]);
        world.track([1]);
        let shared = world.shared.clone();
        let waiting = std::thread::spawn(move || shared.queue.flush(Duration::from_secs(600)));
        while !world.shared.queue.is_awaited() {
            std::thread::yield_now();
        }
        sleep(Backoff::LONGEST / 2).await;
        assert_eq!(world.counts().delivered, 1);
        assert_eq!(waiting.join().unwrap().delivered, 1);
    });
}

#[test]
fn a_poisoned_event_does_not_sink_its_batch() {
    let limits = Limits { max_batch_events: 1_000, max_batch_bytes: 10_000, ..LIMITS };
    for bad in [vec![777], vec![0, 1, 500, 998, 999]] {
        in_virtual_time(async || {
            let world = World::seeded([], limits.clone(), 1);
            world.service.bad.lock().unwrap().clone_from(&bad);
            world.track(0..2_000);
            sleep(SECOND).await;
            let good: Vec<_> = (0..2_000).filter(|event| !bad.contains(event)).collect();
            assert_eq!(world.accepted(), good);

            let rejected = bad.len() as u64;
            let counts = Counts { tracked: 2_000, delivered: 2_000 - rejected, rejected, ..Counts::default() };
            assert_eq!(world.counts(), counts);
            let words = r#"the service answered 400: {"message":"bad event"}"#;
            let expected: Vec<_> =
                bad.iter().map(|event| (event.to_string(), words.to_owned(), Outcome::Rejected)).collect();
            assert_eq!(*world.given_up.lock().unwrap(), expected);
            assert_eq!(world.shared.queue.outcome(u64::from(bad[0])), Outcome::Rejected);
            assert_eq!(world.shared.queue.outcome(3), Outcome::Delivered);
            // One for each batch, and 2 · k · log2(n) to find the bad ones.
            let requests = world.bodies().len();
            assert!(requests <= 2 + 2 * bad.len() * 10, "{requests} requests");
        });
    }
}

#[test]
fn a_batch_that_is_too_large_is_halved_and_a_single_event_is_handed_back() {
    in_virtual_time(async || {
        let world = World::seeded([], Limits { max_batch_events: 4, ..LIMITS }, 1);
        *world.service.longest.lock().unwrap() = Some(5);
        world.track([1, 2, 3, 4, 1_000, 6, 7, 8]);
        sleep(SECOND).await;
        let bodies = ["[1,2,3,4]", "[1,2]", "[3,4]", "[1000,6,7,8]", "[1000,6]", "[1000]", "[6]", "[7,8]"];
        assert_eq!(world.bodies(), bodies);
        let words = "the service answered 413: the event is too large for it".to_owned();
        assert_eq!(*world.given_up.lock().unwrap(), [("1000".to_owned(), words, Outcome::Rejected)]);
        assert_eq!(world.counts(), Counts { tracked: 8, delivered: 7, rejected: 1, ..Counts::default() });
    });
}

#[test]
fn every_attempt_of_the_same_events_has_the_same_idempotency_key_and_no_other_has() {
    in_virtual_time(async || {
        let world = World::new([Reply::Unreachable, Reply::Status(500, ""), Reply::Status(400, "")]);
        world.track(1..=5);
        sleep(SECOND * 5).await;
        let requests = world.service.received.lock().unwrap();
        let keys: Vec<_> = requests.iter().map(|request| (&*request.body, &*request.idempotency_key)).collect();
        let whole = ("[1,2,3]", "000000000000c11e-0-3-fd6db3e9");
        let (first, second) = (("[1]", "000000000000c11e-0-1-4c2f32b8"), ("[2]", "000000000000c11e-1-1-6702617b"));
        let (third, next) = (("[3]", "000000000000c11e-2-1-7e19503a"), ("[4,5]", "000000000000c11e-3-2-7014364a"));
        assert_eq!(keys, [whole, whole, whole, first, second, third, next]);
    });
}

#[test]
fn what_is_not_delivered_by_the_deadline_is_handed_back_and_the_next_batch_has_its_own() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::RetryAfter(503, "7"); 3]);
        let deadline = Some(SECOND * 10);
        world.loop_.abort();
        let way = Way::bare(world.service.clone());
        spawn_local(Delivery::new(world.shared.clone(), way, settings(1, &world.given_up, deadline)).run());
        world.track(1..=6);
        sleep(SECOND * 60).await;
        // At 10 s the first batch is given up, but nothing is sent before the 14 s that the service asked for.
        let times = [Duration::ZERO, SECOND * 7, SECOND * 14, SECOND * 21];
        assert_eq!(world.times(), times);
        assert_eq!(world.accepted(), [4, 5, 6]);
        let dropped = Dropped { expired: 3, ..Dropped::default() };
        assert_eq!(world.counts(), Counts { tracked: 6, delivered: 3, dropped, ..Counts::default() });
        let given_up = world.given_up.lock().unwrap();
        let words = "not delivered within `retry_deadline`: the service answered 503".to_owned();
        assert_eq!(given_up[2], ("3".to_owned(), words, Outcome::Expired));
    });
}

#[test]
fn a_refused_credential_expires_nothing() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Status(401, ""); 10]);
        world.loop_.abort();
        let way = Way::bare(world.service.clone());
        let settings = settings(1, &world.given_up, Some(SECOND));
        spawn_local(Delivery::new(world.shared.clone(), way, settings).run());
        world.track(1..=3);
        sleep(SECOND * 600).await;
        assert_eq!(world.accepted(), [1, 2, 3]);
    });
}

#[test]
fn events_that_make_room_while_their_batch_waits_are_not_sent() {
    in_virtual_time(async || {
        let limits = Limits { max_queued_events: 3, overflow: Overflow::DropOldest, ..LIMITS };
        let world = World::seeded([Reply::RetryAfter(503, "5")], limits, 1);
        world.track(1..=3);
        sleep(SECOND).await;
        world.track(4..=5);
        sleep(SECOND * 10).await;
        assert_eq!(world.bodies(), ["[1,2,3]", "[3]", "[4,5]"]);
        let dropped = Dropped { displaced: 2, ..Dropped::default() };
        assert_eq!(world.counts(), Counts { tracked: 5, delivered: 3, dropped, ..Counts::default() });
    });
}

#[test]
fn a_batch_whose_events_have_all_made_room_is_not_sent_again() {
    in_virtual_time(async || {
        let limits = Limits { max_queued_events: 3, overflow: Overflow::DropOldest, ..LIMITS };
        let world = World::seeded([Reply::RetryAfter(503, "5")], limits, 1);
        world.track(1..=3);
        sleep(SECOND).await;
        world.track(4..=6);
        sleep(SECOND * 10).await;
        assert_eq!(world.bodies(), ["[1,2,3]", "[4,5,6]"]);
    });
}

#[test]
fn a_transport_that_panics_gave_no_answer() {
    in_virtual_time(async || {
        let world = World::new([Reply::Panic]);
        world.track(1..=3);
        sleep(SECOND).await;
        assert_eq!(world.accepted(), [1, 2, 3]);
        assert_eq!(world.shared.history().last_error.as_deref(), Some("the transport panicked"));
    });
}

#[test]
fn the_state_says_how_delivery_is_doing_and_since_when_it_fails() {
    in_virtual_time(async || {
        let world = World::new([Reply::Unreachable, Reply::Status(401, ""), Reply::Status(400, "")]);
        let state = || {
            let history = world.shared.history();
            (history.state, history.failing_since)
        };
        assert_eq!(state(), (State::Healthy, None));
        world.track(1..=3);
        tokio::task::yield_now().await;
        let failing_since = Some(world.start);
        assert_eq!(state(), (State::Retrying, failing_since));
        sleep(SECOND).await;
        assert_eq!(state(), (State::Unauthorized, failing_since));
        sleep(SECOND * 60).await;
        assert_eq!(state(), (State::Healthy, None));
    });
}

#[test]
fn a_200_that_says_no_success_is_not_counted_as_delivered() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Status(200, r#"{"success":false,"message":"no"}"#); 6]);
        world.track(1..=3);
        sleep(SECOND).await;
        assert_eq!(world.counts(), Counts { tracked: 3, rejected: 3, ..Counts::default() });
    });
}

#[test]
fn history_says_why_the_service_was_not_reached() {
    in_virtual_time(async || {
        let world = World::new(vec![Reply::Unreachable; 1_000]);
        world.track(1..=3);
        sleep(SECOND).await;
        let history = world.shared.history();
        assert_eq!(history.last_error.as_deref(), Some("cannot reach http://x/track: connection refused"));
        assert_eq!(history.last_answer, None);
    });
}

#[test]
fn a_flush_sends_at_once_what_would_have_waited_for_company() {
    in_virtual_time(async || {
        let world = World::new([]);
        world.track([1]);
        sleep(SECOND / 10).await;
        world.shared.queue.flush(Duration::ZERO);
        sleep(SECOND / 10).await;
        assert_eq!(world.times(), [SECOND / 10]);
    });
}

#[test]
fn the_loop_ends_once_a_draining_queue_is_empty() {
    in_virtual_time(async || {
        let world = World::new([Reply::Slow(SECOND), Reply::Unreachable]);
        world.track(1..=4);
        sleep(SECOND / 2).await;
        drop(world.shared.queue.begin_drain());
        world.loop_.await.unwrap();
        assert_eq!(world.shared.queue.counts(), Counts { tracked: 4, delivered: 4, ..Counts::default() });
    });
}

#[test]
fn an_idle_loop_ends_when_the_queue_is_drained() {
    in_virtual_time(async || {
        let world = World::new([]);
        sleep(SECOND).await;
        drop(world.shared.queue.begin_drain());
        world.loop_.await.unwrap();
    });
}

#[test]
fn in_any_weather_every_event_is_accounted_for_and_taken_at_most_once() {
    in_virtual_time(async || {
        use Reply::*;
        let weather = [
            Unreachable,
            Status(200, ""),
            Status(204, ""),
            Status(200, r#"{"success":false}"#),
            Status(400, "bad"),
            Status(401, ""),
            Status(500, ""),
            Status(302, ""),
            RetryAfter(429, "3"),
            Slow(SECOND * 3),
        ];
        for seed in 0..100 {
            let mut rng = Rng::with_seed(seed);
            let script: Vec<_> = (0..30).map(|_| weather[rng.usize(..weather.len())].clone()).collect();
            let world = World::seeded(script, Limits { max_batch_events: rng.usize(1..6), ..LIMITS }, seed);
            let mut tracked = 0;
            while tracked < 60 {
                let next = tracked + rng.u32(1..8);
                world.track(tracked..next);
                tracked = next;
                sleep(Duration::from_millis(rng.u64(0..3_000))).await;
                let counts = world.counts();
                assert_eq!(
                    counts.tracked,
                    counts.delivered + counts.rejected + counts.dropped.total() + counts.queued as u64
                );
            }
            sleep(SECOND * 3_600).await;
            let counts = world.counts();
            assert_eq!(counts.tracked, u64::from(tracked));
            assert_eq!(counts.tracked, counts.delivered + counts.rejected, "seed {seed}: {counts:?}");

            // What was accepted was so once and in order, and what was not was handed back.
            let accepted = world.accepted();
            assert!(accepted.is_sorted_by(|one, next| one < next), "seed {seed}");
            let given_up = world.given_up.lock().unwrap();
            let mut all: Vec<u32> = given_up.iter().map(|(event, ..)| event.parse().unwrap()).collect();
            assert_eq!(all.len() as u64, counts.rejected, "seed {seed}");
            all.extend(accepted);
            all.sort_unstable();
            assert_eq!(all, (0..tracked).collect::<Vec<_>>(), "seed {seed}");
        }
    });
}

#[test]
fn closing_ends_a_request_that_is_never_answered() {
    in_virtual_time(async || {
        let world = World::new([]);
        let service = Service::default();
        service.script.lock().unwrap().push_back(Reply::Never);
        let delivery = Delivery::new(world.shared.clone(), Way::bare(service), settings(1, &world.given_up, None));
        world.loop_.abort();
        world.track(1..=3);
        let shared = world.shared.clone();
        let delivering = spawn_local(async move { thread::unless_closed(&shared, delivery.run()).await });
        sleep(SECOND).await;
        assert!(!delivering.is_finished());
        assert_eq!(world.shared.queue.close().lost, 3);
        delivering.await.unwrap();
    });
}
