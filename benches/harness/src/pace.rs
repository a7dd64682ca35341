//! Calls at an even pace, and how long each took.

use std::hint;
use std::thread;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::{Tracked, Tracker};

/// How long calls took, in nanoseconds.
pub(crate) type Latencies = Histogram<u64>;

/// Room for every call of up to a minute, at three digits.
pub(crate) fn latencies() -> Latencies {
    Histogram::new_with_bounds(1, 60_000_000_000, 3).expect("the bounds are in order")
}

/// What two readings of the clock with nothing in between take: that much of each measured call is the measuring.
pub(crate) fn cost_of_measuring() -> Duration {
    let mut pairs = latencies();
    for _ in 0..200_000 {
        let before = Instant::now();
        let after = hint::black_box(Instant::now());
        pairs.saturating_record(nanoseconds(after - before));
    }
    Duration::from_nanos(pairs.value_at_quantile(0.5))
}

/// One thread's share of a paced load.
pub(crate) struct Paced {
    /// From one call to the next.
    pub(crate) interval: Duration,
    /// Calls before those that count.
    pub(crate) warm_up: usize,
    /// Calls that count.
    pub(crate) calls: usize,
    /// What to take off each call.
    pub(crate) cost_of_measuring: Duration,
}

/// What came of it.
pub(crate) struct PacedCalls {
    pub(crate) latencies: Latencies,
    pub(crate) refused: u64,
}

impl Paced {
    /// Makes the calls; `warm` is called between those that do not count and those that do. A call that takes longer
    /// than the pace allows delays those after it, whose own time is then measured from their own start.
    pub(crate) fn run(&self, tracker: &mut impl Tracker, warm: impl FnOnce()) -> PacedCalls {
        let mut latencies = latencies();
        let mut refused = 0;
        let mut due = Instant::now();
        for call in 0..self.warm_up {
            wait_until(&mut due, self.interval);
            refused += u64::from(tracker.track(call) == Tracked::Refused);
        }
        warm();
        for call in 0..self.calls {
            wait_until(&mut due, self.interval);
            let before = Instant::now();
            let tracked = tracker.track(call);
            let after = Instant::now();
            latencies.saturating_record(nanoseconds((after - before).saturating_sub(self.cost_of_measuring)));
            refused += u64::from(tracked == Tracked::Refused);
        }
        PacedCalls { latencies, refused }
    }
}

/// Waits in a loop, for a sleep wakes up too late for such a pace; the processor is offered to others meanwhile.
fn wait_until(due: &mut Instant, interval: Duration) {
    const TOO_SHORT_TO_SHARE: Duration = Duration::from_micros(10);

    loop {
        let left = due.saturating_duration_since(Instant::now());
        match left {
            Duration::ZERO => break,
            left if left > TOO_SHORT_TO_SHARE => thread::yield_now(),
            _ => hint::spin_loop(),
        }
    }
    *due += interval;
}

pub(crate) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX).max(1)
}
