//! For how long a thread waited, as opposed to how long it took: on a busy machine anything takes long.

use std::time::{Duration, Instant};

/// For how long the thread neither ran nor was about to while it did `work`.
pub(crate) fn asleep(work: impl FnOnce()) -> Duration {
    let (start, busy_before) = (Instant::now(), busy());
    work();
    start.elapsed().saturating_sub(busy().saturating_sub(busy_before))
}

/// For how long this thread has run and waited for a processor; zero where the system does not say.
fn busy() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().take(2).filter_map(|number| number.parse::<u64>().ok());
    Duration::from_nanos(nanoseconds.sum())
}
