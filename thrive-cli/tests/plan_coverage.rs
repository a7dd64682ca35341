//! `thrive plan coverage`.

mod support;

use serde_json::json;
use support::Folder;

const PLAN: &str = r#"{ "events": {
  "report_printed": {},
  "report_seen": { "deprecated": "Track `report_shared`." },
  "report_shared": { "properties": { "report_name": {}, "pages": {}, "edition": { "const": 2 } } },
  "report_sold": { "deprecated": "It is free." }
} }"#;
const SERVER: &str = r#"{ "events": { "report_shared": { "properties": { "report_name": {} } }, "report_seen": {} } }"#;
const WORKER: &str = r#"{ "events": { "report_shared": {}, "button_pressed": {}, "signed_up": {} } }"#;

fn folder(test: &str) -> Folder {
    Folder::with(test, &[("tracking/plan.json", PLAN), ("server.json", SERVER), ("worker.json", WORKER)])
}

#[test]
fn each_event_is_sent_by_somebody_or_by_nobody() {
    let folder = folder("each_event_is_sent_by_somebody_or_by_nobody");
    let expected = "\
report_printed: never sent
report_seen: sent by server.json although it is deprecated
report_shared: sent by server.json, worker.json; never with `pages`
report_sold: deprecated, and not sent any more
button_pressed: sent, but not planned
1 of 2 events of the plan are sent: 50 %
";
    folder.thrive(&["plan", "coverage", "server.json", "worker.json"]).assert(0, expected);
    folder.thrive(&["plan", "coverage", "server.json", "worker.json", "--fail-under", "50"]).assert(0, expected);
    folder.thrive(&["plan", "coverage", "server.json", "worker.json", "--fail-under", "51"]).assert(1, expected);
    assert_eq!(folder.thrive(&["plan", "coverage", "server.json", "--fail-under", "101"]).code, 2);
}

#[test]
fn coverage_is_there_as_data() {
    let folder = folder("coverage_is_there_as_data");
    let ended = folder.thrive(&["plan", "coverage", "worker.json", "--json"]);
    let event = |name: &str, deprecated: bool, sent_by: &[&str], unsent: &[&str]| json!({ "event": name, "deprecated": deprecated, "sent_by": sent_by, "properties_never_sent": unsent });
    let expected = json!({
        "planned": 2, "sent": 1, "percent": 50,
        "events": [
            event("report_printed", false, &[], &[]),
            event("report_seen", true, &[], &[]),
            event("report_shared", false, &["worker.json"], &["report_name", "pages"]),
            event("report_sold", true, &[], &[]),
        ],
        "unplanned": ["button_pressed"],
    });
    assert_eq!((ended.code, ended.json()), (0, expected));
}

#[test]
fn an_export_that_is_none_is_told() {
    let folder = folder("an_export_that_is_none_is_told");
    let ended = folder.thrive(&["plan", "coverage", "gone.json"]);
    assert!(ended.code == 2 && ended.stderr.starts_with("error: `gone.json` cannot be read ("), "{}", ended.stderr);
    folder.write("server.json", "{ \"evnts\": {} }");
    let ended = folder.thrive(&["plan", "coverage", "server.json"]);
    let expected = "error: server.json:1:3: `evnts` is not a supported keyword here; did you mean `events`?\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (1, expected));
}
