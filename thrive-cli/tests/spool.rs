//! `thrive spool`: what a client has not delivered yet.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{Ended, Folder, spooled};
use thrive_collector::Collector;

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_spool_is_looked_into_while_its_client_runs_and_nothing_of_it_changes() {
    let folder = Folder::new("a_spool_is_looked_into_while_its_client_runs");
    let client = spooled::client(&folder.path("spool"), 3);
    let before = contents(&folder.path("spool"));
    let listed = folder.thrive(&["spool", "list", "spool", "--json"]);
    let mut spools = listed.json();
    let oldest = spools[0].as_object_mut().unwrap().remove("oldest").unwrap();
    assert!(oldest.as_str().unwrap().ends_with('Z'), "{oldest}");
    let bytes = 40 + (0..3).map(|number| 36 + spooled::event(number).len()).sum::<usize>();
    let expected = json!([{
        "path": "spool", "waiting": 3, "damaged": 0, "settled": 0, "next": 3, "rejected": 0, "bytes": bytes, "segments": 1,
    }]);
    assert_eq!((listed.code, spools), (0, expected));

    let exported = (0..3).map(|number| spooled::event(number) + "\n").collect::<String>();
    folder.thrive(&["spool", "export", "spool"]).assert(0, &exported);
    let shown = folder.thrive(&["spool", "show", "spool", "--user", "u-1", "--json"]);
    let shown: Value = serde_json::from_str(shown.stdout.trim()).unwrap();
    assert_eq!((&shown["sequence"], &shown["state"]), (&json!(1), &json!("waiting")));
    assert_eq!(shown["event"], serde_json::from_str::<Value>(&spooled::event(1)).unwrap());
    assert_eq!(contents(&folder.path("spool")), before);

    // To send what is in it takes the one that owns it.
    let mut replay = folder.command(&["spool", "replay", "spool"]);
    let ended = Ended::of(replay.env("THRIVESTACK_API_KEY", "key").output().unwrap());
    assert!(ended.code == 2 && ended.stderr.contains("is in use by another process"), "{}", ended.stderr);
    drop(client);
}

#[test]
fn the_spools_of_a_folder_are_listed_by_their_names() {
    let folder = Folder::new("the_spools_of_a_folder_are_listed");
    spooled::leave(&folder.path("spools/web"), 2);
    spooled::leave(&folder.path("spools/api"), 1);
    let ended = folder.thrive(&["spool", "list", "spools"]);
    let starts: Vec<&str> = ended.stdout.lines().filter_map(|line| line.split(" to be sent").next()).collect();
    assert_eq!((ended.code, starts), (0, vec!["spools/api: 1 event still", "spools/web: 2 events still"]));
}

#[test]
fn a_limit_is_told_and_one_event_is_shown_whole() {
    let folder = Folder::new("a_limit_is_told");
    spooled::leave(&folder.path("spool"), 3);
    let ended = folder.thrive(&["spool", "show", "spool", "--limit", "1"]);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert!(
        lines[0].starts_with("0  ") && lines[0].ends_with("  account_created  user u-0  account acc-1  waiting"),
        "{lines:?}"
    );
    assert_eq!(lines[1..], ["and 2 events more: raise `--limit`"]);
    let ended = folder.thrive(&["spool", "show", "spool", "--sequence", "2"]);
    assert!(ended.stdout.contains("\n  \"user_id\": \"u-2\"\n"), "{}", ended.stdout);
}

#[test]
fn what_a_client_has_left_is_delivered_and_settled() {
    let folder = Folder::new("what_a_client_has_left_is_delivered");
    spooled::leave(&folder.path("spool"), 3);
    let collector = Collector::start().unwrap();
    let replay = || {
        let mut command = folder.command(&["spool", "replay", "spool"]);
        command.env("THRIVESTACK_API_KEY", "key").env("THRIVESTACK_ENDPOINT", collector.endpoint());
        Ended::of(command.output().unwrap())
    };
    replay().assert(0, "3 events: 3 delivered\n");
    let arrived: Vec<String> = collector.good().iter().map(|event| event.json.clone()).collect();
    assert_eq!(arrived, (0..3).map(spooled::event).collect::<Vec<_>>());
    replay().assert(0, "0 events: 0 delivered\n");
    assert_eq!(collector.counts().good, 3);
    folder.thrive(&["spool", "export", "spool"]).assert(0, "");
}

#[test]
fn what_was_refused_is_exported_with_its_reason() {
    let folder = Folder::new("what_was_refused_is_exported");
    spooled::leave(&folder.path("spool"), 1);
    folder.write("strict/account_created.json", r#"{ "properties": { "seats": {} }, "required": ["seats"] }"#);
    let collector = Collector::builder().plan(folder.path("strict")).start().unwrap();
    let mut replay = folder.command(&["spool", "replay", "spool", "--endpoint", &collector.endpoint()]);
    Ended::of(replay.env("THRIVESTACK_API_KEY", "key").output().unwrap())
        .assert(1, "1 event: 0 delivered, 1 refused\n");
    let ended = folder.thrive(&["spool", "export", "spool", "--rejected"]);
    let line: Value = serde_json::from_str(ended.stdout.trim()).unwrap();
    assert_eq!(line["event"], serde_json::from_str::<Value>(&spooled::event(0)).unwrap());
    assert!(line["reason"].as_str().unwrap().contains("400"), "{line}");
}

#[test]
fn damage_is_found_and_the_rest_is_exported() {
    let folder = Folder::new("damage_is_found_and_the_rest_is_exported");
    spooled::leave(&folder.path("spool"), 3);
    let segment = folder.path("spool/00000000000000000000.segment");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[40 + 36 + spooled::event(0).len() + 36] ^= 1;
    fs::write(&segment, bytes).unwrap();
    let ended = folder.thrive(&["spool", "export", "spool"]);
    assert_eq!((ended.code, ended.stdout), (1, spooled::event(0) + "\n" + &spooled::event(2) + "\n"));
    assert_eq!(ended.stderr, "error: 1 event damaged on the disk, and not in the output\n");
    let ended = folder.thrive(&["spool", "list", "spool"]);
    assert!(ended.code == 1 && ended.stdout.contains(", 1 of them damaged;"), "{}", ended.stdout);
}

#[test]
fn a_folder_without_a_spool_is_used_wrongly_and_stays_without() {
    let folder = Folder::with("a_folder_without_a_spool", &[("empty/note.txt", "x")]);
    for command in ["list", "show", "export", "replay"] {
        let ended = folder.thrive(&["spool", command, "empty"]);
        let expected = "error: there is no spool in `empty`: name the folder that a client has as `.spool(..)`\n";
        assert_eq!((ended.code, ended.stderr.as_str()), (2, expected), "{command}");
        assert_eq!(folder.thrive(&["spool", command, "gone"]).code, 2, "{command}");
    }
    assert_eq!(contents(&folder.path("empty")).len(), 1);
    assert!(!folder.path("gone").exists());
}
