//! The accounts as metrics, for whatever recorder the program has installed (feature `metrics`).

use metrics::{counter, gauge};

use super::Shared;
use super::diagnostics::said;
use crate::queue::Counts;

/// Counts up what has happened since it last looked, so that the clients of a process add up.
#[derive(Debug, Default)]
pub(super) struct Meter {
    before: Totals,
}

#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    counts: Counts,
    attempts: u64,
    retried: u64,
    refused: u64,
    withheld: u64,
}

impl Meter {
    pub(super) fn update(&mut self, shared: &Shared) {
        let (attempts, retried) = {
            let history = shared.history();
            (history.attempts, history.retried)
        };
        let (refused, withheld) = (shared.refused(), shared.withheld());
        let now = Totals { counts: shared.queue.counts(), attempts, retried, refused, withheld };
        let before = std::mem::replace(&mut self.before, now);
        // The recorder is the program's own, and may panic.
        said(|| report(&before, &now));
    }
}

fn report(before: &Totals, now: &Totals) {
    let grown = |of: fn(&Totals) -> u64| of(now).saturating_sub(of(before));
    counter!("thrive_events_tracked_total").increment(grown(|totals| totals.counts.tracked));
    counter!("thrive_events_delivered_total").increment(grown(|totals| totals.counts.delivered));
    counter!("thrive_events_rejected_total").increment(grown(|totals| totals.counts.rejected));
    counter!("thrive_events_refused_total").increment(grown(|totals| totals.refused));
    counter!("thrive_events_withheld_total").increment(grown(|totals| totals.withheld));
    let dropped =
        |reason: &'static str, of| counter!("thrive_events_dropped_total", "reason" => reason).increment(grown(of));
    dropped("displaced", |totals| totals.counts.dropped.displaced);
    dropped("expired", |totals| totals.counts.dropped.expired);
    dropped("damaged", |totals| totals.counts.dropped.damaged);
    dropped("unsent", |totals| totals.counts.dropped.unsent);
    counter!("thrive_requests_total").increment(grown(|totals| totals.attempts));
    counter!("thrive_requests_retried_total").increment(grown(|totals| totals.retried));
    gauge!("thrive_queue_events").set(now.counts.queued as f64);
    gauge!("thrive_queue_bytes").set(now.counts.queued_bytes as f64);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

    use super::*;
    use crate::queue::{Limits, Overflow, Queue};
    use crate::receipt::Outcome;

    #[derive(Default)]
    struct Recording(Mutex<BTreeMap<String, Arc<AtomicU64>>>);

    impl Recording {
        fn cell(&self, key: &Key) -> Arc<AtomicU64> {
            let labels: Vec<_> = key.labels().map(|label| label.value()).collect();
            let name = [key.name()].into_iter().chain(labels).collect::<Vec<_>>().join("/");
            self.0.lock().unwrap().entry(name).or_default().clone()
        }
    }

    impl Recorder for Recording {
        fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
            Counter::from_arc(self.cell(key))
        }
        fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
            Gauge::from_arc(self.cell(key))
        }
        fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
            Histogram::noop()
        }
    }

    #[test]
    fn two_clients_of_a_process_add_up() {
        let limits = Limits {
            max_queued_events: 10,
            max_queued_bytes: 100,
            max_batch_events: 2,
            max_batch_bytes: 100,
            flush_interval: Duration::ZERO,
            overflow: Overflow::DropOldest,
        };
        let recording = Recording::default();
        metrics::with_local_recorder(&recording, || {
            for _ in 0..2 {
                let shared = Shared::new(Queue::new(limits.clone(), Instant::now, false));
                let mut meter = Meter::default();
                (0..12).for_each(|_| drop(shared.queue.push(b"1").unwrap()));
                meter.update(&shared);
                let _ = shared.queue.take();
                shared.queue.settle(2, Outcome::Delivered);
                shared.count_refused();
                meter.update(&shared);
            }
        });
        let values = recording.0.lock().unwrap();
        let value = |name: &str| values[name].load(Ordering::Relaxed);
        assert_eq!(value("thrive_events_tracked_total"), 24);
        assert_eq!(value("thrive_events_delivered_total"), 4);
        assert_eq!(value("thrive_events_dropped_total/displaced"), 4);
        assert_eq!(value("thrive_events_refused_total"), 2);
        assert_eq!(f64::from_bits(value("thrive_queue_events")), 8.0);
        assert_eq!(f64::from_bits(value("thrive_queue_bytes")), 8.0);
        assert_eq!(value("thrive_requests_total"), 0);
    }
}
