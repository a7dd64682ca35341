//! Plans as they lie on the disk.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use thrive_plan::{Plan, PlanError, PlanFiles};

type TestResult = Result<(), Box<dyn Error>>;

const SHARED: &str = r#"{ "description": "A user shares a report." }"#;

/// A folder `tracking` with these files, which goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn with(test: &str, files: &[(&str, &str)]) -> Self {
        let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&parent);
        let folder = Folder(parent);
        fs::create_dir_all(folder.path()).unwrap();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self) -> PathBuf {
        self.0.join("tracking")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.file(name).parent().unwrap()).unwrap();
        fs::write(self.file(name), bytes).unwrap();
    }

    fn open(&self) -> Result<PlanFiles, PlanError> {
        PlanFiles::open(&self.path())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn description(files: &PlanFiles, event: &str) -> Result<Option<String>, PlanError> {
    Ok(files.event(event)?.and_then(|event| event.description))
}

#[test]
fn a_folder_holds_an_event_a_file() -> TestResult {
    let folder = Folder::with("a_file_an_event", &[("report_shared.json", SHARED), ("report_opened.json", "{}")]);
    let files = folder.open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["report_opened", "report_shared"]);
    assert_eq!(description(&files, "report_shared")?.as_deref(), Some("A user shares a report."));
    assert_eq!(files.event("report_sent")?, None);
    assert!(!files.declare_personal());
    Ok(())
}

#[test]
fn a_folder_may_hold_all_events_in_one_file() -> TestResult {
    let plan = r#"{ "personal": "declare", "events": { "report_shared": { "description": "Shared." }, "a": {} } }"#;
    let files = Folder::with("one_file", &[("plan.json", plan)]).open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["a", "report_shared"]);
    assert_eq!(description(&files, "report_shared")?.as_deref(), Some("Shared."));
    assert!(files.declare_personal());
    Ok(())
}

#[test]
fn both_can_stand_side_by_side() -> TestResult {
    let plan = r#"{ "personal": "declare", "events": { "zoomed": {} } }"#;
    let folder = Folder::with("both", &[("plan.json", plan), ("report_shared.json", SHARED)]);
    let files = folder.open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["report_shared", "zoomed"]);
    let Plan { events, declare_personal } = files.load()?;
    assert_eq!(events.iter().map(|event| &*event.name).collect::<Vec<_>>(), ["report_shared", "zoomed"]);
    assert!(declare_personal);
    Ok(())
}

#[test]
fn a_plan_may_be_one_file_of_any_name() -> TestResult {
    let folder = Folder::with("any_name", &[("team.json", r#"{ "events": { "zoomed": {} } }"#), ("x.json", "{}")]);
    let files = PlanFiles::open(&folder.file("team.json"))?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["zoomed"]);
    assert_eq!(files.files_of("zoomed"), [folder.file("team.json")]);
    assert_eq!(files.load()?.events.len(), 1);

    folder.write("team.json", r#"{ "events": { "zoomed": { "verson": 1 } } }"#);
    let mistake = PlanFiles::open(&folder.file("team.json"))?.load().unwrap_err();
    assert_eq!(
        mistake.to_string(),
        "tracking/team.json:1:27: `verson` is not a supported keyword here; did you mean `version`?"
    );
    Ok(())
}

#[test]
fn an_empty_folder_is_an_empty_plan() -> TestResult {
    assert_eq!(Folder::with("empty", &[]).open()?.load()?, Plan::default());
    Ok(())
}

#[test]
fn the_files_behind_an_answer_are_those_that_were_read_for_it() -> TestResult {
    let alone = Folder::with("behind_alone", &[("report_shared.json", SHARED)]);
    assert_eq!(alone.open()?.files_of("report_shared"), [alone.file("report_shared.json")]);
    assert_eq!(alone.open()?.files_of("report_sent"), Vec::<PathBuf>::new());

    let both = Folder::with("behind_both", &[("plan.json", "{}"), ("report_shared.json", SHARED)]);
    assert_eq!(both.open()?.files_of("report_shared"), [both.file("plan.json"), both.file("report_shared.json")]);
    assert_eq!(both.open()?.files_of("report_sent"), [both.file("plan.json")]);
    Ok(())
}

#[test]
fn a_mistake_in_one_event_does_not_stand_in_the_way_of_another() -> TestResult {
    let plan = "{\n  \"events\": {\n    \"zoomed\": { \"verson\": 1 },\n    \"panned\": {}\n  }\n}";
    let folder =
        Folder::with("one_mistake", &[("plan.json", plan), ("broken.json", "{"), ("report_shared.json", SHARED)]);
    let files = folder.open()?;
    assert!(files.event("report_shared")?.is_some());
    assert!(files.event("panned")?.is_some());
    let zoomed = "tracking/plan.json:3:17: `verson` is not a supported keyword here; did you mean `version`?";
    assert_eq!(files.event("zoomed").unwrap_err().to_string(), zoomed);
    let broken = "tracking/broken.json:1:2: expected a key in double quotes, found the end of the file";
    assert_eq!(files.event("broken").unwrap_err().to_string(), broken);
    assert_eq!(files.load().unwrap_err().to_string(), broken);
    Ok(())
}

#[test]
fn a_mistake_in_the_plan_itself_is_seen_at_once() {
    let folder = Folder::with("plan_mistake", &[("plan.json", "{ \"event\": {} }"), ("report_shared.json", SHARED)]);
    let mistake = "tracking/plan.json:1:3: `event` is not a supported keyword here; did you mean `events`?";
    assert_eq!(folder.open().unwrap_err().to_string(), mistake);
}

#[test]
fn an_event_in_two_places_is_a_mistake_that_names_both() -> TestResult {
    let plan = "{\n  \"events\": { \"report_shared\": {} }\n}";
    let files = Folder::with("twice", &[("plan.json", plan), ("report_shared.json", SHARED)]).open()?;
    let twice = "tracking/plan.json:2:15: `report_shared` has a file of its own, too, `tracking/report_shared.json`; keep one of them";
    assert_eq!(files.event("report_shared").unwrap_err().to_string(), twice);
    assert_eq!(files.load().unwrap_err().to_string(), twice);
    assert_eq!(files.names().collect::<Vec<_>>(), ["report_shared"]);
    Ok(())
}

#[test]
fn what_is_no_event_is_left_alone() -> TestResult {
    let folder = Folder::with(
        "no_event",
        &[
            ("README.md", "Our events."),
            (".gitkeep", ""),
            ("event.schema.json", "{"),
            ("schema/event.schema.json", "{"),
            ("schema/report_sent.json", "{"),
            ("folder.json/report_sent.json", "{"),
            ("report_shared.json", SHARED),
        ],
    );
    let files = folder.open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["report_shared"]);
    assert_eq!(files.load()?.events.len(), 1);
    Ok(())
}

#[test]
fn a_file_whose_name_is_no_events_is_a_mistake_when_it_is_asked_for() -> TestResult {
    let folder = Folder::with("misnamed", &[("ReportShared.json", SHARED), ("zoomed.json", "{}")]);
    let files = folder.open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["zoomed"]);
    let mistake = "tracking/ReportShared.json: `ReportShared` is not snake_case, as the name of an event must be";
    assert_eq!(files.event("ReportShared").unwrap_err().to_string(), mistake);
    assert_eq!(files.load().unwrap_err().to_string(), mistake);

    let plan = r#"{ "events": { "ReportShared": {}, "zoomed": {} } }"#;
    let files = Folder::with("misnamed_in_plan", &[("plan.json", plan)]).open()?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["zoomed"]);
    assert_eq!(
        files.event("ReportShared").unwrap_err().to_string(),
        "tracking/plan.json:1:15: `ReportShared` is not snake_case, as the name of an event must be"
    );
    Ok(())
}

#[test]
fn a_file_is_read_when_its_event_is_asked_for() -> TestResult {
    let folder = Folder::with("read_late", &[("report_shared.json", "{")]);
    let files = folder.open()?;
    folder.write("report_shared.json", SHARED);
    assert_eq!(description(&files, "report_shared")?.as_deref(), Some("A user shares a report."));

    fs::remove_file(folder.file("report_shared.json"))?;
    let gone = files.event("report_shared").unwrap_err();
    assert_eq!((gone.file(), gone.position()), ("tracking/report_shared.json", None));
    assert!(gone.to_string().starts_with("tracking/report_shared.json: cannot be read: "), "{gone}");
    Ok(())
}

#[test]
fn a_plan_that_is_not_there_is_a_mistake() {
    let folder = Folder::with("not_there", &[]);
    let gone = PlanFiles::open(&folder.0.join("trakcing")).unwrap_err().to_string();
    assert!(gone.starts_with("not_there/trakcing: cannot be read: "), "{gone}");
}

#[test]
fn what_is_not_utf_8_is_refused_where_it_begins() -> TestResult {
    let folder = Folder::with("not_utf_8", &[]);
    folder.write("caf.json", b"{\n  \"description\": \"caf\xe9\"\n}");
    assert_eq!(
        folder.open()?.event("caf").unwrap_err().to_string(),
        "tracking/caf.json:2:22: this is not UTF-8; save the file as UTF-8"
    );
    Ok(())
}

#[test]
fn a_byte_order_mark_is_passed_over() -> TestResult {
    let folder = Folder::with("byte_order_mark", &[]);
    folder.write("zoomed.json", "\u{feff}{ \"description\": \"In.\" }");
    assert_eq!(description(&folder.open()?, "zoomed")?.as_deref(), Some("In."));
    folder.write("zoomed.json", "\u{feff}{ \"verson\": 1 }");
    assert_eq!(
        folder.open()?.event("zoomed").unwrap_err().to_string(),
        "tracking/zoomed.json:1:3: `verson` is not a supported keyword here; did you mean `version`?"
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_followed() -> TestResult {
    use std::os::unix::fs::symlink;

    let folder = Folder::with("links", &[("../shared/report_shared.json", SHARED)]);
    symlink("../shared/report_shared.json", folder.file("report_shared.json"))?;
    symlink("../shared/nothing.json", folder.file("nothing.json"))?;
    let linked = folder.0.join("linked");
    symlink(folder.path(), &linked)?;

    let files = PlanFiles::open(&linked)?;
    assert_eq!(files.names().collect::<Vec<_>>(), ["nothing", "report_shared"]);
    assert_eq!(description(&files, "report_shared")?.as_deref(), Some("A user shares a report."));
    let nothing = files.event("nothing").unwrap_err().to_string();
    assert!(nothing.starts_with("linked/nothing.json: cannot be read: "), "{nothing}");
    Ok(())
}
