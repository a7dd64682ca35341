//! `thrive plan diff`.

mod support;

use serde_json::json;
use support::Folder;

const OLD: &str = r#"{ "properties": { "report_name": { "type": "string" }, "pages": { "type": "integer" } } }"#;
const BREAKING: &str = r#"{ "properties": { "pages": { "type": "number" }, "format": { "type": "string" } } }"#;
const RAISED: &str =
    r#"{ "version": 2, "properties": { "pages": { "type": "number" }, "format": { "type": "string" } } }"#;

#[test]
fn a_breaking_change_without_a_raised_version_is_wrong() {
    let files = [("old/report_shared.json", OLD), ("new/report_shared.json", BREAKING)];
    let folder = Folder::with("a_breaking_change_without_a_raised_version", &files);
    let expected = "\
breaking    `properties.pages` of event `report_shared` is now a number; it was an integer
breaking    `properties.report_name` of event `report_shared` is gone
compatible  `properties.format` of event `report_shared` is new and optional
error: event `report_shared` has 2 breaking changes and is still version 1: set `\"version\": 2`
3 changes, 2 of them breaking
";
    folder.thrive(&["plan", "diff", "old", "new"]).assert(1, expected);
    folder.write("new/report_shared.json", RAISED);
    let ended = folder.thrive(&["plan", "diff", "old/report_shared.json", "new"]);
    // One event's file is no plan file.
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    let ended = folder.thrive(&["plan", "diff", "old", "new"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stdout.ends_with("4 changes, 2 of them breaking\n"), "{}", ended.stdout);
}

#[test]
fn revisions_of_git_are_compared() {
    let folder = Folder::with(
        "revisions_of_git_are_compared",
        &[
            ("tracking/report_shared.json", OLD),
            ("tracking/plan.json", r#"{ "events": { "report_printed": {} } }"#),
            ("tracking/schema/event.schema.json", "{}"),
            ("tracking/x.schema.json", "not even JSON"),
        ],
    );
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "before"]);
    folder.git(&["tag", "before"]);
    folder.write("tracking/report_shared.json", RAISED);
    folder.git(&["commit", "-qam", "after"]);
    folder.write("tracking/report_shared.json", BREAKING);

    let ended = folder.thrive(&["plan", "diff", "before:tracking", "HEAD:tracking/", "--json"]);
    let change = |rank: &str, path: &str, message: &str| json!({ "rank": rank, "event": "report_shared", "path": path, "message": message });
    let pages = "`properties.pages` of event `report_shared` is now a number; it was an integer";
    let expected = json!({
        "changes": [
            change("breaking", "properties.pages", pages),
            change("breaking", "properties.report_name", "`properties.report_name` of event `report_shared` is gone"),
            change("compatible", "", "event `report_shared` is now version 2; it was version 1"),
            change("compatible", "properties.format", "`properties.format` of event `report_shared` is new and optional"),
        ],
        "unversioned": [],
    });
    assert_eq!((ended.code, ended.json()), (0, expected));

    // The working folder went back to version 1.
    let ended = folder.thrive(&["plan", "diff", "HEAD:tracking", "tracking"]);
    let expected = "error: event `report_shared` went from version 2 down to 1: set `\"version\": 2`";
    assert!(ended.code == 1 && ended.stdout.contains(expected), "{}", ended.stdout);
    folder
        .thrive(&["plan", "diff", "HEAD:tracking/plan.json", "tracking/plan.json"])
        .assert(0, "0 changes, 0 of them breaking\n");
}

#[test]
fn a_revision_that_git_does_not_know_is_used_wrongly() {
    let folder = Folder::with("a_revision_that_git_does_not_know", &[("tracking/plan.json", "{}")]);
    folder.git(&["init", "-q"]);
    let ended = folder.thrive(&["plan", "diff", "v9:tracking", "tracking"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("error: git does not know `v9:tracking`: "), "{}", ended.stderr);
    let ended = folder.thrive(&["plan", "diff", "gone", "tracking"]);
    let expected =
        "error: there is no plan at `gone`: name a folder, a file, or what a git revision has as `REV:path`\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, expected));
    let ended = folder.thrive(&["plan", "diff", "--", "--output=x:y", "tracking"]);
    assert_eq!(ended.code, 2);
    assert!(!folder.path("x:y").exists(), "git took it for an option");
}

#[test]
fn a_mistake_in_a_revision_has_its_place() {
    let folder = Folder::with("a_mistake_in_a_revision_has_its_place", &[("tracking/a_b.json", "{\n \"x\": 1 }")]);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "before"]);
    let ended = folder.thrive(&["plan", "diff", "HEAD:tracking", "tracking"]);
    assert_eq!(ended.code, 1);
    let expected = "error: HEAD:tracking/a_b.json:2:2: `x` is not a supported keyword here";
    assert!(ended.stderr.starts_with(expected), "{}", ended.stderr);
}
