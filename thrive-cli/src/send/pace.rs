//! So many events a second.

use std::time::{Duration, Instant};

/// Holds back what comes too early. It has no clock: the time is given.
#[derive(Debug)]
pub(super) struct Pace {
    rate: u32,
    start: Instant,
    sent: u64,
}

impl Pace {
    pub(super) fn new(rate: u32, now: Instant) -> Self {
        Pace { rate, start: now, sent: 0 }
    }

    /// How long the next event has to wait. It counts as sent then.
    pub(super) fn next(&mut self, now: Instant) -> Duration {
        let due = self.start + Duration::from_secs_f64(self.sent as f64 / f64::from(self.rate));
        self.sent += 1;
        let early = due.saturating_duration_since(now);
        if early.is_zero() && now.saturating_duration_since(due) > Duration::from_secs(1) {
            // What was held up by the service is not made up for in a rush.
            (self.start, self.sent) = (now, 1);
        }
        early
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_go_out_evenly_and_not_in_a_rush_after_a_pause() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut pace = Pace::new(10, start);
        assert_eq!(pace.next(at(0)), Duration::ZERO);
        assert_eq!(pace.next(at(0)), Duration::from_millis(100));
        assert_eq!(pace.next(at(100)), Duration::from_millis(100));
        assert_eq!(pace.next(at(350)), Duration::ZERO);
        // A pause of ten seconds.
        assert_eq!(pace.next(at(10_350)), Duration::ZERO);
        assert_eq!(pace.next(at(10_350)), Duration::from_millis(100));
    }
}
