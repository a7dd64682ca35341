use super::*;
use crate::stats::Dropped;

const LIMITS: Limits = Limits {
    max_queued_events: 6,
    max_queued_bytes: 1_000,
    max_batch_events: 3,
    max_batch_bytes: 100,
    flush_interval: Duration::from_secs(1),
    overflow: Overflow::Reject,
};

fn clock() -> Instant {
    tokio::time::Instant::now().into_std()
}

fn queue(limits: Limits) -> Arc<Queue> {
    Arc::new(Queue::new(limits, clock, true))
}

fn push(queue: &Queue, events: &[&str]) {
    for event in events {
        queue.push(event.as_bytes()).unwrap();
    }
}

fn take(queue: &Queue) -> Arc<SealedBatch> {
    match queue.take() {
        Next::Batch(batch) => batch,
        next => panic!("{next:?}"),
    }
}

fn body(batch: &SealedBatch) -> bytes::Bytes {
    batch.body(0..batch.events())
}

fn settle(queue: &Queue, batch: Arc<SealedBatch>, outcome: Outcome) {
    queue.attempt();
    queue.settle(batch.events(), outcome);
    queue.finish(batch);
}

fn is_full(queue: &Queue, event: &str) -> bool {
    matches!(queue.push(event.as_bytes()), Err(Refused::Full { .. }))
}

fn is_closed(queue: &Queue, event: &str) -> bool {
    matches!(queue.push(event.as_bytes()), Err(Refused::Closed))
}

#[test]
fn batches_are_cut_by_count_in_order() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    assert_eq!(body(&take(&queue)), "[1,2,3]");
    assert_eq!(body(&take(&queue)), "[4,5,6]");
    assert!(matches!(queue.take(), Next::Idle));
}

#[test]
fn batches_are_cut_by_the_bytes_of_the_whole_body() {
    let limits = Limits { max_batch_bytes: 8, ..LIMITS };
    let queue = queue(limits);
    push(&queue, &["100", "20", "300", "40", "5000000"]);
    assert_eq!(body(&take(&queue)), "[100,20]"); // 8 bytes, brackets and comma included
    assert_eq!(body(&take(&queue)), "[300,40]");
    // An event that is larger than any batch is the client's to refuse; here it still travels.
    queue.lock().flush = true;
    assert_eq!(body(&take(&queue)), "[5000000]");
}

#[tokio::test(start_paused = true)]
async fn an_open_batch_is_due_when_its_first_event_is_an_interval_old() {
    let queue = queue(LIMITS);
    let first = clock();
    push(&queue, &["1"]);
    tokio::time::advance(Duration::from_millis(999)).await;
    push(&queue, &["2"]);
    assert!(matches!(queue.take(), Next::Due(at) if at == first + Duration::from_secs(1)));
    tokio::time::advance(Duration::from_millis(1)).await;
    assert_eq!(body(&take(&queue)), "[1,2]");
}

#[test]
fn an_interval_without_end_waits_for_a_full_batch() {
    let queue = queue(Limits { flush_interval: Duration::MAX, ..LIMITS });
    push(&queue, &["1", "2"]);
    assert!(matches!(queue.take(), Next::Idle));
    push(&queue, &["3"]);
    assert_eq!(body(&take(&queue)), "[1,2,3]");
}

#[test]
fn what_is_in_flight_counts_against_the_limit_of_events() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let in_flight = take(&queue);
    assert!(is_full(&queue, "7"));

    settle(&queue, in_flight, Outcome::Delivered);
    push(&queue, &["7", "8", "9"]);
    assert!(is_full(&queue, "10"));
}

#[test]
fn what_is_in_flight_counts_against_the_limit_of_bytes() {
    let queue = queue(Limits { max_queued_bytes: 10, max_batch_events: 1, ..LIMITS });
    push(&queue, &["12345", "1234"]);
    let in_flight = take(&queue);
    assert!(is_full(&queue, "12"));
    push(&queue, &["1"]);

    settle(&queue, in_flight, Outcome::Delivered);
    assert_eq!(queue.counts().queued_bytes, 5);
    push(&queue, &["12345"]);
    assert!(is_full(&queue, "1"));
}

#[test]
fn a_refused_event_leaves_no_trace() {
    let queue = queue(Limits { max_queued_events: 1, ..LIMITS });
    push(&queue, &["1"]);
    let before = queue.counts();
    assert!(is_full(&queue, "2"));
    assert_eq!(queue.counts(), before);
    queue.lock().flush = true;
    assert_eq!(body(&take(&queue)), "[1]");
}

#[test]
fn settled_batches_are_counted_by_their_outcome() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let first = take(&queue);
    settle(&queue, first, Outcome::Delivered);
    let second = take(&queue);
    settle(&queue, second, Outcome::Rejected);
    assert_eq!(queue.counts(), Counts { tracked: 6, delivered: 3, rejected: 3, ..Counts::default() });
}

#[test]
fn closing_gives_up_what_is_queued_and_in_flight_once() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    let in_flight = take(&queue);
    assert_eq!(queue.close().lost, 4);
    assert_eq!(queue.close().lost, 0);
    settle(&queue, in_flight, Outcome::Delivered); // an answer that came too late
    assert_eq!(
        queue.counts(),
        Counts { tracked: 4, dropped: Dropped { unsent: 4, ..Dropped::default() }, ..Counts::default() }
    );
    assert!(matches!(queue.take(), Next::Closed));
    assert!(is_closed(&queue, "5"));
}

#[test]
fn a_draining_queue_takes_nothing_and_hands_out_the_rest() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    drop(queue.begin_drain());
    assert!(is_closed(&queue, "5"));
    assert_eq!(body(&take(&queue)), "[1,2,3]");
    assert_eq!(body(&take(&queue)), "[4]");
    assert!(matches!(queue.take(), Next::Closed));
}

#[test]
fn a_flush_hurries_the_open_batch_but_not_the_one_after_it() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    queue.flush(Duration::ZERO);
    assert_eq!(body(&take(&queue)), "[1,2,3]");
    assert_eq!(body(&take(&queue)), "[4]");
    push(&queue, &["5"]);
    assert!(matches!(queue.take(), Next::Due(_)));
}

#[test]
fn a_flush_with_nothing_to_send_returns_at_once() {
    let queue = queue(LIMITS);
    assert_eq!(queue.flush(Duration::MAX), Counts::default());
    push(&queue, &["1", "2", "3"]);
    let batch = take(&queue);
    settle(&queue, batch, Outcome::Delivered);
    assert_eq!(queue.flush(Duration::MAX).delivered, 3);
    push(&queue, &["4"]);
    queue.close();
    assert_eq!(queue.flush(Duration::MAX).dropped.unsent, 1);
}

#[test]
fn a_flush_waits_for_what_was_tracked_before_it_alone() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3"]);
    std::thread::scope(|scope| {
        let flush = scope.spawn(|| queue.flush(Duration::MAX));
        while !queue.lock().flush {
            std::thread::yield_now();
        }
        push(&queue, &["4"]);
        let batch = take(&queue);
        settle(&queue, batch, Outcome::Delivered);
        assert_eq!(flush.join().unwrap().queued, 1);
    });
}

#[tokio::test]
async fn a_wake_up_comes_with_a_batch_and_not_with_each_event() {
    let queue = queue(Limits {
        max_queued_events: 10_000,
        max_queued_bytes: 10_000,
        max_batch_events: 500,
        max_batch_bytes: 10_000,
        ..LIMITS
    });
    let mut wake_ups = 0;
    for _ in 0..2_000 {
        push(&queue, &["1"]);
        let ready = tokio::time::timeout(Duration::ZERO, queue.work()).await;
        wake_ups += u32::from(ready.is_ok());
    }
    assert_eq!(wake_ups, 8); // one where each of the four batches begins, one where it is full
}

#[test]
fn memory_of_settled_batches_is_used_again_and_not_hoarded() {
    let queue = queue(Limits { max_queued_events: 100, max_batch_events: 1, ..LIMITS });
    for _ in 0..20 {
        push(&queue, &["1"]);
    }
    let batches: Vec<_> = (0..20).map(|_| take(&queue)).collect();
    batches.into_iter().for_each(|batch| settle(&queue, batch, Outcome::Delivered));
    assert_eq!(queue.lock().spare.len(), 3);
    push(&queue, &["1"]);
    assert_eq!(queue.lock().spare.len(), 2);
}

#[test]
fn a_panic_elsewhere_does_not_spread_through_the_lock() {
    let queue = queue(LIMITS);
    let panicked = std::thread::scope(|scope| {
        scope
            .spawn(|| {
                let _state = queue.lock();
                panic!("with the lock held");
            })
            .join()
    });
    assert!(panicked.is_err());
    push(&queue, &["1"]);
    assert_eq!(queue.counts().tracked, 1);
}

#[test]
fn a_full_queue_sends_what_it_has_instead_of_waiting_for_company() {
    let queue = queue(Limits { max_queued_events: 2, ..LIMITS });
    push(&queue, &["1"]);
    assert!(matches!(queue.take(), Next::Due(_)));
    push(&queue, &["2"]);
    assert_eq!(body(&take(&queue)), "[1,2]");
}

fn displaced(queue: &Queue, event: &str) -> Vec<String> {
    let displaced = queue.push(event.as_bytes()).unwrap().displaced;
    displaced.into_iter().map(|event| String::from_utf8(event.into()).unwrap()).collect()
}

#[test]
fn the_oldest_events_make_room_but_for_those_of_a_request_that_is_under_way() {
    let queue = queue(Limits { overflow: Overflow::DropOldest, ..LIMITS });
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let batch = take(&queue);
    queue.attempt();
    assert_eq!(displaced(&queue, "7"), ["4"]);
    queue.pause();
    assert_eq!(displaced(&queue, "8"), ["1"]);
    assert_eq!(queue.attempt(), 1);
    assert_eq!(batch.body(1..3), "[2,3]");
    assert_eq!(displaced(&queue, "9"), ["5"]);

    queue.settle(2, Outcome::Delivered);
    queue.finish(batch);
    assert_eq!(body(&take(&queue)), "[6]");
    let outcomes: Vec<_> = (0..6).map(|sequence| queue.outcome(sequence)).collect();
    use Outcome::*;
    assert_eq!(outcomes, [Displaced, Delivered, Delivered, Displaced, Displaced, Pending]);
    let dropped = Dropped { displaced: 3, ..Dropped::default() };
    let counts = queue.counts();
    assert_eq!((counts.tracked, counts.delivered, counts.dropped, counts.queued), (9, 2, dropped, 4));
}

#[test]
fn room_in_bytes_is_made_by_as_many_events_as_it_takes() {
    let limits = Limits { overflow: Overflow::DropOldest, max_queued_bytes: 10, ..LIMITS };
    let queue = queue(limits);
    push(&queue, &["111", "222", "333"]);
    assert_eq!(displaced(&queue, "4444444"), ["111", "222"]);
    assert_eq!(queue.counts().queued_bytes, 10);
    assert!(is_full(&queue, "55555555555"), "an event that is larger than the queue displaces nothing for good");
}

#[test]
fn nothing_makes_room_in_vain() {
    let queue = queue(Limits { overflow: Overflow::DropOldest, max_queued_bytes: 10, ..LIMITS });
    push(&queue, &["111", "222", "333"]);
    let _under_way = take(&queue);
    queue.attempt();
    push(&queue, &["4"]);
    // Even without the fourth there would be no room beside what is under way.
    assert!(is_full(&queue, "55"));
    assert_eq!(queue.counts().dropped, Dropped::default());
    assert_eq!(displaced(&queue, "5"), ["4"]);
}

#[test]
fn an_event_waits_for_room_as_long_as_it_was_told_and_no_longer() {
    let limits = Limits { overflow: Overflow::Block(Duration::MAX), max_queued_events: 1, ..LIMITS };
    let patient = Arc::new(Queue::new(limits.clone(), Instant::now, false));
    push(&patient, &["1"]);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| patient.push(b"2").unwrap().sequence);
        let batch = take(&patient);
        settle(&patient, batch, Outcome::Delivered);
        assert_eq!(waiting.join().unwrap(), 1);
    });
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| is_closed(&patient, "3"));
        drop(patient.begin_drain());
        assert!(waiting.join().unwrap());
    });

    let short = Limits { overflow: Overflow::Block(Duration::from_millis(20)), ..limits };
    let queue = Arc::new(Queue::new(short, Instant::now, false));
    push(&queue, &["1"]);
    let start = Instant::now();
    assert!(is_full(&queue, "2"));
    assert!(start.elapsed() >= Duration::from_millis(20));
}

#[test]
fn what_a_closed_queue_had_left_is_handed_back() {
    let queue = queue(Limits { max_queued_events: 10, ..LIMITS });
    push(&queue, &["1", "2", "3", "4", "5", "6", "7"]);
    let batch = take(&queue);
    queue.settle(1, Outcome::Delivered);
    let left = queue.close();
    drop(batch);
    let bodies: Vec<_> = left.events.iter().map(|(batch, events)| batch.body(events.clone())).collect();
    assert_eq!((left.lost, bodies), (6, vec!["[2,3]".into(), "[4,5,6]".into(), "[7]".into()]));
    assert_eq!(queue.outcome(6), Outcome::Unsent);
}

#[tokio::test]
async fn who_waits_for_an_event_that_makes_room_does_not_wait_for_those_before_it() {
    let queue = queue(Limits { overflow: Overflow::DropOldest, ..LIMITS });
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let _under_way = take(&queue);
    queue.attempt();
    let wait = |goal| tokio::spawn(Wait::new(queue.clone(), goal, None));
    let (displaced, below) = (wait(Goal::Known(3)), wait(Goal::Settled(4)));
    tokio::task::yield_now().await;
    push(&queue, &["7"]);
    displaced.await.unwrap();
    assert_eq!(queue.outcome(3), Outcome::Displaced);
    queue.wait(Goal::Known(3), Duration::MAX);
    queue.wait(Goal::Safe(3), Duration::MAX);
    assert!(!below.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_future_waits_until_its_event_is_settled_its_time_is_over_or_the_queue_closed() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    let watching = queue.clone();
    let watch = tokio::spawn(async move { watching.watch_deadlines().await });
    let wait = |below, deadline| tokio::spawn(Wait::new(queue.clone(), Goal::Settled(below), deadline));
    let (first, second, late) = (wait(3, None), wait(4, None), wait(4, Some(clock() + Duration::from_secs(5))));
    tokio::task::yield_now().await;
    assert!(!first.is_finished());

    let batch = take(&queue);
    settle(&queue, batch, Outcome::Delivered);
    first.await.unwrap();
    let start = clock();
    late.await.unwrap();
    assert_eq!(clock() - start, Duration::from_secs(5));
    assert!(!second.is_finished());
    queue.close();
    second.await.unwrap();
    watch.abort();
    assert!(queue.lock().waiters.is_empty());
}

#[tokio::test]
async fn in_a_forked_child_nobody_waits_for_a_lock_or_for_progress() {
    let mut queue = Queue::new(LIMITS, clock, true);
    queue.process = Process::parent();
    let queue = Arc::new(queue);
    push(&queue, &["1"]);
    let flush = queue.begin_flush();
    let wait = Wait::new(queue.clone(), flush.goal, None);
    // As by a thread of the parent's at the moment of the fork.
    mem::forget(queue.lock());

    assert_eq!(queue.outcome(0), Outcome::Pending);
    queue.wait(Goal::Settled(1), Duration::MAX);
    wait.await;
    drop(flush);
}
