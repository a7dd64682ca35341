use std::collections::VecDeque;
use std::time::UNIX_EPOCH;

use super::*;
use crate::queue::{Counts, Limits};

const SECOND: Duration = Duration::from_secs(1);

const LIMITS: Limits = Limits {
    max_queued_events: 100_000,
    max_queued_bytes: 1_000_000,
    max_batch_events: 3,
    max_batch_bytes: 1_000,
    flush_interval: SECOND,
};

/// What the service does with one request after the other, and from then on 200.
#[derive(Clone, Default)]
struct Service {
    script: Arc<Mutex<VecDeque<Reply>>>,
    received: Arc<Mutex<Vec<Received>>>,
}

#[derive(Clone)]
enum Reply {
    Status(u16, &'static str),
    RetryAfter(u16, &'static str),
    Unreachable,
    Slow(Duration),
    Never,
}

#[derive(Debug, Clone, PartialEq)]
struct Received {
    at: Instant,
    body: String,
}

impl Transport for Service {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        assert_eq!(request.path(), "track");
        let body = String::from_utf8(request.into_body().to_vec()).unwrap();
        self.received.lock().unwrap().push(Received { at: Instant::now(), body });
        let answer = |status, retry_after: Option<&str>, body: &str| {
            Ok(Response { status, retry_after: retry_after.map(str::to_owned), body: body.into() })
        };
        let reply = self.script.lock().unwrap().pop_front();
        match reply {
            None => answer(200, None, r#"{"success":true}"#),
            Some(Reply::Status(status, body)) => answer(status, None, body),
            Some(Reply::RetryAfter(status, after)) => answer(status, Some(after), ""),
            Some(Reply::Unreachable) => Err(NoAnswer("cannot reach http://x/track: connection refused".to_owned())),
            Some(Reply::Slow(time)) => {
                sleep(time).await;
                answer(200, None, "")
            }
            Some(Reply::Never) => std::future::pending().await,
        }
    }
}

/// A delivery loop that runs beside the test, in virtual time.
struct World {
    shared: Arc<Shared>,
    service: Service,
    start: Instant,
    loop_: tokio::task::JoinHandle<()>,
}

impl World {
    fn new(script: impl Into<VecDeque<Reply>>) -> Self {
        Self::seeded(script, LIMITS, 1)
    }

    fn seeded(script: impl Into<VecDeque<Reply>>, limits: Limits, seed: u64) -> Self {
        let queue = Queue::new(limits, || Instant::now().into_std());
        let shared = Arc::new(Shared::new(queue));
        let service = Service { script: Arc::new(Mutex::new(script.into())), ..Service::default() };
        let noon = || UNIX_EPOCH + Duration::from_secs(1_729_425_600); // Sun, 20 Oct 2024 12:00:00 GMT
        let delivery = Delivery::new(shared.clone(), Way::bare(service.clone()), Rng::with_seed(seed), noon);
        World { shared, service, start: Instant::now(), loop_: tokio::spawn(delivery.run()) }
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

    /// When each request came, since the start.
    fn times(&self) -> Vec<Duration> {
        self.service.received.lock().unwrap().iter().map(|request| request.at - self.start).collect()
    }
}

#[tokio::test(start_paused = true)]
async fn events_arrive_once_in_order_in_full_batches_and_a_rest() {
    let world = World::new([]);
    world.track(1..=7);
    sleep(SECOND * 2).await;
    assert_eq!(world.bodies(), ["[1,2,3]", "[4,5,6]", "[7]"]);
    assert_eq!(world.times(), [Duration::ZERO, Duration::ZERO, SECOND]);
    assert_eq!(world.counts(), Counts { tracked: 7, delivered: 7, ..Counts::default() });
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_is_not_full_goes_when_its_oldest_event_is_an_interval_old() {
    let world = World::new([]);
    sleep(SECOND * 5).await;
    world.track([1]);
    sleep(SECOND * 9 / 10).await;
    world.track([2]);
    sleep(SECOND).await;
    assert_eq!(world.bodies(), ["[1,2]"]);
    assert_eq!(world.times(), [SECOND * 6]);
}

#[tokio::test(start_paused = true)]
async fn events_that_aged_while_another_batch_was_in_flight_go_right_after_it() {
    let world = World::new([Reply::Slow(SECOND * 4)]);
    world.track(1..=3);
    sleep(SECOND).await;
    world.track([4]);
    sleep(SECOND * 4).await;
    assert_eq!(world.bodies(), ["[1,2,3]", "[4]"]);
    assert_eq!(world.times(), [Duration::ZERO, SECOND * 4]);
}

#[tokio::test(start_paused = true)]
async fn a_batch_is_tried_again_until_the_service_takes_it_and_nothing_overtakes_it() {
    use Reply::*;
    let world = World::new([Unreachable, Status(500, "<html>"), Status(408, ""), Status(404, ""), Status(200, "")]);
    world.track(1..=6);
    sleep(SECOND * 60).await;
    let first = "[1,2,3]";
    assert_eq!(world.bodies(), [first, first, first, first, first, "[4,5,6]"]);
    assert_eq!(world.counts(), Counts { tracked: 6, delivered: 6, ..Counts::default() });
    let history = world.shared.history();
    assert_eq!((history.attempts, history.retried), (6, 4));
}

#[tokio::test(start_paused = true)]
async fn the_pauses_grow_to_half_a_minute_and_an_hour_of_outage_costs_few_requests() {
    let world = World::new(vec![Reply::Unreachable; 1_000]);
    world.track(1..=3);
    sleep(SECOND * 3_600).await;
    let times = world.times();
    let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(longest > SECOND * 20 && longest <= SECOND * 30 + Duration::from_millis(1), "{longest:?}");
    assert!((120..400).contains(&times.len()), "{}", times.len());
    assert_eq!(world.counts(), Counts { tracked: 3, queued: 3, queued_bytes: 3, ..Counts::default() });
}

#[tokio::test(start_paused = true)]
async fn the_pauses_are_short_again_once_the_service_has_answered() {
    let mut script = vec![Reply::Unreachable; 20];
    script.extend([Reply::Status(200, ""), Reply::Unreachable]);
    let world = World::new(script);
    world.track(1..=6);
    sleep(SECOND * 600).await;
    let times = world.times();
    assert_eq!(times.len(), 23);
    assert!(times[22] - times[21] <= Backoff::FIRST + Duration::from_millis(1), "{:?}", times[22] - times[21]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_obeyed() {
    let world = World::new([Reply::RetryAfter(429, "2")]);
    world.track(1..=3);
    sleep(SECOND * 3).await;
    assert_eq!(world.times(), [Duration::ZERO, SECOND * 2]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_obeyed() {
    let world = World::new([Reply::RetryAfter(503, "Sun, 20 Oct 2024 12:00:45 GMT")]);
    world.track(1..=3);
    sleep(SECOND * 50).await;
    assert_eq!(world.times(), [Duration::ZERO, SECOND * 45]);
}

#[tokio::test(start_paused = true)]
async fn a_flush_does_not_cut_short_what_the_service_asked_for() {
    let world = World::new([Reply::RetryAfter(429, "20")]);
    world.track(1..=3);
    sleep(SECOND).await;
    world.shared.queue.flush(Duration::ZERO);
    sleep(SECOND * 30).await;
    assert_eq!(world.times(), [Duration::ZERO, SECOND * 20]);
}

#[tokio::test(start_paused = true)]
async fn a_flush_starts_the_backoff_over() {
    let world = World::new(vec![Reply::Unreachable; 1_000]);
    world.track(1..=3);
    sleep(SECOND * 600).await;
    world.service.script.lock().unwrap().clear();
    let before = world.times().len();
    world.shared.queue.flush(Duration::ZERO);
    sleep(Backoff::FIRST + Duration::from_millis(1)).await;
    assert_eq!((world.times().len() - before, world.counts().delivered), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn flushing_in_a_loop_does_not_beat_on_a_service_that_is_down() {
    let world = World::new(vec![Reply::Unreachable; 10_000]);
    world.track(1..=3);
    for _ in 0..10_000 {
        world.shared.queue.flush(Duration::ZERO);
        sleep(Duration::from_millis(1)).await;
    }
    assert!(world.times().len() < 20, "{} requests in 10 seconds", world.times().len());
}

#[tokio::test(start_paused = true)]
async fn a_bad_credential_keeps_the_events_and_is_tried_every_half_minute() {
    let world = World::new([Reply::Status(401, "expired"), Reply::Status(403, ""), Reply::Status(401, "")]);
    world.track(1..=6);
    sleep(SECOND * 89).await;
    assert_eq!(world.counts().queued, 6);
    sleep(SECOND * 2).await;
    assert_eq!(world.times(), [Duration::ZERO, SECOND * 30, SECOND * 60, SECOND * 90, SECOND * 90]);
    assert_eq!(world.counts(), Counts { tracked: 6, delivered: 6, ..Counts::default() });
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_is_tried_again_soon_while_somebody_waits() {
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
}

#[tokio::test(start_paused = true)]
async fn a_refused_batch_is_counted_with_the_words_of_the_service_and_does_not_hold_up_the_next() {
    for status in [400, 422, 413] {
        let world = World::new([Reply::Status(status, r#"{"message": "event 1: no user_id"}"#)]);
        world.track(1..=6);
        sleep(SECOND).await;
        assert_eq!(world.bodies(), ["[1,2,3]", "[4,5,6]"]);
        assert_eq!(world.counts(), Counts { tracked: 6, delivered: 3, rejected: 3, ..Counts::default() });
        let history = world.shared.history();
        let error = history.last_error.as_deref().unwrap();
        assert!(error.starts_with(&format!("the service answered {status}")), "{error}");
        assert!(error.ends_with(r#": {"message": "event 1: no user_id"}"#), "{error}");
        assert_eq!(history.last_answer.as_ref().unwrap().body, r#"{"success":true}"#);
    }
}

#[tokio::test(start_paused = true)]
async fn a_200_that_says_no_success_is_not_counted_as_delivered() {
    let world = World::new([Reply::Status(200, r#"{"success":false,"message":"no"}"#)]);
    world.track(1..=3);
    sleep(SECOND).await;
    assert_eq!(world.counts(), Counts { tracked: 3, rejected: 3, ..Counts::default() });
}

#[tokio::test(start_paused = true)]
async fn history_says_why_the_service_was_not_reached() {
    let world = World::new(vec![Reply::Unreachable; 1_000]);
    world.track(1..=3);
    sleep(SECOND).await;
    let history = world.shared.history();
    assert_eq!(history.last_error.as_deref(), Some("cannot reach http://x/track: connection refused"));
    assert_eq!(history.last_answer, None);
}

#[tokio::test(start_paused = true)]
async fn a_flush_sends_at_once_what_would_have_waited_for_company() {
    let world = World::new([]);
    world.track([1]);
    sleep(SECOND / 10).await;
    world.shared.queue.flush(Duration::ZERO);
    sleep(SECOND / 10).await;
    assert_eq!(world.times(), [SECOND / 10]);
}

#[tokio::test(start_paused = true)]
async fn the_loop_ends_once_a_draining_queue_is_empty() {
    let world = World::new([Reply::Slow(SECOND), Reply::Unreachable]);
    world.track(1..=4);
    sleep(SECOND / 2).await;
    world.shared.queue.drain(Duration::ZERO);
    world.loop_.await.unwrap();
    assert_eq!(world.shared.queue.counts(), Counts { tracked: 4, delivered: 4, ..Counts::default() });
}

#[tokio::test(start_paused = true)]
async fn an_idle_loop_ends_when_the_queue_is_drained() {
    let world = World::new([]);
    sleep(SECOND).await;
    world.shared.queue.drain(Duration::ZERO);
    world.loop_.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn in_any_weather_every_event_is_accounted_for_and_taken_at_most_once() {
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
            assert_eq!(counts.tracked, counts.delivered + counts.rejected + counts.lost + counts.queued as u64);
        }
        sleep(SECOND * 3_600).await;
        let counts = world.counts();
        assert_eq!(counts.tracked, u64::from(tracked));
        assert_eq!(counts.tracked, counts.delivered + counts.rejected, "seed {seed}: {counts:?}");

        // One request follows another with the same body or the events right behind it.
        let mut bodies = world.bodies();
        bodies.dedup();
        let events: Vec<u32> = bodies
            .iter()
            .flat_map(|body| body[1..body.len() - 1].split(',').map(|event| event.parse().unwrap()))
            .collect();
        assert_eq!(events, (0..tracked).collect::<Vec<_>>(), "seed {seed}");
    }
}

#[tokio::test(start_paused = true)]
async fn closing_ends_a_request_that_is_never_answered() {
    let world = World::new([]);
    let service = Service::default();
    service.script.lock().unwrap().push_back(Reply::Never);
    let delivery = Delivery::new(world.shared.clone(), Way::bare(service), Rng::with_seed(1), SystemTime::now);
    world.loop_.abort();
    world.track(1..=3);
    let shared = world.shared.clone();
    let delivering = tokio::spawn(async move { thread::unless_closed(&shared, delivery.run()).await });
    sleep(SECOND).await;
    assert!(!delivering.is_finished());
    assert_eq!(world.shared.queue.close(), 3);
    delivering.await.unwrap();
}
