//! What the service will never take, for people to look at: a line of JSON each.

use std::path::{Path, PathBuf};

use super::error::SpoolError;
use super::files::{File, Files};
use super::window::read_full;

const NAME: &str = "rejected.jsonl";
const OLDER: &str = "rejected.older.jsonl";

/// What one file holds, unless one line is longer. There is one older one.
const MOST_BYTES: u64 = 16 << 20;

/// Rejected events in the spool's folder. Whoever has this owns the spool.
pub(crate) struct DeadLetters<F: Files> {
    files: F,
    folder: PathBuf,
    path: PathBuf,
    most_bytes: u64,
    open: Option<Open<F::File>>,
    line: Vec<u8>,
}

struct Open<H> {
    file: H,
    len: u64,
}

impl<F: Files> DeadLetters<F> {
    /// Nothing is written before there is something to write.
    pub(crate) fn new(folder: &Path, files: F) -> Self {
        let path = folder.join(NAME);
        DeadLetters { files, folder: folder.to_owned(), path, most_bytes: MOST_BYTES, open: None, line: Vec::new() }
    }

    /// Adds `{"reason":"..","event":{..}}` and a line break. With the operating system when this returns.
    pub(crate) fn append(&mut self, event_json: &str, reason: &str) -> Result<(), SpoolError> {
        self.line.clear();
        self.line.extend_from_slice(b"{\"reason\":");
        // Writing a string to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.line, reason);
        self.line.extend_from_slice(b",\"event\":");
        // Between tokens, the only place where JSON has them, a line break is as good as a space.
        self.line.extend(event_json.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        self.line.extend_from_slice(b"}\n");

        let failed = |error| SpoolError::io("be written", &self.path, error);
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.files.open(&self.path).and_then(at_a_line).map_err(failed)?,
        };
        if open.len > 0 && open.len + self.line.len() as u64 > self.most_bytes {
            // An open file cannot be renamed everywhere.
            drop(open);
            self.files.rename(&self.path, &self.folder.join(OLDER)).map_err(failed)?;
            open = self.files.create(&self.path).and_then(at_a_line).map_err(failed)?;
        }
        // What a write leaves that fails is completed to a line of its own when the file is opened the next time.
        open.file.write_all_at(&self.line, open.len).map_err(failed)?;
        open.len += self.line.len() as u64;
        self.open = Some(open);
        Ok(())
    }

    /// Returns once what was added survives a power loss.
    pub(crate) fn sync(&self) -> Result<(), SpoolError> {
        let Some(open) = &self.open else { return Ok(()) };
        let synced = open.file.sync_data().and_then(|()| self.files.sync_folder(&self.folder));
        synced.map_err(|error| SpoolError::io("be brought to the disk", &self.path, error))
    }
}

/// The end of a file, where a line begins: one that a crash has torn gets its line break.
fn at_a_line<H: File>(file: H) -> std::io::Result<Open<H>> {
    let mut len = file.len()?;
    let mut last = [b'\n'];
    read_full(&file, &mut last, len.saturating_sub(1))?;
    if last != [b'\n'] {
        file.write_all_at(b"\n", len)?;
        len += 1;
    }
    Ok(Open { file, len })
}
