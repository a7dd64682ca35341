//! A disk in memory that remembers what was done to it, and fails when it is told to.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{File, Files, Lock};

/// Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemoryDisk(Arc<Mutex<Contents>>);

#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) names: BTreeMap<PathBuf, usize>,
    pub(crate) nodes: Vec<Node>,
    /// Everything that was done and worked, in order.
    pub(crate) log: Vec<Operation>,
    pub(crate) faults: Faults,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    pub(crate) bytes: Vec<u8>,
    is_locked: bool,
    unreadable: Vec<Range<u64>>,
}

/// What changes the disk, or makes a change last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    Name { path: PathBuf, node: usize },
    Unname { path: PathBuf },
    Write { node: usize, offset: usize, bytes: Vec<u8> },
    SetLen { node: usize, len: usize },
    SyncData { node: usize },
    SyncFolder,
}

/// What goes wrong from now on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    /// How many bytes may still be written before the disk is full.
    pub(crate) space: Option<usize>,
    pub(crate) read_only: bool,
    pub(crate) cut: bool,
    pub(crate) sync: bool,
    pub(crate) reads: bool,
    /// Operations are not remembered.
    pub(crate) no_log: bool,
}

impl MemoryDisk {
    pub(crate) fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is on the disk after these operations, in a machine that has just started.
    pub(crate) fn after(operations: &[Operation]) -> Self {
        let mut contents = Contents::default();
        operations.iter().for_each(|operation| contents.apply(operation));
        contents.log.clear();
        MemoryDisk(Arc::new(Mutex::new(contents)))
    }

    /// The same files, locked by nobody.
    pub(crate) fn restarted(&self) -> Self {
        let contents = self.contents();
        let files = contents.names.iter().map(|(path, node)| (path.clone(), contents.bytes_of(*node).to_vec()));
        MemoryDisk::with(files)
    }

    pub(crate) fn with(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        let disk = MemoryDisk::default();
        for (path, bytes) in files {
            disk.put(&path, bytes);
        }
        disk
    }

    pub(crate) fn put(&self, path: &Path, bytes: Vec<u8>) {
        let mut contents = self.contents();
        let node = contents.nodes.len();
        contents.nodes.push(Node { bytes, ..Node::default() });
        contents.names.insert(path.to_owned(), node);
    }

    pub(crate) fn read(&self, path: &Path) -> Option<Vec<u8>> {
        let contents = self.contents();
        contents.names.get(path).map(|node| contents.bytes_of(*node).to_vec())
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.contents().names.keys().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect()
    }

    /// Reading these bytes fails for ever.
    pub(crate) fn make_unreadable(&self, path: &Path, range: Range<u64>) {
        let mut contents = self.contents();
        let node = contents.names.get(path).copied();
        if let Some(node) = node.and_then(|node| contents.nodes.get_mut(node)) {
            node.unreadable.push(range);
        }
    }

    /// Somebody removed the folder; what is open stays open.
    pub(crate) fn vanish(&self) {
        self.contents().names.clear();
    }
}

impl Contents {
    fn bytes_of(&self, node: usize) -> &[u8] {
        self.nodes.get(node).map(|node| node.bytes.as_slice()).unwrap_or_default()
    }

    pub(crate) fn node(&mut self, node: usize) -> &mut Node {
        if self.nodes.len() <= node {
            self.nodes.resize(node + 1, Node::default());
        }
        &mut self.nodes[node]
    }

    /// Does it, and remembers it.
    pub(crate) fn apply(&mut self, operation: &Operation) {
        match operation {
            Operation::Name { path, node } => {
                self.node(*node);
                self.names.insert(path.clone(), *node);
            }
            Operation::Unname { path } => {
                self.names.remove(path);
            }
            Operation::Write { node, offset, bytes } => write(&mut self.node(*node).bytes, *offset, bytes),
            Operation::SetLen { node, len } => self.node(*node).bytes.resize(*len, 0),
            Operation::SyncData { .. } | Operation::SyncFolder => {}
        }
        if !self.faults.no_log {
            self.log.push(operation.clone());
        }
    }

    fn writable(&self) -> io::Result<()> {
        if self.faults.read_only { Err(ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    }

    fn open(&mut self, path: &Path) -> io::Result<usize> {
        self.writable()?;
        if let Some(node) = self.names.get(path) {
            return Ok(*node);
        }
        let node = self.nodes.len();
        self.apply(&Operation::Name { path: path.to_owned(), node });
        Ok(node)
    }
}

pub(crate) fn write(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

impl Files for MemoryDisk {
    type File = MemoryFile;

    fn create_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<MemoryFile> {
        let mut contents = self.contents();
        let node = contents.open(path)?;
        if !contents.bytes_of(node).is_empty() {
            contents.apply(&Operation::SetLen { node, len: 0 });
        }
        Ok(MemoryFile { disk: self.clone(), node, holds_lock: Mutex::new(false) })
    }

    fn open(&self, path: &Path) -> io::Result<MemoryFile> {
        let node = self.contents().open(path)?;
        Ok(MemoryFile { disk: self.clone(), node, holds_lock: Mutex::new(false) })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut contents = self.contents();
        contents.writable()?;
        if !contents.names.contains_key(path) {
            return Err(ErrorKind::NotFound.into());
        }
        contents.apply(&Operation::Unname { path: path.to_owned() });
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut contents = self.contents();
        contents.writable()?;
        let node = *contents.names.get(from).ok_or(ErrorKind::NotFound)?;
        contents.apply(&Operation::Unname { path: from.to_owned() });
        contents.apply(&Operation::Name { path: to.to_owned(), node });
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let contents = self.contents();
        let inside = contents.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()).map(OsString::from).collect())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        let mut contents = self.contents();
        if contents.faults.sync {
            return Err(io::Error::other("the disk does not answer"));
        }
        contents.apply(&Operation::SyncFolder);
        Ok(())
    }

    fn leads_to(&self, path: &Path, file: &MemoryFile) -> io::Result<bool> {
        Ok(self.contents().names.get(path) == Some(&file.node))
    }
}

#[derive(Debug)]
pub(crate) struct MemoryFile {
    disk: MemoryDisk,
    node: usize,
    holds_lock: Mutex<bool>,
}

impl File for MemoryFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut contents = self.disk.contents();
        let wanted = offset..offset + buffer.len() as u64;
        let fails = contents.faults.reads;
        let node = contents.node(self.node);
        if fails || node.unreadable.iter().any(|range| range.start < wanted.end && wanted.start < range.end) {
            return Err(io::Error::other("input/output error"));
        }
        let rest = usize::try_from(offset).ok().and_then(|offset| node.bytes.get(offset..)).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        Ok(read)
    }

    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut contents = self.disk.contents();
        contents.writable()?;
        let room = contents.faults.space.unwrap_or(usize::MAX).min(bytes.len());
        if let Some(space) = &mut contents.faults.space {
            *space -= room;
        }
        let offset = usize::try_from(offset).map_err(|_| ErrorKind::FileTooLarge)?;
        contents.apply(&Operation::Write { node: self.node, offset, bytes: bytes[..room].to_vec() });
        if room < bytes.len() { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut contents = self.disk.contents();
        if contents.faults.sync {
            return Err(io::Error::other("the disk does not answer"));
        }
        contents.apply(&Operation::SyncData { node: self.node });
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.contents().node(self.node).bytes.len() as u64)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut contents = self.disk.contents();
        contents.writable()?;
        if contents.faults.cut {
            return Err(io::Error::other("cutting fails"));
        }
        let len = usize::try_from(len).map_err(|_| ErrorKind::FileTooLarge)?;
        contents.apply(&Operation::SetLen { node: self.node, len });
        Ok(())
    }

    fn try_lock(&self) -> io::Result<Lock> {
        let mut contents = self.disk.contents();
        let node = contents.node(self.node);
        if std::mem::replace(&mut node.is_locked, true) {
            return Ok(Lock::HeldElsewhere);
        }
        *self.holds_lock.lock().unwrap_or_else(PoisonError::into_inner) = true;
        Ok(Lock::Taken)
    }
}

impl Drop for MemoryFile {
    fn drop(&mut self) {
        if *self.holds_lock.lock().unwrap_or_else(PoisonError::into_inner) {
            self.disk.contents().node(self.node).is_locked = false;
        }
    }
}
