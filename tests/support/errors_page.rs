//! The page of errors, made of the cases: their header, what the compiler says first, and how the twin differs.

use std::fs;
use std::path::Path;

use crate::cases::Case;

/// The folders of cases in the order of the page, with their titles. The `ten` are whole programs, and not a rule each.
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
const LEFT_OUT: &[&str] = &["ten"];

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
        for case in cases.iter().filter(|case| case.theme == *theme) {
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
            message: first_error(&read(&case.message())),
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

/// The first error and Thrive's own notes, without what only a compiler's author wants to know.
fn first_error(message: &str) -> String {
    let mut kept = String::new();
    let mut wanted = true;
    for line in message.lines().take_while(|line| !line.is_empty()) {
        let trimmed = line.trim_start();
        let starts_part = !line.starts_with(' ') || trimmed.starts_with("= ");
        if starts_part {
            wanted = kept.is_empty() || trimmed.starts_with("= note:") && !is_internal(trimmed);
        }
        if wanted && !trimmed.starts_with("--> ") {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}

/// A note about how the macro works inside.
fn is_internal(note: &str) -> bool {
    note.contains("this error originates in") || note.contains("required for")
}

/// The lines in which the twin differs, with the line below where some were only added.
fn changes(program: &str, twin: &str) -> String {
    let declarations = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("#![") && !line.trim().is_empty());
        lines.take_while(|line| !line.starts_with("fn main")).map(str::to_owned).collect()
    };
    let all = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let changes = difference(&declarations(program), &declarations(twin));
    if changes.is_empty() { difference(&all(program), &all(twin)) } else { changes }
}

/// The lines that were removed and added, and the line below those that were only added, which shows where they stand.
fn difference(old: &[String], new: &[String]) -> String {
    let mut lines = String::new();
    let (mut added, mut removed) = (false, false);
    for (mark, line) in compare(old, new) {
        match mark {
            '-' => removed = true,
            '+' => added = true,
            _ if added && !removed => lines += &format!(" {line}\n"),
            _ => {}
        }
        if mark == ' ' {
            (added, removed) = (false, false);
        } else {
            lines += &format!("{mark}{line}\n");
        }
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
