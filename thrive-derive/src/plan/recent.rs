//! What was found a moment ago. To look whether files are as they were takes longer than all else that the derive does
//! about a plan, and a crate of three hundred events is compiled in less than a moment.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Long enough for the derives of one compilation, too short for somebody to edit a plan and ask again.
pub(super) const MOMENT: Duration = Duration::from_millis(100);

/// Values by key, each for a moment.
pub(super) struct Recent<K, V> {
    entries: Mutex<Option<HashMap<K, (Instant, V)>>>,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    pub(super) const fn new() -> Self {
        Recent { entries: Mutex::new(None) }
    }

    /// The value for `key`: what was found a moment before `now`, or what `find` finds.
    pub(super) fn get(&self, now: Instant, key: K, find: impl FnOnce(&K) -> V) -> V {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = entries.get_or_insert_default();
        if let Some((found_at, value)) = entries.get(&key)
            && now.saturating_duration_since(*found_at) < MOMENT
        {
            return value.clone();
        }
        let value = find(&key);
        entries.insert(key, (now, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{MOMENT, Recent};

    #[test]
    fn what_was_found_holds_for_a_moment_and_for_its_key() {
        let (recent, start) = (Recent::new(), Instant::now());
        assert_eq!(recent.get(start, "a", |_| 1), 1);
        assert_eq!(recent.get(start + MOMENT - Duration::from_millis(1), "a", |_| 2), 1);
        assert_eq!(recent.get(start, "b", |_| 3), 3);
        assert_eq!(recent.get(start + MOMENT, "a", |_| 4), 4);
        assert_eq!(recent.get(start + MOMENT, "a", |_| 5), 4);
    }
}
