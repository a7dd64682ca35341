//! The operating system's files.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File as OsFile, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::{File, Files, Lock};

/// The real thing. Only the owner may read what it makes, since events are about people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk;

impl Files for Disk {
    type File = OsFile;

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn create(&self, path: &Path) -> io::Result<OsFile> {
        options().truncate(true).open(path)
    }

    fn open(&self, path: &Path) -> io::Result<OsFile> {
        options().open(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    /// Windows has no such call: there the file system's own journal keeps the names.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { OsFile::open(folder)?.sync_all() } else { Ok(()) }
    }

    #[cfg(unix)]
    fn leads_to(&self, path: &Path, file: &OsFile) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt;

        let open = file.metadata()?;
        match fs::metadata(path) {
            Ok(there) => Ok((there.dev(), there.ino()) == (open.dev(), open.ino())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// A file that is open and locked cannot be replaced unnoticed there, so that being there is enough.
    #[cfg(not(unix))]
    fn leads_to(&self, path: &Path, _file: &OsFile) -> io::Result<bool> {
        fs::exists(path)
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

impl File for OsFile {
    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, buffer, offset)
    }

    #[cfg(unix)]
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(self, bytes, offset)
    }

    #[cfg(windows)]
    fn write_all_at(&self, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
        while !bytes.is_empty() {
            match std::os::windows::fs::FileExt::seek_write(self, bytes, offset) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => {
                    bytes = bytes.get(written..).unwrap_or_default();
                    offset += written as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        OsFile::sync_data(self)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    #[cfg(unix)]
    fn unshared(&self) -> Option<crate::fork::Unshared> {
        Some(crate::fork::unshared(self))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        OsFile::set_len(self, len)
    }

    fn try_lock(&self) -> io::Result<Lock> {
        match OsFile::try_lock(self) {
            Ok(()) => Ok(Lock::Taken),
            Err(TryLockError::WouldBlock) => Ok(Lock::HeldElsewhere),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}
