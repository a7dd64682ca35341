//! What this process and this thread have used.
#![expect(clippy::unwrap_used, reason = "a test ends where the system does not say")]

use std::fs;
use std::mem::MaybeUninit;

/// The most memory that the process has had up to now, in bytes.
pub(crate) fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() << 10
}

/// How often a thread stopped running.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Switches {
    /// It had nothing to do, or waited for a lock.
    pub(crate) voluntary: i64,
    /// The processor was taken from it.
    pub(crate) involuntary: i64,
}

/// Of this thread, up to now.
pub(crate) fn thread_switches() -> Switches {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    #[expect(unsafe_code, reason = "the standard library does not tell")]
    // SAFETY: all zeros are a valid value of the struct, whose fields are numbers; the call writes into it while it lives.
    let usage = unsafe {
        assert_eq!(libc::getrusage(libc::RUSAGE_THREAD, usage.as_mut_ptr()), 0);
        usage.assume_init()
    };
    Switches { voluntary: usage.ru_nvcsw, involuntary: usage.ru_nivcsw }
}
