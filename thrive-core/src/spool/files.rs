//! The disk as the spool needs it, so that a test can be a disk that is full, fails, or loses power.

pub(super) mod disk;
#[cfg(any(test, fuzzing))]
#[expect(clippy::indexing_slicing, reason = "a disk for tests")]
pub(super) mod memory;

use std::ffi::OsString;
use std::io;
use std::path::Path;

use crate::fork::Unshared;

/// An open file. All its methods may be called from many threads.
pub(crate) trait File: Send + Sync + 'static {
    /// Reads up to `buffer.len()` bytes; 0 at the end of the file.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// After an error any part of the bytes may have been written.
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Content and length are on the disk, not with the operating system alone.
    fn sync_data(&self) -> io::Result<()>;

    fn len(&self) -> io::Result<u64>;

    fn set_len(&self, len: u64) -> io::Result<()>;

    /// Takes the lock until the file is closed; whether that worked.
    fn try_lock(&self) -> io::Result<Lock>;

    /// While what is returned lives, a child of the process does not hold on to the lock.
    fn unshared(&self) -> Option<Unshared> {
        None
    }
}

/// Whether a lock could be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    Taken,
    HeldElsewhere,
}

/// What leads to the files.
pub(crate) trait Files: Clone + Send + Sync + 'static {
    type File: File;

    /// Makes the folder and those above it, where they are missing.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes an empty file, or empties the one that is there.
    fn create(&self, path: &Path) -> io::Result<Self::File>;

    /// Opens a file to read and write, and makes it where it is missing.
    fn open(&self, path: &Path) -> io::Result<Self::File>;

    fn remove(&self, path: &Path) -> io::Result<()>;

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// The names of new, renamed and removed files are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Whether the path still leads to this file.
    fn leads_to(&self, path: &Path, file: &Self::File) -> io::Result<bool>;
}
