//! The page of errors, made of the cases: their header, what the compiler says first, and how the twin differs.

use std::fs;
use std::path::Path;

use crate::cases::Case;

/// The folders of cases in the order of the page, with their titles. The `ten` and the
/// `stranger`'s are whole programs, and not a rule each.
const THEMES: &[(&str, &str, &str)] = &[
    ("event", "The event", "Which event a struct or a variant is."),
    ("property", "Properties", "Which field is which property."),
    ("role", "User, account and time", "The fields that are the event's envelope."),
    ("kind", "Kinds", "What a property's type must be."),
    ("value", "Listed values", "Properties of a few values, and `#[derive(TrackValue)]`."),
    ("fields", "Objects and flattened types", "What is inside of a property, and `#[derive(TrackFields)]`."),
    ("personal", "Personal data", "What a plan with `\"personal\": \"declare\"` asks for."),
    ("attribute", "Attributes", "What `#[track(..)]` takes, and where."),
    ("shape", "Shapes of types", "Types that are no events."),
    ("plan", "The plan", "Mistakes that are not in the program."),
    ("call", "At the call", "What `.track()` asks for."),
    ("together", "Several mistakes", "All of them are reported in one compile."),
];
const LEFT_OUT: &[&str] = &["ten", "stranger"];

/// What people meet most often, which comes first in its theme.
const FIRST: &[&str] = &[
    "event/misspelt",
    "event/not_named",
    "property/unknown",
    "property/missing",
    "property/role_not_marked",
    "role/option",
    "kind/string",
    "kind/option_where_a_value_is_required",
    "kind/no_value_at_all",
    "value/string_for_a_listed_value",
    "value/variant_not_listed",
    "fields/member_missing",
    "fields/member_unknown",
    "fields/member_of_the_wrong_kind",
    "personal/undeclared",
    "attribute/unknown",
    "plan/mistake_inside",
    "call/no_user",
    "call/no_group",
];

const PREFACE: &str = "\
# What the compiler says, and what to write

Each mistake that Thrive finds while compiling: what causes it, the message, and the program mended as it asks.
All mistakes of a struct are reported in one compile, each where it was typed. This page is generated from the
compile-fail cases in [`tests/ui`](../tests/ui), so it says what the compiler says.
";

pub(crate) fn of(cases: &[Case]) -> String {
    for Case { theme, .. } in cases {
        let known = THEMES.iter().any(|(known, ..)| known == theme) || LEFT_OUT.contains(&theme.as_str());
        assert!(known, "ui/{theme} is a theme without a title on the page of errors");
    }
    let mut contents = String::new();
    let mut chapters = String::new();
    for (theme, title, introduction) in THEMES {
        contents += &format!("- [{title}](#{})\n", anchor(title));
        chapters += &format!("\n## {title}\n\n{introduction}\n");
        let mut cases: Vec<&Case> = cases.iter().filter(|case| case.theme == *theme).collect();
        let place = |name: &str| FIRST.iter().position(|first| first.strip_prefix(theme) == Some(&format!("/{name}")));
        cases.sort_by_key(|case| place(&case.name).unwrap_or(FIRST.len()));
        for case in cases {
            let section = Section::of(case);
            contents += &format!("  - [{0}](#{1})\n", section.title, anchor(&section.title));
            chapters += &section.to_markdown();
        }
    }
    format!("{PREFACE}\n{contents}{chapters}")
}

struct Section {
    title: String,
    cause: String,
    write: String,
    message: String,
    changes: Option<String>,
}

impl Section {
    fn of(case: &Case) -> Self {
        let program = read(&case.program());
        let (header, program) = split_header(&program);
        let [title, cause, write] = header.as_slice() else {
            panic!("{}: the header is a title, a cause and what to write", case.path());
        };
        assert!(write.starts_with("Write "), "{}: what to write begins with `Write`", case.path());
        let twin = case.twin();
        let changes = twin.exists().then(|| changes(&program, &read(&twin)));
        Section {
            title: title.trim_end_matches('.').to_owned(),
            cause: cause.clone(),
            write: write.clone(),
            message: message(case),
            changes,
        }
    }

    fn to_markdown(&self) -> String {
        let Section { title, cause, write, message, changes } = self;
        let changes = changes.as_ref().map(|changes| format!("\n```diff\n{changes}```\n")).unwrap_or_default();
        format!("\n### {title}\n\n{cause}\n\n```text\n{message}```\n\n{write}\n{changes}")
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The paragraphs of the header, a line each, and the program below.
fn split_header(program: &str) -> (Vec<String>, String) {
    let lines: Vec<&str> = program.lines().collect();
    let length = lines.iter().take_while(|line| line.starts_with("//!")).count();
    let (header, rest) = lines.split_at(length);
    let header: Vec<&str> = header.iter().map(|line| line.trim_start_matches("//!").trim()).collect();
    let paragraphs = header.split(|line| line.is_empty()).map(|paragraph| paragraph.join(" ")).collect();
    (paragraphs, rest.join("\n"))
}

/// The first error; all of them where the case is about that.
fn message(case: &Case) -> String {
    let message = read(&case.message());
    let errors = errors(&message).into_iter().map(|error| own_words(&error));
    let count = if case.theme == "together" { usize::MAX } else { 1 };
    errors.take(count).collect::<Vec<_>>().join("\n")
}

/// Each error, also one that has an empty line in it.
fn errors(message: &str) -> Vec<String> {
    let mut errors: Vec<String> = Vec::new();
    for part in message.split("\n\n") {
        match errors.last_mut() {
            Some(error) if part.starts_with(' ') => *error += &format!("\n\n{part}"),
            _ => errors.push(part.to_owned()),
        }
    }
    errors
}

/// An error and Thrive's own notes, without what only a compiler's author wants to know.
fn own_words(error: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut wanted = true;
    for line in error.lines() {
        let trimmed = line.trim_start();
        let starts_part = line.starts_with(char::is_alphabetic) || trimmed.starts_with("= ");
        if starts_part {
            wanted = kept.is_empty() || trimmed.starts_with("= note:") && !is_internal(trimmed);
        }
        if wanted && !trimmed.starts_with("--> ") {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(|line| line.trim() == "|") {
        kept.pop();
    }
    kept.join("\n") + "\n"
}

/// A note about how the macro works inside.
fn is_internal(note: &str) -> bool {
    note.contains("this error originates in") || note.contains("required for")
}

/// The lines in which the twin differs: those of the types, or of the calls where the types are the same.
fn changes(program: &str, twin: &str) -> String {
    let all = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("#![") && !line.trim().is_empty());
        lines.map(str::to_owned).collect()
    };
    let declarations = |text: &str| all(text.split("fn main").next().unwrap_or_default());
    let changes = difference(&declarations(program), &declarations(twin));
    if changes.is_empty() { difference(&all(program), &all(twin)) } else { changes }
}

/// The lines that were removed and added, and below an attribute what it stands on.
fn difference(old: &[String], new: &[String]) -> String {
    let mut lines = String::new();
    let (mut same_above, mut attribute_above) = (false, false);
    for (mark, line) in compare(old, new) {
        if mark != ' ' {
            lines += if same_above && !lines.is_empty() { "\n" } else { "" };
        } else if !attribute_above {
            same_above = true;
            continue;
        }
        lines += &format!("{mark}{line}\n");
        same_above = mark == ' ';
        attribute_above = mark != ' ' && line.trim_start().starts_with("#[");
    }
    lines
}

/// Every line of both, marked as removed, added or the same.
fn compare<'a>(old: &'a [String], new: &'a [String]) -> Vec<(char, &'a str)> {
    // How many lines are the same in what is left of both, from each place on.
    let mut same = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, line) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            same[i][j] = if line == other { same[i + 1][j + 1] + 1 } else { same[i + 1][j].max(same[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut marked) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(line), Some(other)) if line == other => {
                marked.push((' ', line.as_str()));
                (i, j) = (i + 1, j + 1);
            }
            (Some(line), other) if other.is_none() || same[i + 1][j] >= same[i][j + 1] => {
                marked.push(('-', line.as_str()));
                i += 1;
            }
            (_, Some(other)) => {
                marked.push(('+', other.as_str()));
                j += 1;
            }
            (_, None) => return marked,
        }
    }
}

/// The anchor that a heading has on the page.
fn anchor(title: &str) -> String {
    let letters = title.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}
