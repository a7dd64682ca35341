//! What the compiler says of each mistake, word for word, and that the program is right once it is mended. One folder a
//! theme, one file a mistake, and beside it `.fixed.rs`: the same program as the message asks for it.
//!
//! After a change of a message: `TRYBUILD=overwrite cargo test -p thrive-tests --test ui`, then read the difference as
//! a user would, and `UPDATE_DOCS=1 cargo test -p thrive-tests --test errors_page`.

#![expect(clippy::expect_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/cases.rs"]
#[expect(dead_code, reason = "the page of errors reads the files, too")]
mod cases;

use std::fs;
use std::path::Path;
use std::process::Command;

/// The compiler whose words the expected output has. Another one words some of them differently.
const COMPILER: &str = "1.95.";

/// The cases that are not mended in the program.
const WITHOUT_TWIN: &[(&str, &str)] = &[
    ("ui/plan/mistake_inside.rs", "the mistake is the plan's"),
    ("ui/plan/unsupported_keyword.rs", "the mistake is the plan's"),
];

#[test]
fn every_mistake_is_explained_where_it_was_made() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(&format!("rustc {COMPILER}")) {
        eprintln!("skipped: the expected messages are those of rustc {COMPILER}x, and this is {version}");
        return;
    }
    let programs = trybuild::TestCases::new();
    for case in cases::cases() {
        programs.compile_fail(case.path());
    }
}

#[test]
fn every_mistake_has_a_twin_without_it() {
    let mut unpaired = Vec::new();
    let (cases, twins) = (cases::cases(), cases::twins());
    let excused = |case: &cases::Case| WITHOUT_TWIN.iter().any(|(path, _)| *path == case.path());
    for case in &cases {
        if twins.contains(case) == excused(case) {
            unpaired.push(format!("{}: a twin, or a reason in `WITHOUT_TWIN`, and not both", case.path()));
        }
    }
    for twin in twins.iter().filter(|twin| !cases.contains(twin)) {
        unpaired.push(format!("{}: the twin of nothing", twin.twin().display()));
    }
    for (path, _) in WITHOUT_TWIN.iter().filter(|(path, _)| !cases.iter().any(|case| case.path() == *path)) {
        unpaired.push(format!("{path}: stands in `WITHOUT_TWIN`, and is no case"));
    }
    assert!(unpaired.is_empty(), "{}", unpaired.join("\n"));
}

/// One program of all twins, since to link each would take minutes.
#[test]
fn every_twin_compiles_without_a_warning_and_runs() {
    let mut program = String::from("#![deny(warnings)]\n#![allow(dead_code)]\n");
    let mut calls = String::new();
    for twin in cases::twins() {
        let (module, path) = (format!("{}_{}", twin.theme, twin.name), twin.twin());
        program += &format!("\nmod {module} {{\n    include!({path:?});\n    pub fn run() {{ main() }}\n}}\n");
        calls += &format!("    {module}::run();\n");
    }
    program += &format!("\nfn main() {{\n{calls}}}\n");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("twins.rs");
    fs::write(&file, program).expect("the target folder is there");
    trybuild::TestCases::new().pass(file);
}
