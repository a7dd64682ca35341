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
    /// Which file it is, to its owner.
    file: u64,
    patience: u32,
    /// The block that failed last.
    failing: Failing,
    /// Whether zeros stand in for blocks that could not be read.
    has_holes: bool,
}

/// A block that cannot be read, and how often that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Failing {
    file: u64,
    offset: u64,
    attempts: u32,
}

impl Window {
    /// `patience` is how often reading a block may fail before it is taken for damaged.
    pub(super) fn new(patience: u32) -> Self {
        Window {
            buffer: Vec::new(),
            base: 0,
            filled: 0,
            file: 0,
            patience,
            failing: Failing::default(),
            has_holes: false,
        }
    }

    /// Forgets what was read, since another file comes.
    pub(super) fn enter(&mut self, file: u64) {
        self.filled = 0;
        self.file = file;
    }

    pub(super) fn has_holes(&self) -> bool {
        self.has_holes
    }

    /// The bytes from `offset` on, at least `wanted` of them unless `end` or the end of the file comes first.
    pub(super) fn at(&mut self, file: &impl File, offset: u64, wanted: usize, end: u64) -> io::Result<&[u8]> {
        let left = usize::try_from(end.saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = wanted.min(left);
        if self.held(offset).len() < wanted {
            self.fill(file, offset, wanted, PIECE.max(wanted).min(left))?;
        }
        Ok(self.held(offset))
    }

    /// What of it is in memory.
    pub(super) fn held(&self, offset: u64) -> &[u8] {
        let Some(start) = offset.checked_sub(self.base).and_then(|start| usize::try_from(start).ok()) else {
            return &[];
        };
        self.buffer.get(start..self.filled).unwrap_or_default()
    }

    fn fill(&mut self, file: &impl File, offset: u64, wanted: usize, size: usize) -> io::Result<()> {
        if size <= PIECE && self.buffer.len() > PIECE {
            self.buffer = Vec::new(); // One large record does not hold its memory for ever.
        }
        if self.buffer.len() < size {
            self.buffer.resize(size.max(PIECE), 0);
        }
        self.filled = 0;
        self.base = offset;
        let buffer = self.buffer.get_mut(..size).unwrap_or_default();
        let error = match read_full(file, buffer, offset) {
            Ok(filled) => {
                self.filled = filled;
                return Ok(());
            }
            Err(error) => error,
        };

        let blocks = read_blocks(file, buffer, offset);
        let readable = blocks.first_failed.unwrap_or(blocks.filled);
        if readable >= wanted {
            self.filled = readable;
            return Ok(());
        }
        let failing = Failing { file: self.file, offset: offset + readable as u64, attempts: self.failing.attempts };
        if failing != self.failing {
            self.failing = Failing { attempts: 0, ..failing };
        }
        // Where nothing can be read, it is the disk that is gone, not a block.
        if self.failing.attempts < self.patience || !(blocks.any_read || read_full(file, &mut [0; 16], 0).is_ok()) {
            self.failing.attempts += 1;
            return Err(error);
        }
        self.filled = blocks.filled;
        self.has_holes = true;
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

/// What could be read block by block.
struct Blocks {
    filled: usize,
    /// Where the first block begins that could not be read; zeros stand in for it.
    first_failed: Option<usize>,
    any_read: bool,
}

fn read_blocks(file: &impl File, buffer: &mut [u8], offset: u64) -> Blocks {
    let mut blocks = Blocks { filled: 0, first_failed: None, any_read: false };
    while blocks.filled < buffer.len() {
        let start = offset + blocks.filled as u64;
        let size = BLOCK - usize::try_from(start % BLOCK as u64).unwrap_or(0);
        let end = buffer.len().min(blocks.filled + size);
        let block = buffer.get_mut(blocks.filled..end).unwrap_or_default();
        match read_full(file, block, start) {
            Ok(read) => {
                blocks.any_read = true;
                blocks.filled += read;
                if read < block.len() {
                    break;
                }
            }
            Err(_) => {
                block.fill(0);
                blocks.first_failed.get_or_insert(blocks.filled);
                blocks.filled = end;
            }
        }
    }
    blocks
}
