//! What the compiler says of each mistake, word for word. One folder a theme, one file a mistake.
//!
//! After a change of a message: `TRYBUILD=overwrite cargo test -p thrive-tests --test ui`, then read the difference as
//! a user would.

use std::process::Command;

/// The compiler whose words the expected output has. Another one words some of them differently.
const COMPILER: &str = "1.95.";

#[test]
fn every_mistake_is_explained_where_it_was_made() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(&format!("rustc {COMPILER}")) {
        eprintln!("skipped: the expected messages are those of rustc {COMPILER}x, and this is {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}
