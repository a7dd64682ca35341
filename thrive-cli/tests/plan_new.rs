//! `thrive plan new`.

mod support;

use support::Folder;

#[test]
fn a_new_event_passes_the_check_and_names_its_schema() {
    let folder = Folder::new("a_new_event_passes_the_check");
    folder.thrive(&["plan", "new", "invoice_paid"]).assert(0, "tracking/invoice_paid.json: to be filled in\n");
    assert!(folder.read("tracking/invoice_paid.json").starts_with("{\n  \"$schema\": \"schema/event.schema.json\",\n"));
    assert_eq!(folder.read("tracking/schema/event.schema.json"), thrive_plan::meta::EVENT);
    folder.thrive(&["plan", "check", "--strict"]).assert(0, "tracking: 1 event, 0 errors, 0 warnings\n");
}

#[test]
fn a_standard_event_begins_as_a_copy() {
    let folder = Folder::new("a_standard_event_begins_as_a_copy");
    let said = "plans/signed_up.json: a copy of the standard event, to be edited\n";
    folder.thrive(&["plan", "new", "signed_up", "--plan", "plans"]).assert(0, said);
    assert_eq!(folder.read("plans/signed_up.json"), thrive_plan::catalogue::source("signed_up").unwrap());
}

#[test]
fn what_is_there_stays_as_it_is() {
    let files = [
        ("tracking/invoice_paid.json", "{}"),
        ("tracking/plan.json", "{ \"events\": {\n \"invoice_sent\": {} } }"),
        ("tracking/schema/event.schema.json", "{ \"an\": \"edited copy\" }"),
    ];
    let folder = Folder::with("what_is_there_stays_as_it_is", &files);
    for (event, place) in [("invoice_paid", "invoice_paid.json:1:1"), ("invoice_sent", "plan.json:2:2")] {
        let ended = folder.thrive(&["plan", "new", event]);
        let expected = format!("error: `{event}` is there already, at tracking/{place}: edit it there\n");
        assert_eq!((ended.code, ended.stderr), (2, expected));
    }
    assert_eq!(folder.thrive(&["plan", "new", "invoice_lost"]).code, 0);
    for (name, text) in files {
        assert_eq!(folder.read(name), text);
    }
}

#[test]
fn a_file_that_is_no_event_is_not_overwritten_either() {
    let folder = Folder::with("a_file_that_is_no_event_is_not_overwritten", &[("tracking/invoice_paid.json", "notes")]);
    let ended = folder.thrive(&["plan", "new", "invoice_paid"]);
    let expected =
        "error: `tracking/invoice_paid.json` was not written: it is there already: edit it, or choose another name\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, expected));
    assert_eq!(folder.read("tracking/invoice_paid.json"), "notes");
}

#[test]
fn a_name_that_is_none_is_used_wrongly() {
    let folder = Folder::new("a_name_that_is_none_is_used_wrongly");
    for name in ["InvoicePaid", "../invoice_paid", "invoice paid", ""] {
        let ended = folder.thrive(&["plan", "new", name]);
        assert_eq!(ended.code, 2, "{name}: {}", ended.stderr);
    }
    assert!(!folder.path("tracking").exists());
}
