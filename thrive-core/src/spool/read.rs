//! The half that reads and acknowledges.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::aside::Aside;
use super::error::SpoolError;
use super::files::Files;
use super::format::RecordHeader;
use super::scan::{Place, Scan, Step};
use super::shared::{Shared, View};
use super::window::Window;

/// What stands next in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Record {
        sequence: u64,
        kind: u8,
        unix_ms: u64,
        payload: &'a [u8],
    },
    /// These were appended once, and will not come.
    Gap {
        sequences: Range<u64>,
        cause: Cause,
    },
}

/// Why records do not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Their bytes are not what was written, or not there.
    Damaged,
    /// They are older than `max_age`.
    Expired,
}

/// What becomes of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    /// It was taken, and the next one may come.
    More,
    /// It was taken, and is enough.
    Enough,
    /// It was not taken, and comes again with the next call.
    Not,
}

/// Hands out the records in their order. Lives on one thread.
pub(crate) struct Reader<F: Files> {
    shared: Arc<Shared<F>>,
    aside: Aside,
    max_age: Option<Duration>,
    clock: fn() -> SystemTime,
    /// The next sequence to hand out.
    next: u64,
    /// Where the expired records begin that were passed and not reported yet; they end at `next`.
    expired: Option<u64>,
    /// The segment that the scan is in.
    segment: Option<u64>,
    scan: Scan,
}

/// How often reading a block fails before it is given up.
const PATIENCE: u32 = 3;

/// Whether a call goes on.
#[derive(Debug, PartialEq, Eq)]
enum Flow {
    Continue,
    Stop,
}

impl<F: Files> Reader<F> {
    pub(super) fn new(
        shared: Arc<Shared<F>>,
        aside: Aside,
        max_age: Option<Duration>,
        clock: fn() -> SystemTime,
    ) -> Self {
        let next = shared.state().acknowledged;
        let scan = Scan::new(Window::new(PATIENCE), Place { offset: 0, expected: 0 });
        Reader { shared, aside, max_age, clock, next, expired: None, segment: None, scan }
    }

    /// Hands out what stands behind what was read last, until there is nothing or the caller has enough.
    ///
    /// After an error the next call goes on at the same place. A block of a segment that can never be read costs its records after a few calls.
    pub(crate) fn read(&mut self, take: &mut dyn FnMut(Found<'_>) -> Take) -> Result<(), SpoolError> {
        let oldest = self.oldest_alive();
        loop {
            let view = self.shared.state().view(self.next);
            let Some(view) = view else {
                self.give_up(take);
                return Ok(());
            };
            if self.read_segment(&view, oldest, take)? == Flow::Stop {
                return Ok(());
            }
        }
    }

    /// Everything below this sequence is settled: no process reads it again, and segments that hold nothing else are
    /// deleted. After an error it is settled for this process all the same, and the next call tries again.
    pub(crate) fn acknowledge(&mut self, below: u64) -> Result<(), SpoolError> {
        let mut state = self.shared.state();
        state.acknowledged = below.min(state.next).max(state.acknowledged);
        let acknowledged = state.acknowledged;
        state.dropped.retain(|range| range.end > acknowledged);
        drop(state);
        self.next = self.next.max(acknowledged);
        self.expired = self.expired.filter(|start| *start >= acknowledged);
        self.shared.save_position()?;
        self.shared.free()?;
        self.shared.check_folder()
    }

    /// The next sequence that is handed out, if it is there.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// Everything below is settled.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.shared.state().acknowledged
    }

    /// How many records are not settled, those that turn out to be damaged or expired among them.
    pub(crate) fn waiting(&self) -> u64 {
        self.shared.state().waiting()
    }

    /// Hands out what is in one segment from `next` on. What is missing shows in the sequences: a record that is there
    /// says what was before it, and the segment's end what was behind the last.
    fn read_segment(
        &mut self,
        view: &View<F::File>,
        oldest: u64,
        take: &mut dyn FnMut(Found<'_>) -> Take,
    ) -> Result<Flow, SpoolError> {
        if self.segment != Some(view.first) {
            self.segment = Some(view.first);
            self.scan.enter(view.first, view.start);
        }
        while let Some(header) = self.next_record(view)? {
            if header.sequence < self.next {
                self.scan.pass(&header);
                continue;
            }
            let is_expired = header.unix_ms < oldest;
            if !(is_expired && header.sequence == self.next) && self.give_up(take) == Flow::Stop {
                return Ok(Flow::Stop);
            }
            if self.miss(header.sequence, take) == Flow::Stop {
                return Ok(Flow::Stop);
            }
            if is_expired {
                self.scan.pass(&header);
                self.expired.get_or_insert(header.sequence);
                self.next = header.sequence + 1;
                continue;
            }
            let Some(payload) = self.scan.payload(&header) else {
                self.scan.pass(&header); // Never: the scan has just read it.
                continue;
            };
            let RecordHeader { sequence, kind, unix_ms, .. } = header;
            let taken = take(Found::Record { sequence, kind, unix_ms, payload });
            if taken != Take::Not {
                self.scan.pass(&header);
                self.next = sequence + 1;
            }
            if taken != Take::More {
                return Ok(Flow::Stop);
            }
        }
        if self.next < view.extent.end && self.give_up(take) == Flow::Stop {
            return Ok(Flow::Stop);
        }
        Ok(self.miss(view.extent.end, take))
    }

    fn next_record(&mut self, view: &View<F::File>) -> Result<Option<RecordHeader>, SpoolError> {
        loop {
            match self.scan.step(&*view.file, view.extent) {
                Ok(Step::Record(header)) => return Ok(Some(header)),
                Ok(Step::Damage { bytes, .. }) => self.keep_aside(view, bytes),
                Ok(Step::End) => return Ok(None),
                Err(error) => return Err(failed(&self.shared, view, error)),
            }
        }
    }

    /// Reports the expired records that were passed, in one piece.
    fn give_up(&mut self, take: &mut dyn FnMut(Found<'_>) -> Take) -> Flow {
        let Some(start) = self.expired else { return Flow::Continue };
        let taken = take(Found::Gap { sequences: start..self.next, cause: Cause::Expired });
        if taken != Take::Not {
            self.expired = None;
        }
        flow(taken)
    }

    /// Reports what is missing before `until`, but for what the appender gave up and has reported.
    fn miss(&mut self, until: u64, take: &mut dyn FnMut(Found<'_>) -> Take) -> Flow {
        while self.next < until {
            let dropped = self.shared.state().next_dropped(self.next);
            if dropped.contains(&self.next) {
                self.next = dropped.end;
                continue;
            }
            let sequences = self.next..until.min(dropped.start);
            let end = sequences.end;
            let taken = take(Found::Gap { sequences, cause: Cause::Damaged });
            if taken != Take::Not {
                self.next = end;
            }
            if taken != Take::More {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    /// What was tracked before is expired.
    fn oldest_alive(&self) -> u64 {
        let now = (self.clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        let oldest = self.max_age.and_then(|age| now.checked_sub(age)).unwrap_or_default();
        u64::try_from(oldest.as_millis()).unwrap_or(u64::MAX)
    }

    fn keep_aside(&mut self, view: &View<F::File>, range: Range<u64>) {
        self.aside.keep(&self.shared.files, &self.shared.folder, view.first, &view.file, range);
    }
}

fn failed<F: Files>(shared: &Shared<F>, view: &View<F::File>, error: io::Error) -> SpoolError {
    SpoolError::io("be read", &shared.segment_path(view.first), error)
}

fn flow(taken: Take) -> Flow {
    if taken == Take::More { Flow::Continue } else { Flow::Stop }
}
