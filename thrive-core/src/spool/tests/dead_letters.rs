//! What the service refuses, a line each.

use super::*;

fn letters(disk: &MemoryDisk) -> DeadLetters<MemoryDisk> {
    DeadLetters::new(Path::new(FOLDER), disk.clone())
}

fn text(disk: &MemoryDisk, name: &str) -> String {
    String::from_utf8(disk.read(&path(name)).unwrap()).unwrap()
}

#[test]
fn a_rejected_event_is_a_line_of_json_with_the_reason() {
    let disk = MemoryDisk::default();
    let mut letters = letters(&disk);
    assert_eq!(disk.names(), [""; 0]);
    letters.append(r#"{"event_name":"a"}"#, "400: \"name\"\nis missing").unwrap();
    letters.append("{\n  \"event_name\": \"b\"\n}", "ü").unwrap();
    letters.sync().unwrap();
    let expected = r#"{"reason":"400: \"name\"\nis missing","event":{"event_name":"a"}}
{"reason":"ü","event":{   "event_name": "b" }}
"#;
    assert_eq!(text(&disk, "rejected.jsonl"), expected);
}

#[test]
fn the_next_process_adds_to_them_and_a_torn_line_stays_one() {
    let disk = MemoryDisk::default();
    letters(&disk).append("{}", "first").unwrap();
    let whole = text(&disk, "rejected.jsonl");
    disk.put(&path("rejected.jsonl"), whole.as_bytes()[..whole.len() - 5].to_vec());
    letters(&disk).append("{}", "second").unwrap();
    let expected = "{\"reason\":\"first\",\"eve\n{\"reason\":\"second\",\"event\":{}}\n";
    assert!(text(&disk, "rejected.jsonl").ends_with("\n{\"reason\":\"second\",\"event\":{}}\n"), "{expected}");

    letters(&disk).append("{}", "third").unwrap();
    assert_eq!(text(&disk, "rejected.jsonl").lines().count(), 3);
}

#[test]
fn a_write_that_fails_costs_no_other_line() {
    let disk = MemoryDisk::default();
    let mut letters = letters(&disk);
    letters.append("{}", "first").unwrap();
    disk.contents().faults.space = Some(10);
    assert_eq!(letters.append("{}", "second").unwrap_err().kind(), SpoolErrorKind::NoSpace);
    disk.contents().faults.space = None;
    letters.append("{}", "third").unwrap();
    let expected = "{\"reason\":\"first\",\"event\":{}}\n{\"reason\":\n{\"reason\":\"third\",\"event\":{}}\n";
    assert_eq!(text(&disk, "rejected.jsonl"), expected);
}

#[test]
fn they_are_held_to_two_files_of_a_size() {
    let disk = MemoryDisk::default();
    let mut letters = letters(&disk);
    let event = format!("\"{}\"", "x".repeat(5 << 20));
    for number in 0..8 {
        letters.append(&event, &number.to_string()).unwrap();
    }
    let reasons = |name| -> Vec<String> { text(&disk, name).lines().map(|line| line[11..12].to_owned()).collect() };
    assert_eq!(reasons("rejected.older.jsonl"), ["3", "4", "5"]);
    assert_eq!(reasons("rejected.jsonl"), ["6", "7"]);
}
