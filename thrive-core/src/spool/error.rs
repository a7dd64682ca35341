//! What can go wrong with the spool, and what to do about it.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why the spool could not be opened, written, read or synced.
pub(crate) struct SpoolError {
    kind: SpoolErrorKind,
    message: String,
    source: Option<io::Error>,
}

/// What kind of trouble a [`SpoolError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SpoolErrorKind {
    /// Another process, or another client of this one, owns the folder.
    InUse,
    /// A newer release wrote the folder.
    NewerVersion,
    /// The folder may not be written.
    ReadOnly,
    /// The disk, or this user's share of it, is full.
    NoSpace,
    /// The folder was removed or replaced while it was in use.
    Vanished,
    /// Anything else that the operating system reports.
    Io,
}

impl SpoolError {
    pub(crate) fn kind(&self) -> SpoolErrorKind {
        self.kind
    }

    pub(super) fn in_use(folder: &Path, owner: Option<u32>) -> Self {
        let owner = match owner {
            Some(id) if id == std::process::id() => "another client of this process".into(),
            Some(id) => format!("another process (its id is {id})"),
            None => "another process".into(),
        };
        let message = format!(
            "the spool in `{}` is in use by {owner}: give each its own folder, or end the other first",
            folder.display()
        );
        SpoolError { kind: SpoolErrorKind::InUse, message, source: None }
    }

    pub(super) fn newer_version(path: &Path, version: u32) -> Self {
        let message = format!(
            "`{}` has format version {version}, and this release knows versions up to {}; nothing was touched: run the \
             release that wrote it, or give another folder",
            path.display(),
            super::format::VERSION,
        );
        SpoolError { kind: SpoolErrorKind::NewerVersion, message, source: None }
    }

    pub(super) fn vanished(folder: &Path) -> Self {
        let message = format!(
            "the spool's folder `{}` was removed or replaced while it was in use; what was accepted is still sent, but \
             would not survive this process: leave the folder alone, and start the process again",
            folder.display()
        );
        SpoolError { kind: SpoolErrorKind::Vanished, message, source: None }
    }

    /// A sync failed, and what it was for may never reach the disk although a later one succeeds.
    pub(super) fn unsynced(path: &Path) -> Self {
        let message = format!(
            "`{}` could not be brought to the disk earlier, so that what it holds may not survive a power loss until it is \
             delivered: look at the health of the disk",
            path.display()
        );
        SpoolError { kind: SpoolErrorKind::Io, message, source: None }
    }

    pub(super) fn exhausted(folder: &Path) -> Self {
        let message = format!("the spool in `{}` has no sequence left: give another folder", folder.display());
        SpoolError { kind: SpoolErrorKind::Io, message, source: None }
    }

    /// `action` completes "could not": "be opened", for instance.
    pub(super) fn io(action: &str, path: &Path, source: io::Error) -> Self {
        let (kind, remedy) = match source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                (SpoolErrorKind::ReadOnly, "let this process write there, or give another folder")
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
                SpoolErrorKind::NoSpace,
                "free space there, or give a folder on a larger disk and a `spool_limit` below its size",
            ),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                (SpoolErrorKind::Io, "a file stands where the folder should be: give another path")
            }
            ErrorKind::Unsupported => {
                (SpoolErrorKind::Io, "this file system cannot do that: give a folder on a local disk")
            }
            _ => (SpoolErrorKind::Io, "look at the disk and the folder's permissions, or give another folder"),
        };
        let message = format!("`{}` could not {action} ({source}): {remedy}", path.display());
        SpoolError { kind, message, source: Some(source) }
    }
}

impl fmt::Display for SpoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for SpoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("SpoolError");
        debug.field("kind", &self.kind).field("message", &self.message);
        if let Some(source) = &self.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl Error for SpoolError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// Why a record was not accepted. Nothing of it is kept.
#[derive(Debug)]
pub(crate) enum AppendError {
    /// The segments hold as many bytes as they may.
    Full,
    /// No record of this size ever fits.
    TooLarge {
        /// The largest payload that does.
        limit: u64,
    },
    Failed(SpoolError),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppendError::Full => f.write_str("the spool is full: raise `spool_limit`, or choose another `overflow`"),
            AppendError::TooLarge { limit } => write!(f, "the spool takes records of at most {limit} bytes"),
            AppendError::Failed(error) => error.fmt(f),
        }
    }
}

impl Error for AppendError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            AppendError::Failed(error) => error.source(),
            _ => None,
        }
    }
}

impl From<SpoolError> for AppendError {
    fn from(error: SpoolError) -> Self {
        AppendError::Failed(error)
    }
}
