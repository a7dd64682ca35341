//! What an editor underlines of a mistake: one token or the type at fault, never the whole struct. Only what is missing
//! stands on the struct's name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const TESTS: &str = env!("CARGO_MANIFEST_DIR");

/// A line, the column of the first character and the one behind the last, all from 1.
type Span = (usize, usize, usize);

#[test]
fn every_mistake_is_underlined_where_it_was_typed_and_nowhere_else() {
    let source = Path::new(TESTS).join("spans/mistakes.rs");
    let expected = carets(&fs::read_to_string(&source).expect("the program is there"));
    let (found, rendered) = underlined(&source);
    let described = |spans: BTreeSet<&Span>| {
        spans
            .iter()
            .map(|(line, first, end)| format!("line {line}, columns {first} to {}", end - 1))
            .collect::<Vec<_>>()
    };
    let missed = described(expected.difference(&found).collect());
    let unexpected = described(found.difference(&expected).collect());
    assert!(
        missed.is_empty() && unexpected.is_empty(),
        "not underlined: {missed:#?}\nunderlined, too: {unexpected:#?}\n{rendered}"
    );
}

/// The places that the program marks by carets in a comment below the line.
fn carets(program: &str) -> BTreeSet<Span> {
    let mut spans = BTreeSet::new();
    let mut line_above = 0;
    for (number, line) in (1..).zip(program.lines()) {
        let marker = line.trim_start().strip_prefix("//").is_some_and(|rest| rest.trim().chars().all(|c| c == '^'));
        if marker && line.contains('^') {
            let (first, length) = (line.find('^').unwrap_or_default(), line.matches('^').count());
            spans.insert((line_above, first + 1, first + 1 + length));
        } else {
            line_above = number;
        }
    }
    spans
}

/// What cargo tells an editor that opens the program in a crate of its own: where the errors are, and their text.
fn underlined(source: &Path) -> (BTreeSet<Span>, String) {
    let workspace = Path::new(TESTS).parent().expect("the tests are a member of a workspace");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spans");
    fs::create_dir_all(&folder).expect("the target folder is there");
    let manifest = format!(
        "[package]\nname = \"spans\"\nedition = \"2024\"\n\n[lib]\npath = {source:?}\n\n[dependencies]\n\
         thrive-core = {{ path = {:?}, features = [\"uuid\"] }}\nuuid = {{ version = \"1\", default-features = false }}\n\n\
         [workspace]\n",
        workspace.join("thrive-core"),
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format=json"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .env_remove("THRIVE_PLAN")
        .output()
        .expect("cargo runs");
    let (mut spans, mut rendered) = (BTreeSet::new(), String::from_utf8_lossy(&checked.stderr).into_owned());
    for line in String::from_utf8_lossy(&checked.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo writes JSON");
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        rendered += message["rendered"].as_str().unwrap_or_default();
        let primary = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
        for span in primary {
            let number = |key: &str| span[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            assert_eq!(number("line_start"), number("line_end"), "more than a line is underlined:\n{rendered}");
            spans.insert((number("line_start"), number("column_start"), number("column_end")));
        }
    }
    (spans, rendered)
}
