//! Damaged bytes, kept for whoever wants to look at them. They are in nobody's way, so that trouble here is no error.

use std::ops::Range;
use std::path::Path;

use super::files::{File, Files};

/// What is kept in all.
const MOST_BYTES: u64 = 16 << 20;
const MOST_FILES: usize = 1000;

const PIECE: usize = 64 << 10;

/// Which damage was copied to a file of its own. A place has one name, so that it is copied once, however often it is read.
pub(super) struct Aside {
    kept: Vec<String>,
    bytes: u64,
}

impl Aside {
    pub(super) fn new<F: Files>(files: &F, folder: &Path, names: &[&str]) -> Self {
        let kept: Vec<String> = names.iter().filter(|name| is_ours(name)).map(|name| (*name).to_owned()).collect();
        let len = |name: &String| files.open(&folder.join(name)).and_then(|file| file.len()).unwrap_or(0);
        let bytes = kept.iter().map(len).sum();
        Aside { kept, bytes }
    }

    /// Copies as much of the range as there is room for.
    pub(super) fn keep<F: Files>(&mut self, files: &F, folder: &Path, first: u64, file: &F::File, range: Range<u64>) {
        let name = format!("damaged-{first:020}-{:010}.bin", range.start);
        let room = MOST_BYTES.saturating_sub(self.bytes);
        if room == 0 || self.kept.len() >= MOST_FILES || self.kept.contains(&name) {
            return;
        }
        let mut copied = 0;
        if let Ok(copy) = files.create(&folder.join(&name)) {
            let wanted = room.min(range.end - range.start);
            let mut piece = vec![0; PIECE];
            while copied < wanted {
                let size = usize::try_from(wanted - copied).unwrap_or(PIECE).min(PIECE);
                let part = piece.get_mut(..size).unwrap_or_default();
                let Ok(read @ 1..) = file.read_at(part, range.start + copied) else { break };
                let part = part.get(..read).unwrap_or_default();
                if copy.write_all_at(part, copied).is_err() {
                    break;
                }
                copied += read as u64;
            }
        }
        self.bytes += copied;
        self.kept.push(name);
    }
}

fn is_ours(name: &str) -> bool {
    name.starts_with("damaged-") && name.ends_with(".bin")
}
