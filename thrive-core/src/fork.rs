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
use unix::watch;
#[cfg(unix)]
pub(crate) use unix::{Unshared, unshared};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::os::fd::{AsRawFd, RawFd};
    use std::sync::Once;
    use std::sync::atomic::{AtomicI32, Ordering};

    use super::GENERATION;

    const NONE: RawFd = -1;

    /// What a child lets go of. More than there is reason to have; what has no place here a child holds on to.
    static LOCKS: [AtomicI32; 64] = [const { AtomicI32::new(NONE) }; 64];

    /// While this lives, a forked child does not hold on to the lock of the file: the lock would outlive its owner.
    pub(crate) struct Unshared(Option<&'static AtomicI32>);

    /// The file has to stay open for as long as what is returned lives.
    pub(crate) fn unshared(lock: &File) -> Unshared {
        watch();
        let fd = lock.as_raw_fd();
        let takes = |slot: &&AtomicI32| slot.compare_exchange(NONE, fd, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        Unshared(LOCKS.iter().find(takes))
    }

    impl Drop for Unshared {
        fn drop(&mut self) {
            self.0.iter().for_each(|slot| slot.store(NONE, Ordering::Relaxed));
        }
    }

    /// Runs in the child between `fork` and its return, where only what is async-signal-safe is allowed: what the atomics
    /// do, and the system calls here, are.
    extern "C" fn in_the_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
        for slot in &LOCKS {
            let fd = slot.load(Ordering::Relaxed);
            if fd != NONE {
                let_go(fd);
            }
        }
    }

    /// Puts something harmless in the place of the file, which whoever has it may close.
    #[expect(unsafe_code, reason = "the standard library does not replace an open file")]
    fn let_go(fd: RawFd) {
        // SAFETY: the path is a C string, and the calls take numbers else. The file at `fd` is a lock of ours, which nobody
        // reads or writes in the child.
        unsafe {
            let harmless = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR | libc::O_CLOEXEC);
            if harmless >= 0 {
                libc::dup2(harmless, fd);
                libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
                libc::close(harmless);
            }
        }
    }

    pub(super) fn watch() {
        static REGISTERED: Once = Once::new();

        REGISTERED.call_once(|| {
            #[expect(unsafe_code, reason = "the standard library cannot say that the process was forked")]
            // SAFETY: the handler is a function of the program that lives as long as the process, and does only what a
            // child may do there. Where registering fails, for want of memory, nothing has changed.
            unsafe {
                libc::pthread_atfork(None, None, Some(in_the_child));
            }
        });
    }
}

#[cfg(not(unix))]
fn watch() {}

/// There is no fork.
#[cfg(not(unix))]
pub(crate) struct Unshared(());
