//! What was made of files, for as long as the files stay as they were. A process that compiles once parses each plan
//! once; an editor's server, which lives for days, sees every edit.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// Values by key, each with the files that it was made of.
pub(super) struct Cache<K, V> {
    entries: Mutex<Option<HashMap<K, Entry<V>>>>,
}

struct Entry<V> {
    made_of: Vec<(PathBuf, Option<Stamp>)>,
    value: V,
}

/// By what an edit is noticed. A file that does not exist has none.
#[derive(PartialEq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub(super) const fn new() -> Self {
        Cache { entries: Mutex::new(None) }
    }

    /// The value for `key`. Unless the files that it was made of are as they were, `make` makes it and names them.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> (V, Vec<PathBuf>)) -> V {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = entries.get_or_insert_default();
        if let Some(entry) = entries.get(&key).filter(|entry| entry.is_fresh()) {
            return entry.value.clone();
        }
        let (value, files) = make();
        let made_of = files.into_iter().map(|file| (stamp(&file), file)).map(|(stamp, file)| (file, stamp)).collect();
        entries.insert(key, Entry { made_of, value: value.clone() });
        value
    }
}

impl<V> Entry<V> {
    fn is_fresh(&self) -> bool {
        self.made_of.iter().all(|(file, then)| stamp(file) == *then)
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = file.metadata().ok()?;
    Some(Stamp { modified: metadata.modified().ok(), length: metadata.len() })
}
