//! `docs/delivery.md` has a row for every test of a fault, and every test that it names is there.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files in a folder of this package.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(here().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The tests in these files, each as `file::test`.
fn tests(files: &[PathBuf]) -> BTreeSet<String> {
    files.iter().flat_map(|path| tests_in(path)).collect()
}

fn tests_in(path: &Path) -> Vec<String> {
    let file = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line != "#[test]" && !line.starts_with("#[tokio::test") {
            continue;
        }
        let function = lines.find_map(|line| line.trim_start_matches("async ").strip_prefix("fn ")).unwrap();
        found.push(format!("{file}::{}", function.split('(').next().unwrap()));
    }
    found
}

/// The tests that the page names, in the last cells of its rows.
fn named() -> Vec<String> {
    let page = fs::read_to_string(here().join("../docs/delivery.md")).unwrap();
    let cells = page.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')?.rsplit('|').next());
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let is_test = |name: &&str| name.contains("::") && name.starts_with(|first: char| first.is_ascii_lowercase());
    names.filter(is_test).map(str::to_owned).collect()
}

#[test]
fn every_test_that_the_page_names_is_there() {
    let all = tests(&[files("."), files("faults")].concat());
    let missing: Vec<_> = named().into_iter().filter(|name| !all.contains(name)).collect();
    assert!(missing.is_empty(), "docs/delivery.md names tests that are not there: {missing:#?}");
}

#[test]
fn every_test_of_a_fault_is_on_the_page() {
    let named: BTreeSet<_> = named().into_iter().collect();
    let faults = tests(&files("faults"));
    assert!(faults.len() > 50, "only {} tests were found", faults.len());
    let missing: Vec<_> = faults.difference(&named).collect();
    assert!(missing.is_empty(), "docs/delivery.md has no row for {missing:#?}");
}
