//! Which part of a batch to send next, when the service does not take all of it at once. Pure.
//!
//! A refused batch is halved until the refused events stand alone, from left to right, so that order is kept. Where the
//! left half of what was refused went through, the fault is in the right one, which is halved without being sent whole.
//! That takes at most `2 · k · log2(n)` requests or so for `k` bad events among `n`.

use std::ops::Range;

/// The parts of a batch that are still to be sent.
#[derive(Debug)]
pub(super) struct Parts {
    /// The next one is the last.
    rest: Vec<Part>,
    /// How many events were refused by themselves.
    refused: usize,
}

#[derive(Debug)]
struct Part {
    events: Range<usize>,
    /// The right half of what was refused, and how many events had been refused by then: if none was since, its left half
    /// is blameless.
    suspected_at: Option<usize>,
}

/// Why a part is not sent as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// An event in it is bad.
    Refused,
    /// There is too much of it.
    TooLarge,
}

impl Parts {
    pub(super) fn of(events: usize) -> Self {
        Parts { rest: vec![Part { events: 0..events, suspected_at: None }], refused: 0 }
    }

    /// What to send next.
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let Part { events, suspected_at } = self.rest.pop()?;
            if events.len() > 1 && suspected_at == Some(self.refused) {
                self.split(events, Why::Refused);
            } else if !events.is_empty() {
                return Some(events);
            }
        }
    }

    /// Halves a part of two events or more.
    pub(super) fn split(&mut self, events: Range<usize>, why: Why) {
        let middle = events.start + events.len() / 2;
        let suspected_at = (why == Why::Refused).then_some(self.refused);
        self.rest.push(Part { events: middle..events.end, suspected_at });
        self.rest.push(Part { events: events.start..middle, suspected_at: None });
    }

    /// An event was refused by itself.
    pub(super) fn refuse(&mut self) {
        self.refused += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sends everything to a service that refuses what has a bad event in it. What was accepted, what was refused, and
    /// how many requests that took.
    fn send(events: usize, bad: &[usize]) -> (Vec<usize>, Vec<usize>, usize) {
        let (mut accepted, mut refused, mut requests) = (Vec::new(), Vec::new(), 0);
        let mut parts = Parts::of(events);
        while let Some(part) = parts.next() {
            requests += 1;
            if !bad.iter().any(|bad| part.contains(bad)) {
                accepted.extend(part);
            } else if part.len() == 1 {
                parts.refuse();
                refused.extend(part);
            } else {
                parts.split(part, Why::Refused);
            }
        }
        (accepted, refused, requests)
    }

    #[test]
    fn one_bad_event_in_a_thousand_takes_about_twice_the_logarithm() {
        for bad in [0, 1, 499, 500, 777, 998, 999] {
            let (accepted, refused, requests) = send(1_000, &[bad]);
            assert_eq!((accepted.len(), refused), (999, vec![bad]));
            assert!(requests <= 21, "{requests} requests for {bad}"); // 2 · log2(1000) + 1
        }
    }

    #[test]
    fn a_batch_without_bad_events_is_one_request() {
        assert_eq!(send(1_000, &[]).2, 1);
        assert_eq!(send(0, &[]).2, 0);
    }

    #[test]
    fn a_part_that_is_too_large_blames_nobody() {
        let mut parts = Parts::of(4);
        let whole = parts.next().unwrap();
        parts.split(whole, Why::TooLarge);
        assert_eq!((parts.next(), parts.next(), parts.next()), (Some(0..2), Some(2..4), None));
    }

    proptest! {
        #[test]
        fn exactly_the_bad_events_are_refused_in_order_and_in_few_requests(
            events in 1_usize..1_000,
            bad in prop::collection::btree_set(0_usize..1_000, 0..8),
        ) {
            let bad: Vec<_> = bad.into_iter().filter(|bad| *bad < events).collect();
            let (accepted, refused, requests) = send(events, &bad);
            prop_assert_eq!(&refused, &bad);
            let good: Vec<_> = (0..events).filter(|event| !bad.contains(event)).collect();
            prop_assert_eq!(accepted, good);
            let depth = events.next_power_of_two().ilog2() as usize;
            prop_assert!(requests <= 1 + 2 * bad.len() * depth.max(1), "{requests} for {bad:?} of {events}");
        }
    }
}
