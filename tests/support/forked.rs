//! `fork` without `exec`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitStatus;

/// Who is stuck is ended after so many seconds, by a signal.
const LONGEST: u32 = 60;

/// Forks; runs `work` in the child, and waits for its end. Both have what they had before, `state` too, which the child
/// hands to `work` and the parent returns. Fails if `work` panicked, or got stuck.
#[expect(unsafe_code, reason = "the standard library does not fork")]
pub(crate) fn forked<T>(state: T, work: impl FnOnce(T)) -> T {
    // SAFETY: the child, in which other threads may have left locks locked, calls what a user's program would. That
    // includes the allocator, which glibc keeps whole over a fork.
    match unsafe { libc::fork() } {
        -1 => panic!("no fork: {}", io::Error::last_os_error()),
        0 => {
            // SAFETY: both take numbers alone. `_exit` runs nothing of the parent's that would run at its exit.
            unsafe { libc::alarm(LONGEST) };
            let outcome = catch_unwind(AssertUnwindSafe(|| work(state)));
            unsafe { libc::_exit(i32::from(outcome.is_err())) }
        }
        child => {
            let mut status = 0;
            // SAFETY: the status is written while it lives.
            let waited = unsafe { libc::waitpid(child, &raw mut status, 0) };
            assert_eq!(waited, child, "{}", io::Error::last_os_error());
            let status = ExitStatus::from_raw(status);
            assert!(status.success(), "the forked child ended with {status}");
            state
        }
    }
}

/// Forks, and runs `work` in a child that outlives this process: it waits for the end of it, which is at once.
#[expect(unsafe_code, reason = "the standard library does not fork")]
pub(crate) fn left_behind(work: impl FnOnce()) -> ! {
    let (mut ends, lives) = io::pipe().unwrap();
    // SAFETY: as above.
    match unsafe { libc::fork() } {
        -1 => panic!("no fork: {}", io::Error::last_os_error()),
        0 => {
            drop(lives);
            // SAFETY: as above.
            unsafe { libc::alarm(LONGEST) };
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                // Nothing is ever written: it ends with the last process that could.
                ends.read_to_end(&mut Vec::new()).unwrap();
                work();
            }));
            unsafe { libc::_exit(i32::from(outcome.is_err())) }
        }
        // SAFETY: as above.
        _ => unsafe { libc::_exit(0) },
    }
}
