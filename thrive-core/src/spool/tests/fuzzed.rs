//! The fuzz target in `fuzz/` does this for longer, and learns from what it reaches.

use crate::spool::fuzzing::read_folder;

#[test]
fn a_folder_made_of_any_instructions_is_read() {
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..800 {
        let mut instructions = vec![0; random.usize(..200)];
        random.fill(&mut instructions);
        read_folder(&instructions);
    }
}

#[test]
fn a_record_that_claims_those_behind_it_hides_none_of_them() {
    read_folder(&[89, 1, 0, 0, 0, 252, 255, 255, 191]);
}
