//! A stretch of a file in memory, read in large pieces.

use std::io::{self, ErrorKind};

use super::files::File;

/// What is read at once.
const PIECE: usize = 256 << 10;

/// What a disk cannot read, it cannot read by the block.
const BLOCK: usize = 4 << 10;

/// The part of one file that was read last.
#[derive(Debug)]
pub(super) struct Window {
    buffer: Vec<u8>,
    /// Where the buffer begins in the file.
    base: u64,
    filled: usize,
    failures: u32,
    patience: u32,
    /// Whether zeros stand in for blocks that could not be read.
    has_holes: bool,
}

impl Window {
    /// `patience` is how often in a row reading may fail before the blocks at fault are taken for damaged.
    pub(super) fn new(patience: u32) -> Self {
        Window { buffer: Vec::new(), base: 0, filled: 0, failures: 0, patience, has_holes: false }
    }

    /// Forgets what was read, since another file comes.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
        self.failures = 0;
    }

    pub(super) fn has_holes(&self) -> bool {
        self.has_holes
    }

    /// The bytes from `offset` on, at least `wanted` of them unless `end` or the end of the file comes first.
    pub(super) fn at(&mut self, file: &impl File, offset: u64, wanted: usize, end: u64) -> io::Result<&[u8]> {
        let left = usize::try_from(end.saturating_sub(offset)).unwrap_or(usize::MAX);
        if self.held(offset).len() < wanted.min(left) {
            self.fill(file, offset, wanted.max(PIECE).min(left))?;
        }
        Ok(self.held(offset))
    }

    fn held(&self, offset: u64) -> &[u8] {
        let Some(start) = offset.checked_sub(self.base).and_then(|start| usize::try_from(start).ok()) else {
            return &[];
        };
        self.buffer.get(start..self.filled).unwrap_or_default()
    }

    fn fill(&mut self, file: &impl File, offset: u64, size: usize) -> io::Result<()> {
        if size <= PIECE && self.buffer.len() > PIECE {
            self.buffer = Vec::new(); // One large record does not hold its memory for ever.
        }
        if self.buffer.len() < size {
            self.buffer.resize(size.max(PIECE), 0);
        }
        self.filled = 0;
        self.base = offset;
        let buffer = self.buffer.get_mut(..size).unwrap_or_default();
        match read_full(file, buffer, offset) {
            Ok(filled) => self.filled = filled,
            Err(error) if self.failures < self.patience => {
                self.failures += 1;
                return Err(error);
            }
            Err(error) => {
                // Where nothing can be read, it is the disk that is gone, not a block.
                self.filled = read_blocks(file, buffer, offset).ok_or(error)?;
                self.has_holes = true;
            }
        }
        self.failures = 0;
        Ok(())
    }
}

/// Fills the buffer unless the file ends before; how many bytes there were.
pub(super) fn read_full(file: &impl File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Reads block by block, with zeros for those that fail. `None` where no part of the file can be read.
fn read_blocks(file: &impl File, buffer: &mut [u8], offset: u64) -> Option<usize> {
    let mut any = read_full(file, &mut [0; 16], 0).is_ok();
    let mut filled = 0;
    for block in buffer.chunks_mut(BLOCK) {
        let wanted = block.len();
        match read_full(file, block, offset + filled as u64) {
            Ok(read) => {
                any = true;
                filled += read;
                if read < wanted {
                    break;
                }
            }
            Err(_) => {
                block.fill(0);
                filled += wanted;
            }
        }
    }
    any.then_some(filled)
}
