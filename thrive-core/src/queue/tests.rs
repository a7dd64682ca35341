use super::*;
use crate::TrackErrorKind;

const LIMITS: Limits = Limits {
    max_queued_events: 6,
    max_queued_bytes: 1_000,
    max_batch_events: 3,
    max_batch_bytes: 100,
    flush_interval: Duration::from_secs(1),
};

fn clock() -> Instant {
    tokio::time::Instant::now().into_std()
}

fn queue(limits: Limits) -> Queue {
    Queue::new(limits, clock)
}

fn push(queue: &Queue, events: &[&str]) {
    for event in events {
        queue.push(event.as_bytes()).unwrap();
    }
}

fn take(queue: &Queue) -> SealedBatch {
    match queue.take() {
        Next::Batch(batch) => batch,
        next => panic!("{next:?}"),
    }
}

fn refusal(queue: &Queue, event: &str) -> TrackErrorKind {
    queue.push(event.as_bytes()).unwrap_err().kind()
}

#[test]
fn batches_are_cut_by_count_in_order() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    assert_eq!(take(&queue).body(), "[1,2,3]");
    assert_eq!(take(&queue).body(), "[4,5,6]");
    assert!(matches!(queue.take(), Next::Idle));
}

#[test]
fn batches_are_cut_by_the_bytes_of_the_whole_body() {
    let limits = Limits { max_batch_bytes: 8, ..LIMITS };
    let queue = queue(limits);
    push(&queue, &["100", "20", "300", "40", "5000000"]);
    assert_eq!(take(&queue).body(), "[100,20]"); // 8 bytes, brackets and comma included
    assert_eq!(take(&queue).body(), "[300,40]");
    // An event that is larger than any batch is the client's to refuse; here it still travels.
    queue.lock().flush = true;
    assert_eq!(take(&queue).body(), "[5000000]");
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
    assert_eq!(take(&queue).body(), "[1,2]");
}

#[test]
fn an_interval_without_end_waits_for_a_full_batch() {
    let queue = queue(Limits { flush_interval: Duration::MAX, ..LIMITS });
    push(&queue, &["1", "2"]);
    assert!(matches!(queue.take(), Next::Idle));
    push(&queue, &["3"]);
    assert_eq!(take(&queue).body(), "[1,2,3]");
}

#[test]
fn what_is_in_flight_counts_against_the_limit_of_events() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let in_flight = take(&queue);
    assert_eq!(refusal(&queue, "7"), TrackErrorKind::QueueFull);

    queue.settle(in_flight, Outcome::Delivered);
    push(&queue, &["7", "8", "9"]);
    assert_eq!(refusal(&queue, "10"), TrackErrorKind::QueueFull);
}

#[test]
fn what_is_in_flight_counts_against_the_limit_of_bytes() {
    let queue = queue(Limits { max_queued_bytes: 10, max_batch_events: 1, ..LIMITS });
    push(&queue, &["12345", "1234"]);
    let in_flight = take(&queue);
    assert_eq!(refusal(&queue, "12"), TrackErrorKind::QueueFull);
    push(&queue, &["1"]);

    queue.settle(in_flight, Outcome::Delivered);
    assert_eq!(queue.counts().queued_bytes, 5);
    push(&queue, &["12345"]);
    assert_eq!(refusal(&queue, "1"), TrackErrorKind::QueueFull);
}

#[test]
fn a_refused_event_leaves_no_trace() {
    let queue = queue(Limits { max_queued_events: 1, ..LIMITS });
    push(&queue, &["1"]);
    let before = queue.counts();
    assert_eq!(refusal(&queue, "2"), TrackErrorKind::QueueFull);
    assert_eq!(queue.counts(), before);
    queue.lock().flush = true;
    assert_eq!(take(&queue).body(), "[1]");
}

#[test]
fn settled_batches_are_counted_by_their_outcome() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4", "5", "6"]);
    let first = take(&queue);
    queue.settle(first, Outcome::Delivered);
    let second = take(&queue);
    queue.settle(second, Outcome::Rejected);
    assert_eq!(queue.counts(), Counts { tracked: 6, delivered: 3, rejected: 3, ..Counts::default() });
}

#[test]
fn closing_gives_up_what_is_queued_and_in_flight_once() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    let in_flight = take(&queue);
    assert_eq!(queue.close(), 4);
    assert_eq!(queue.close(), 0);
    queue.settle(in_flight, Outcome::Delivered); // an answer that came too late
    assert_eq!(queue.counts(), Counts { tracked: 4, lost: 4, ..Counts::default() });
    assert!(matches!(queue.take(), Next::Closed));
    assert_eq!(refusal(&queue, "5"), TrackErrorKind::Closed);
}

#[test]
fn a_draining_queue_takes_nothing_and_hands_out_the_rest() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    queue.drain(Duration::ZERO);
    assert_eq!(refusal(&queue, "5"), TrackErrorKind::Closed);
    assert_eq!(take(&queue).body(), "[1,2,3]");
    assert_eq!(take(&queue).body(), "[4]");
    assert!(matches!(queue.take(), Next::Closed));
}

#[test]
fn a_flush_hurries_the_open_batch_but_not_the_one_after_it() {
    let queue = queue(LIMITS);
    push(&queue, &["1", "2", "3", "4"]);
    queue.flush(Duration::ZERO);
    assert_eq!(take(&queue).body(), "[1,2,3]");
    assert_eq!(take(&queue).body(), "[4]");
    push(&queue, &["5"]);
    assert!(matches!(queue.take(), Next::Due(_)));
}

#[test]
fn a_flush_with_nothing_to_send_returns_at_once() {
    let queue = queue(LIMITS);
    assert_eq!(queue.flush(Duration::MAX), Counts::default());
    push(&queue, &["1", "2", "3"]);
    let batch = take(&queue);
    queue.settle(batch, Outcome::Delivered);
    assert_eq!(queue.flush(Duration::MAX).delivered, 3);
    push(&queue, &["4"]);
    queue.close();
    assert_eq!(queue.flush(Duration::MAX).lost, 1);
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
        queue.settle(batch, Outcome::Delivered);
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
    batches.into_iter().for_each(|batch| queue.settle(batch, Outcome::Delivered));
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
