//! What became of every event. Each has a sequence number and is settled once.

use std::collections::VecDeque;
use std::ops::Range;

use crate::receipt::Outcome;
use crate::stats::Dropped;

/// What became of the events: `tracked = delivered + rejected + dropped + spooled + queued`, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) tracked: u64,
    pub(crate) delivered: u64,
    pub(crate) rejected: u64,
    pub(crate) dropped: Dropped,
    /// Left on disk by a client that has ended.
    pub(crate) spooled: u64,
    pub(crate) queued: usize,
    pub(crate) queued_bytes: usize,
}

/// What an earlier process left in the spool.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Left {
    /// Everything below is settled.
    pub(crate) from: u64,
    pub(crate) events: u64,
}

/// The books of a queue.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    pub(crate) counts: Counts,
    /// The sequence number of the next event.
    next: u64,
    /// Everything below is settled.
    settled: u64,
    /// What is settled beyond that: events that were dropped while older ones were on their way. In order.
    ahead: VecDeque<Range<u64>>,
    fates: Fates,
}

impl Accounts {
    /// The books of a queue that starts with what an earlier process left, below `next`, but for what it gave up.
    pub(crate) fn with(left: Left, next: u64, given_up: Vec<Range<u64>>) -> Self {
        let queued = usize::try_from(left.events).unwrap_or(usize::MAX);
        let counts = Counts { tracked: left.events, queued, ..Counts::default() };
        let mut accounts = Accounts { counts, next, settled: left.from, ..Accounts::default() };
        accounts.ahead.extend(given_up);
        accounts.pass_ahead();
        accounts
    }

    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// Takes one more event in.
    pub(crate) fn accept(&mut self, bytes: usize) -> u64 {
        let sequence = self.next;
        self.next += 1;
        self.counts.tracked += 1;
        self.counts.queued += 1;
        self.counts.queued_bytes += bytes;
        sequence
    }

    /// Closes the account of these events.
    pub(crate) fn settle(&mut self, events: Range<u64>, bytes: usize, outcome: Outcome) {
        let number = events.end.saturating_sub(events.start);
        if number == 0 {
            return;
        }
        let counts = &mut self.counts;
        counts.queued = counts.queued.saturating_sub(usize::try_from(number).unwrap_or(usize::MAX));
        counts.queued_bytes = counts.queued_bytes.saturating_sub(bytes);
        match outcome {
            Outcome::Rejected => counts.rejected += number,
            Outcome::Displaced => counts.dropped.displaced += number,
            Outcome::Expired => counts.dropped.expired += number,
            Outcome::Damaged => counts.dropped.damaged += number,
            Outcome::Unsent => counts.dropped.unsent += number,
            Outcome::Spooled => counts.spooled += number,
            _ => counts.delivered += number,
        }
        if outcome != Outcome::Delivered {
            self.fates.remember(events.clone(), outcome);
        }
        if events.start > self.settled {
            return self.settle_ahead(events);
        }
        self.settled = self.settled.max(events.end);
        self.pass_ahead();
    }

    fn pass_ahead(&mut self) {
        while let Some(next) = self.ahead.front().filter(|next| next.start <= self.settled) {
            self.settled = self.settled.max(next.end);
            self.ahead.pop_front();
        }
    }

    fn settle_ahead(&mut self, events: Range<u64>) {
        match self.ahead.back_mut() {
            Some(last) if last.end == events.start => last.end = events.end,
            _ => self.ahead.push_back(events),
        }
    }

    /// Settles alike whatever is left.
    pub(crate) fn settle_rest(&mut self, outcome: Outcome) -> u64 {
        let before = self.counts.queued as u64;
        let mut start = self.settled;
        for gap in std::mem::take(&mut self.ahead) {
            self.settle(start..gap.start, 0, outcome);
            start = gap.end;
        }
        self.settle(start..self.next, 0, outcome);
        self.settled = self.next;
        self.counts.queued_bytes = 0;
        before
    }

    pub(crate) fn is_settled(&self, below: u64) -> bool {
        self.settled >= below
    }

    /// The first event that is not settled.
    pub(crate) fn settled_below(&self) -> u64 {
        self.settled
    }

    /// What became of an event, if it is settled.
    pub(crate) fn outcome(&self, sequence: u64) -> Option<Outcome> {
        self.is_known(sequence).then(|| self.fates.of(sequence))
    }

    /// Whether an event is settled, be it out of its turn.
    pub(crate) fn is_known(&self, sequence: u64) -> bool {
        sequence < self.settled || self.ahead.iter().any(|ahead| ahead.contains(&sequence))
    }
}

/// The events that were not delivered. Kept for the receipts, up to a bound.
#[derive(Debug, Default)]
struct Fates {
    runs: VecDeque<(Range<u64>, Outcome)>,
    /// Whether anything older than the oldest run was forgotten, and below which sequence number.
    forgotten_below: u64,
}

impl Fates {
    /// A run of events with one fate takes 24 bytes.
    const MOST: usize = 10_000;

    fn remember(&mut self, events: Range<u64>, outcome: Outcome) {
        if let Some((last, its_outcome)) = self.runs.back_mut()
            && *its_outcome == outcome
            && last.end == events.start
        {
            last.end = events.end;
            return;
        }
        if self.runs.len() == Self::MOST
            && let Some((forgotten, _)) = self.runs.pop_front()
        {
            self.forgotten_below = self.forgotten_below.max(forgotten.end);
        }
        self.runs.push_back((events, outcome));
    }

    fn of(&self, sequence: u64) -> Outcome {
        match self.runs.iter().rev().find(|(events, _)| events.contains(&sequence)) {
            Some((_, outcome)) => *outcome,
            None if sequence < self.forgotten_below => Outcome::Forgotten,
            None => Outcome::Delivered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(events: usize) -> Accounts {
        let mut accounts = Accounts::default();
        (0..events).for_each(|_| _ = accounts.accept(10));
        accounts
    }

    #[test]
    fn what_is_settled_out_of_turn_counts_at_once_and_is_passed_in_its_turn() {
        let mut accounts = accounts(6);
        accounts.settle(2..3, 10, Outcome::Displaced);
        accounts.settle(3..4, 10, Outcome::Displaced);
        assert_eq!((accounts.counts.queued, accounts.counts.queued_bytes), (4, 40));
        assert!(!accounts.is_settled(1));
        assert_eq!((accounts.outcome(2), accounts.outcome(1)), (Some(Outcome::Displaced), None));

        accounts.settle(0..2, 20, Outcome::Delivered);
        assert!(accounts.is_settled(4) && !accounts.is_settled(5));
        assert_eq!(accounts.outcome(1), Some(Outcome::Delivered));
        let counts = Counts {
            tracked: 6,
            delivered: 2,
            dropped: Dropped { displaced: 2, ..Dropped::default() },
            queued: 2,
            queued_bytes: 20,
            ..Counts::default()
        };
        assert_eq!(accounts.counts, counts);
    }

    #[test]
    fn the_rest_is_settled_alike_around_what_was_settled_before() {
        let mut accounts = accounts(6);
        accounts.settle(0..1, 10, Outcome::Rejected);
        accounts.settle(2..3, 10, Outcome::Displaced);
        accounts.settle(5..6, 10, Outcome::Displaced);
        assert_eq!(accounts.settle_rest(Outcome::Unsent), 3);
        let outcomes: Vec<_> = (0..5).filter_map(|sequence| accounts.outcome(sequence)).collect();
        assert_eq!(
            outcomes,
            [Outcome::Rejected, Outcome::Unsent, Outcome::Displaced, Outcome::Unsent, Outcome::Unsent]
        );
        let counts = accounts.counts;
        assert_eq!((counts.queued, counts.queued_bytes, counts.dropped.total()), (0, 0, 5));
        assert_eq!(counts.tracked, counts.delivered + counts.rejected + counts.dropped.total());
    }

    #[test]
    fn an_early_fate_is_forgotten_rather_than_mistaken() {
        let mut accounts = accounts(2 * Fates::MOST + 10);
        for sequence in 0..=Fates::MOST as u64 {
            accounts.settle(2 * sequence..2 * sequence + 1, 10, Outcome::Rejected);
            accounts.settle(2 * sequence + 1..2 * sequence + 2, 10, Outcome::Delivered);
        }
        assert_eq!(accounts.outcome(0), Some(Outcome::Forgotten));
        assert_eq!(accounts.outcome(1), Some(Outcome::Delivered));
        assert_eq!(accounts.outcome(2), Some(Outcome::Rejected));
    }

    #[test]
    fn the_books_go_on_where_an_earlier_process_ended() {
        let mut accounts = Accounts::with(Left { from: 40, events: 3 }, 46, vec![38..41, 43..45]);
        assert_eq!((accounts.counts.tracked, accounts.counts.queued, accounts.settled_below()), (3, 3, 41));
        assert_eq!(accounts.accept(10), 46);
        accounts.settle(41..43, 0, Outcome::Delivered);
        assert!(accounts.is_settled(45) && !accounts.is_settled(46));
        accounts.settle(45..47, 10, Outcome::Delivered);
        assert_eq!((accounts.counts.queued, accounts.counts.delivered), (0, 4));
    }
}
