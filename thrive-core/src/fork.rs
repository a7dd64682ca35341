//! Whether this process is still the one that built a client.
//!
//! A forked child has the parent's memory but not its threads: it would queue events that nobody sends, and write into
//! the parent's spool.

use std::sync::atomic::{AtomicU32, Ordering};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// The process that something belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Process(u32);

impl Process {
    /// This one, which from now on notices when it is forked.
    pub(crate) fn current() -> Self {
        watch();
        Process(GENERATION.load(Ordering::Relaxed))
    }

    /// One that this process was forked from.
    #[cfg(test)]
    pub(crate) fn parent() -> Self {
        Process(u32::MAX)
    }

    /// Whether this is still that process, and no child of it.
    #[inline]
    pub(crate) fn is_current(self) -> bool {
        GENERATION.load(Ordering::Relaxed) == self.0
    }
}

#[cfg(unix)]
fn watch() {
    static REGISTERED: std::sync::Once = std::sync::Once::new();

    extern "C" fn in_the_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }

    REGISTERED.call_once(|| {
        #[expect(unsafe_code, reason = "the standard library cannot say that the process was forked")]
        // SAFETY: the handler is a function of the program that lives as long as the process. It runs in the child
        // between `fork` and its return, where only what is async-signal-safe is allowed: one atomic addition is.
        // Where registering fails, for want of memory, nothing has changed.
        unsafe {
            libc::pthread_atfork(None, None, Some(in_the_child));
        }
    });
}

#[cfg(not(unix))]
fn watch() {}
