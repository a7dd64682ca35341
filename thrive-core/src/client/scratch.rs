//! A buffer for each thread to encode into, so that tracking does not allocate.

use std::cell::Cell;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A larger buffer, from an event that was too large, is given back to the allocator.
const LARGEST_KEPT: usize = 64 * 1024;

/// Calls `work` with an empty buffer. The thread's is taken out meanwhile, so that an event that tracks another one as it
/// is encoded gets a buffer of its own, and so does a thread that is past its end.
pub(super) fn with_buffer<T>(work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    let mut buffer = BUFFER.try_with(Cell::take).unwrap_or_default();
    let result = work(&mut buffer);
    if buffer.capacity() <= LARGEST_KEPT {
        buffer.clear();
        // Past the thread's end there is nowhere to keep it.
        let _ = BUFFER.try_with(|kept| kept.set(buffer));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_reuses_its_buffer() {
        let first = with_buffer(|buffer| {
            buffer.extend(b"event");
            buffer.as_ptr()
        });
        let second = with_buffer(|buffer| {
            assert!(buffer.is_empty());
            buffer.as_ptr()
        });
        assert_eq!(first, second);
    }

    #[test]
    fn a_nested_call_gets_a_buffer_of_its_own() {
        with_buffer(|outer| {
            outer.extend(b"outer");
            with_buffer(|inner| inner.extend(b"inner"));
            assert_eq!(outer, b"outer");
        });
    }

    #[test]
    fn a_large_buffer_is_not_kept() {
        with_buffer(|buffer| buffer.reserve(LARGEST_KEPT + 1));
        with_buffer(|buffer| assert_eq!(buffer.capacity(), 0));
    }
}
