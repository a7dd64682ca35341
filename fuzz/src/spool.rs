//! Reads whatever folder the fuzzer thinks of, as a process would that starts on it.

#![no_main]

libfuzzer_sys::fuzz_target!(|instructions: &[u8]| thrive_core::__fuzzing::read_folder(instructions));
