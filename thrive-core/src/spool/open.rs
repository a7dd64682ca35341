//! Takes a folder into use. Only the last segment is looked through, and only its torn tail is cut.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::Settings;
use super::append::{Active, Appender};
use super::aside::Aside;
use super::error::SpoolError;
use super::files::{File, Files, Lock};
use super::format::{Prefix, SEGMENT_HEADER, SEQUENCE_END, Seed, SegmentHeader, first_of_segment, segment_name};
use super::position::{Position, PositionFile};
use super::read::Reader;
use super::scan::{Extent, Place, Scan, Step};
use super::shared::{Header, Segment, Shared, State};
use super::window::{Window, read_full};

const LOCK: &str = "lock";
pub(super) const POSITION: &str = "acknowledged";

/// Opens the folder, and makes it where it is missing. What the last process left is there to be read.
pub(crate) fn open<F: Files>(settings: Settings, files: F) -> Result<(Appender<F>, Reader<F>), SpoolError> {
    // The process may change its working folder.
    let folder = std::path::absolute(&settings.folder).unwrap_or(settings.folder);
    let folder = folder.as_path();
    files.create_folder(folder).map_err(|error| SpoolError::io("be made", folder, error))?;
    let lock_path = folder.join(LOCK);
    let lock = lock_folder(&files, folder, &lock_path)?;

    let names = files.list(folder).map_err(|error| SpoolError::io("be listed", folder, error))?;
    let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
    let mut found = open_segments(&files, folder, &names)?;
    let (mut position_file, position) = PositionFile::open(&files, folder.join(POSITION), settings.spool_id)?;

    let named = found.iter().rev().find_map(|segment| segment.header);
    let spool_id = match (named, &position) {
        (Some(header), _) => header.spool_id,
        (None, Some(position)) => position.spool_id,
        (None, None) => settings.spool_id,
    };
    // The position of another spool says nothing about the records of this one.
    let position = position.filter(|position| position.spool_id == spool_id);
    let front = found.first().map_or(0, |segment| segment.first);
    let position =
        position.unwrap_or_else(|| Position { spool_id, acknowledged: front, next: front, dropped: Vec::new() });

    remove_dropped(&files, folder, &mut found, &position)?;
    let tail = match found.pop() {
        Some(last) => recover(last, folder, spool_id)?,
        None => Tail::new(&files, folder, SegmentHeader { spool_id, first: position.next })?,
    };
    let next = tail.next.max(position.next);
    // Records of the last segment are gone that the position knows of: what comes next is not to look like their successor.
    let rotate = tail.rotate || next > tail.next;
    let active = Active {
        file: Arc::clone(&tail.segment.file),
        first: tail.segment.first,
        len: tail.segment.len,
        is_closed: rotate,
        is_torn: false,
    };
    let mut segments: VecDeque<_> = found.into_iter().map(|segment| segment.whole(spool_id)).collect();
    segments.push_back(tail.segment);

    // What of the last segment was given up and is there all the same is delivered.
    let held = active.first..tail.next;
    let parts = |range: &Range<u64>| [range.start..range.end.min(held.start), range.start.max(held.end)..range.end];
    let dropped = position.dropped.iter().flat_map(parts);
    let dropped = dropped.filter(|range| !range.is_empty() && range.end > position.acknowledged && range.end <= next);
    let mut state = State {
        bytes: segments.iter().map(|segment| segment.len).sum(),
        segments,
        next,
        acknowledged: position.acknowledged,
        dropped: Vec::new(),
        reading: None,
        rotate,
    };
    dropped.for_each(|range| state.add_dropped(range));
    position_file.position.spool_id = spool_id;

    write_owner(&lock);
    let aside = Aside::new(&files, folder, &names);
    let shared = Arc::new(Shared {
        files,
        folder: folder.to_owned(),
        lock_path,
        _unshared: lock.unshared(),
        lock,
        position: Mutex::new(position_file),
        state: Mutex::new(state),
    });
    shared.save_position()?;
    shared.free()?;
    let reader = Reader::new(Arc::clone(&shared), aside, settings.max_age, settings.clock);
    Ok((Appender::new(shared, spool_id, settings.limit, settings.segment_bytes, active), reader))
}

fn lock_folder<F: Files>(files: &F, folder: &Path, path: &Path) -> Result<F::File, SpoolError> {
    let lock = files.open(path).map_err(|error| SpoolError::io("be opened", path, error))?;
    match lock.try_lock() {
        Ok(Lock::Taken) => Ok(lock),
        Ok(Lock::HeldElsewhere) => Err(SpoolError::in_use(folder, read_owner(&lock))),
        Err(error) => Err(SpoolError::io("be locked", path, error)),
    }
}

/// For the message that another process gets; nothing depends on it.
fn write_owner(lock: &impl File) {
    let owner = format!("{}\n", std::process::id());
    let _ = lock.set_len(0).and_then(|()| lock.write_all_at(owner.as_bytes(), 0));
}

fn read_owner(lock: &impl File) -> Option<u32> {
    let mut text = [0; 16];
    let read = read_full(lock, &mut text, 0).ok()?;
    std::str::from_utf8(text.get(..read)?).ok()?.trim().parse().ok()
}

/// A segment as it was found.
struct OpenSegment<H> {
    first: u64,
    file: Arc<H>,
    len: u64,
    /// Where it can be read and says what the name says.
    header: Option<SegmentHeader>,
}

impl<H> OpenSegment<H> {
    fn whole(self, spool_id: u64) -> Segment<H> {
        let OpenSegment { first, file, len, header } = self;
        Segment {
            first,
            file,
            seed: Seed::new(header.map_or(spool_id, |header| header.spool_id)),
            header: if header.is_some() { Header::Whole } else { Header::Damaged },
            len,
            synced: 0,
            is_linked: false,
            is_doubtful: false,
        }
    }
}

fn open_segments<F: Files>(files: &F, folder: &Path, names: &[&str]) -> Result<Vec<OpenSegment<F::File>>, SpoolError> {
    let mut firsts: Vec<u64> = names.iter().filter_map(|name| first_of_segment(name)).collect();
    firsts.sort_unstable();
    firsts.into_iter().map(|first| open_segment(files, &folder.join(segment_name(first)), first)).collect()
}

fn open_segment<F: Files>(files: &F, path: &Path, first: u64) -> Result<OpenSegment<F::File>, SpoolError> {
    let failed = |error| SpoolError::io("be opened", path, error);
    let file = files.open(path).map_err(failed)?;
    let len = file.len().map_err(failed)?;
    let mut bytes = [0; SEGMENT_HEADER];
    // A header that cannot be read is a damaged one.
    let read = read_full(&file, &mut bytes, 0).unwrap_or(0);
    let bytes = bytes.get(..read).unwrap_or_default();
    if let Prefix::Newer(version) = SegmentHeader::prefix(bytes) {
        return Err(SpoolError::newer_version(path, version));
    }
    let header = SegmentHeader::decode(bytes).filter(|header| header.first == first);
    Ok(OpenSegment { first, file: Arc::new(file), len, header })
}

/// What was given up stays given up, although its file was not deleted any more.
fn remove_dropped<F: Files>(
    files: &F,
    folder: &Path,
    found: &mut Vec<OpenSegment<F::File>>,
    position: &Position,
) -> Result<(), SpoolError> {
    let firsts: Vec<u64> = found.iter().map(|segment| segment.first).collect();
    let mut ends = firsts.into_iter().skip(1);
    let mut outcome = Ok(());
    found.retain(|segment| {
        let Some(end) = ends.next() else { return true };
        let start = segment.first.max(position.acknowledged);
        let is_dropped = position.dropped.iter().any(|range| range.start <= start && end <= range.end);
        if is_dropped {
            let path = folder.join(segment_name(segment.first));
            let removed = files.remove(&path).map_err(|error| SpoolError::io("be deleted", &path, error));
            outcome = std::mem::replace(&mut outcome, Ok(())).and(removed);
        }
        !is_dropped
    });
    outcome
}

/// The segment that takes records.
struct Tail<H> {
    segment: Segment<H>,
    next: u64,
    /// Records go to another one: this one's header is damaged, or a part of it cannot be read.
    rotate: bool,
}

impl<H: File> Tail<H> {
    fn new<F: Files<File = H>>(files: &F, folder: &Path, header: SegmentHeader) -> Result<Self, SpoolError> {
        let path = folder.join(segment_name(header.first));
        let file = files.create(&path).map_err(|error| SpoolError::io("be made", &path, error))?;
        Self::begin(Arc::new(file), &path, header)
    }

    fn begin(file: Arc<H>, path: &Path, header: SegmentHeader) -> Result<Self, SpoolError> {
        file.write_all_at(&header.encode(), 0).map_err(|error| SpoolError::io("be written", path, error))?;
        let first = header.first;
        let segment = OpenSegment { first, file, len: SEGMENT_HEADER as u64, header: Some(header) };
        Ok(Tail { segment: segment.whole(header.spool_id), next: first, rotate: false })
    }
}

/// Looks for the last record. Behind it is what a write left that was not finished: no call returned for it.
fn recover<H: File>(last: OpenSegment<H>, folder: &Path, spool_id: u64) -> Result<Tail<H>, SpoolError> {
    let path = folder.join(segment_name(last.first));
    let first = last.first;
    let file_len = last.len;
    let mut segment = last.whole(spool_id);
    let extent = Extent { seed: segment.seed, len: file_len, end: SEQUENCE_END };
    let mut scan = Scan::new(Window::new(0), segment.start());
    let mut end = segment.start();
    loop {
        match scan.step(&*segment.file, extent) {
            Ok(Step::Record(header)) => {
                scan.pass(&header);
                end = end.max(scan.place());
            }
            // Its bytes are all there, so that it was written whole, and its sequence is taken.
            Ok(Step::Damage { bytes, header: Some(header) }) => {
                let offset = bytes.start + header.record_bytes();
                end = end.max(Place { offset, expected: header.sequence + 1 });
            }
            Ok(Step::Damage { header: None, .. }) => {}
            Ok(Step::End) => break,
            Err(error) => return Err(SpoolError::io("be read", &path, error)),
        }
    }
    if scan.window().has_holes() {
        // Something is there, and its sequences are taken.
        return Ok(Tail { segment, next: end.expected.max(first + 1), rotate: true });
    }
    let cut =
        |file: &H, len| file.set_len(len).map_err(|error| SpoolError::io("be cut to its last record", &path, error));
    if segment.header == Header::Damaged && end == segment.start() {
        // The process ended before the header was written: there is no record, and there was none.
        cut(&segment.file, 0)?;
        return Tail::begin(segment.file, &path, SegmentHeader { spool_id, first });
    }
    if end.offset < file_len {
        cut(&segment.file, end.offset)?;
    }
    segment.len = end.offset;
    let rotate = segment.header == Header::Damaged;
    Ok(Tail { segment, next: end.expected, rotate })
}
