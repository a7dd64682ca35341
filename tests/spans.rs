//! What an editor underlines of a mistake: one token or the type at fault, never the whole struct. Only what is missing
//! stands on the struct's name.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "support/generated_crate.rs"]
#[expect(dead_code, reason = "this test asks more of an error than `errors` tells")]
mod generated_crate;

use std::fs;
use std::path::Path;

use generated_crate::GeneratedCrate;
use serde_json::Value;

/// A line, the column of the first character and the one behind the last, all from 1.
type Span = (usize, usize, usize);

#[test]
fn every_mistake_is_underlined_once_where_it_was_typed_and_nowhere_else() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("spans/mistakes.rs");
    let expected = carets(&fs::read_to_string(&source).expect("the program is there"));
    let (found, rendered) = underlined(&source);
    let missed = only_in(&expected, &found);
    let unexpected = only_in(&found, &expected);
    assert!(
        missed.is_empty() && unexpected.is_empty(),
        "not underlined: {missed:#?}\nunderlined, too, or twice: {unexpected:#?}\n{rendered}"
    );
}

/// The places of the first list that the second does not have, or not as often.
fn only_in(places: &[Span], others: &[Span]) -> Vec<String> {
    let mut others = others.to_vec();
    let mut left = Vec::new();
    for place @ (line, first, end) in places {
        match others.iter().position(|other| other == place) {
            Some(index) => drop(others.swap_remove(index)),
            None => left.push(format!("line {line}, columns {first} to {}", end - 1)),
        }
    }
    left
}

/// The places that the program marks by carets in a comment below the line.
fn carets(program: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut line_above = 0;
    for (number, line) in (1..).zip(program.lines()) {
        let marker = line.trim_start().strip_prefix("//").is_some_and(|rest| rest.trim().chars().all(|c| c == '^'));
        if marker && line.contains('^') {
            let (first, length) = (line.find('^').unwrap_or_default(), line.matches('^').count());
            spans.push((line_above, first + 1, first + 1 + length));
        } else {
            line_above = number;
        }
    }
    spans
}

/// What cargo tells an editor that opens the program in a crate of its own: where the errors are, and their text.
fn underlined(source: &Path) -> (Vec<Span>, String) {
    let program = GeneratedCrate::new("spans", &["uuid"], &["uuid"], "KEEP_SPANS");
    program.write("src/lib.rs", &format!("#[path = {source:?}]\npub mod mistakes;\n"));
    let output = program.cargo(&["check", "--quiet", "--message-format=json"]);
    let (mut spans, mut rendered) = (Vec::new(), String::from_utf8_lossy(&output.stderr).into_owned());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
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
            spans.push((number("line_start"), number("column_start"), number("column_end")));
        }
    }
    (spans, rendered)
}
