//! A look into a folder from outside. It takes no lock and writes nothing, so that it may be taken at any time.

use std::error::Error;
use std::fmt;
use std::fs::File as OsFile;
use std::io::{self, ErrorKind};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::error::{SpoolError, SpoolErrorKind};
use super::format::{Prefix, SEGMENT_HEADER, SEQUENCE_END, Seed, SegmentHeader, first_of_segment, segment_name};
use super::open::POSITION;
use super::position::{SLOTS, newest};
use super::scan::{Extent, Place, Scan, Step};
use super::window::{Window, read_full};

/// What is in a spool's folder, as of the moment of [`open`](Inspect::open).
///
/// It only reads, and never locks, so that a client may own the folder meanwhile. What that client deletes or adds from
/// then on is not noticed.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use thrive_core::spool::{Inspect, Item};
/// # let folder = std::env::temp_dir().join(format!("thrive-inspect-{}", std::process::id()));
/// # let client = thrive_core::Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key");
/// # let client = client.spool(&folder).build()?;
///
/// let spool = Inspect::open(&folder)?;
/// println!("{} of {} are still to be sent", spool.next() - spool.acknowledged(), spool.next());
/// spool.visit(|item| {
///     if let Item::Event { sequence, json, .. } = item {
///         println!("{sequence} {json}");
///     }
///     ControlFlow::Continue(())
/// })?;
/// # drop(client);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Inspect {
    folder: PathBuf,
    acknowledged: u64,
    next: u64,
    given_up: Vec<Range<u64>>,
    segments: Vec<Segment>,
}

/// A segment, open since it was found: its owner may delete it.
#[derive(Debug)]
struct Segment {
    first: u64,
    file: OsFile,
    extent: Extent,
    start: Place,
}

/// What stands next in a spool.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item<'a> {
    /// An event. It is still to be sent from [`acknowledged`](Inspect::acknowledged) on; before that it is settled, and
    /// its room is just not free yet.
    Event {
        /// Its place in the order of all events that the spool ever took, from 0.
        sequence: u64,
        /// When it was tracked, to the millisecond.
        tracked_at: SystemTime,
        /// The event object as it goes over the wire.
        json: &'a str,
    },
    /// These were taken, and what the disk has of them is not what was written.
    Damaged {
        /// Their places in the order.
        sequences: Range<u64>,
    },
}

impl Inspect {
    /// Finds what is in the folder.
    ///
    /// # Errors
    ///
    /// [`InspectError`] when the folder or a file in it cannot be read, when it is no spool's, and when a newer release
    /// wrote it.
    pub fn open(folder: impl AsRef<Path>) -> Result<Inspect, InspectError> {
        let folder = folder.as_ref();
        let list = |error| SpoolError::io("be listed", folder, error);
        let names = std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(list)?;
        let names: Vec<_> = names.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        let mut firsts: Vec<u64> = names.iter().filter_map(|name| first_of_segment(name)).collect();
        firsts.sort_unstable();
        // The position comes last: what was deleted before a segment was opened is settled by it.
        let found = firsts.into_iter().filter_map(|first| Found::open(folder, first).transpose());
        let found = found.collect::<Result<Vec<_>, _>>()?;
        let position = position(folder)?;
        let named = found.iter().rev().find_map(|segment| segment.header);
        let Some(spool_id) = named.map(|header| header.spool_id).or(position.as_ref().map(|found| found.spool_id))
        else {
            return Err(InspectError::no_spool(folder));
        };
        let position = position.filter(|position| position.spool_id == spool_id);

        let ends: Vec<u64> = found.iter().skip(1).map(|segment| segment.first).chain([SEQUENCE_END]).collect();
        let segments: Vec<Segment> =
            found.into_iter().zip(ends).map(|(found, end)| found.segment(spool_id, end)).collect();
        let (acknowledged, next) = position.as_ref().map_or((0, 0), |position| (position.acknowledged, position.next));
        let front = segments.first().map_or(0, |segment| segment.first);
        let acknowledged = if position.is_some() { acknowledged } else { front };
        let mut spool = Inspect {
            folder: folder.to_owned(),
            acknowledged,
            next: next.max(acknowledged),
            given_up: position.map(|position| position.dropped).unwrap_or_default(),
            segments,
        };
        spool.next = spool.end()?.max(spool.next);
        Ok(spool)
    }

    /// Every event below this is settled: delivered, refused for good, or given up.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// The sequence of the next event: so many the spool has ever taken.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// How many events are still to be sent, damaged ones included.
    pub fn pending(&self) -> u64 {
        let given_up = self.given_up.iter().map(|range| range.end.saturating_sub(range.start.max(self.acknowledged)));
        (self.next - self.acknowledged).saturating_sub(given_up.sum())
    }

    /// The bytes that events take on the disk.
    pub fn bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.extent.len).sum()
    }

    /// How many files they are in.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    /// Hands out what is on the disk in its order, settled events that are still there included, until the function
    /// breaks. What the owner gave up for want of room is passed over.
    ///
    /// # Errors
    ///
    /// [`InspectError`] when a file cannot be read.
    pub fn visit(&self, mut hear: impl FnMut(Item<'_>) -> ControlFlow<()>) -> Result<(), InspectError> {
        let mut walk = Walk { next: self.segments.first().map_or(self.next, |segment| segment.first), spool: self };
        for segment in &self.segments {
            if walk.segment(segment, &mut hear)?.is_break() {
                return Ok(());
            }
        }
        let _ = walk.miss(self.next, &mut hear);
        Ok(())
    }

    /// The sequence behind the last record.
    fn end(&self) -> Result<u64, InspectError> {
        let Some(last) = self.segments.last() else { return Ok(0) };
        let mut scan = Scan::new(Window::new(0), last.start);
        let mut end = last.first;
        loop {
            match scan.step(&last.file, last.extent).map_err(|error| self.unreadable(last, error))? {
                Step::Record(header) => {
                    scan.pass(&header);
                    end = end.max(scan.place().expected);
                }
                // Its sequence is taken, as the owner sees it, too.
                Step::Damage { header: Some(header), .. } => end = end.max(header.sequence + 1),
                Step::Damage { header: None, .. } => {}
                Step::End => return Ok(end),
            }
        }
    }

    fn unreadable(&self, segment: &Segment, error: io::Error) -> InspectError {
        SpoolError::io("be read", &self.folder.join(segment_name(segment.first)), error).into()
    }
}

/// Where a visit stands.
struct Walk<'s> {
    spool: &'s Inspect,
    next: u64,
}

impl Walk<'_> {
    fn segment(
        &mut self,
        segment: &Segment,
        hear: &mut impl FnMut(Item<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, InspectError> {
        let mut scan = Scan::new(Window::new(0), segment.start);
        loop {
            let step =
                scan.step(&segment.file, segment.extent).map_err(|error| self.spool.unreadable(segment, error))?;
            let header = match step {
                Step::Record(header) => header,
                Step::Damage { .. } => continue,
                Step::End => return Ok(ControlFlow::Continue(())),
            };
            if let Some(json) = scan.payload(&header).and_then(|payload| str::from_utf8(payload).ok()) {
                if self.miss(header.sequence, hear).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                let tracked_at = UNIX_EPOCH.checked_add(Duration::from_millis(header.unix_ms)).unwrap_or(UNIX_EPOCH);
                self.next = header.sequence + 1;
                if hear(Item::Event { sequence: header.sequence, tracked_at, json }).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            scan.pass(&header);
        }
    }

    /// Tells what did not come before `until`, but for what was given up or is settled.
    fn miss(&mut self, until: u64, hear: &mut impl FnMut(Item<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        self.next = self.next.max(self.spool.acknowledged.min(until));
        while self.next < until {
            let given_up = self.spool.given_up.iter().find(|range| range.end > self.next && range.start < until);
            let sequences = self.next..given_up.map_or(until, |range| range.start.max(self.next));
            self.next = given_up.map_or(until, |range| range.end.min(until));
            if !sequences.is_empty() {
                hear(Item::Damaged { sequences })?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// A segment as it was found.
struct Found {
    first: u64,
    file: OsFile,
    len: u64,
    header: Option<SegmentHeader>,
}

impl Found {
    /// `None` where its owner has deleted it in the meantime.
    fn open(folder: &Path, first: u64) -> Result<Option<Found>, InspectError> {
        let path = folder.join(segment_name(first));
        let failed = |error| SpoolError::io("be opened", &path, error);
        let file = match OsFile::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error).into()),
        };
        let len = file.metadata().map_err(failed)?.len();
        let mut bytes = [0; SEGMENT_HEADER];
        let read = read_full(&file, &mut bytes, 0).unwrap_or(0);
        let bytes = bytes.get(..read).unwrap_or_default();
        if let Prefix::Newer(version) = SegmentHeader::prefix(bytes) {
            return Err(SpoolError::newer_version(&path, version).into());
        }
        let header = SegmentHeader::decode(bytes).filter(|header| header.first == first);
        Ok(Some(Found { first, file, len, header }))
    }

    fn segment(self, spool_id: u64, end: u64) -> Segment {
        let Found { first, file, len, header } = self;
        let seed = Seed::new(header.map_or(spool_id, |header| header.spool_id));
        // Where the records begin behind a damaged header is to be found out.
        let offset = if header.is_some() { SEGMENT_HEADER as u64 } else { 0 };
        Segment { first, file, extent: Extent { seed, len, end }, start: Place { offset, expected: first } }
    }
}

fn position(folder: &Path) -> Result<Option<super::position::Position>, InspectError> {
    let path = folder.join(POSITION);
    let failed = |error| SpoolError::io("be opened and read", &path, error);
    let file = match OsFile::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error).into()),
    };
    let mut slots = [0; SLOTS];
    let filled = read_full(&file, &mut slots, 0).map_err(failed)?;
    let newest = newest(slots.get(..filled).unwrap_or_default(), &path)?;
    Ok(newest.map(|(_, position)| position))
}

/// Why a spool could not be looked into. Nothing was touched.
pub struct InspectError {
    kind: InspectErrorKind,
    message: String,
    source: Option<SpoolError>,
}

/// What kind of trouble an [`InspectError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InspectErrorKind {
    /// The folder has no spool in it.
    NoSpool,
    /// A newer release wrote the folder.
    NewerVersion,
    /// The folder or a file in it cannot be read.
    Unreadable,
}

impl InspectError {
    /// What kind of trouble it is.
    pub fn kind(&self) -> InspectErrorKind {
        self.kind
    }

    fn no_spool(folder: &Path) -> Self {
        let message =
            format!("there is no spool in `{}`: name the folder that a client has as `.spool(..)`", folder.display());
        InspectError { kind: InspectErrorKind::NoSpool, message, source: None }
    }
}

impl From<SpoolError> for InspectError {
    fn from(error: SpoolError) -> Self {
        let kind = match error.kind() {
            SpoolErrorKind::NewerVersion => InspectErrorKind::NewerVersion,
            _ => InspectErrorKind::Unreadable,
        };
        InspectError { kind, message: error.to_string(), source: Some(error) }
    }
}

impl fmt::Display for InspectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for InspectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InspectError").field("kind", &self.kind).field("message", &self.message).finish_non_exhaustive()
    }
}

impl Error for InspectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().and_then(Error::source)
    }
}
