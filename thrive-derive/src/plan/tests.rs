use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::recent::MOMENT;
use super::search::{Found, Lookup};
use super::{Answer, Plan};

/// A folder of its own for a test, with the files that it names.
struct Tree(PathBuf);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("thrive-derive-plan-{}-{number}", std::process::id()));
        let tree = Tree(root);
        for (file, text) in files {
            tree.write(file, text);
        }
        tree
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.at(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What is found for a crate, as the path below the tree, or what is wrong.
    fn find(&self, manifest: &str, attribute: Option<&str>, variable: &str) -> Result<Option<String>, String> {
        self.find_from(manifest, attribute, variable, None)
    }

    fn find_from(
        &self,
        manifest: &str,
        attribute: Option<&str>,
        variable: &str,
        source: Option<PathBuf>,
    ) -> Result<Option<String>, String> {
        let lookup = Lookup { manifest: Some(self.at(manifest)), variable: Some(OsString::from(variable)), source };
        let found = lookup.find(attribute)?;
        Ok(found.map(|found| found.path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned()))
    }

    fn plan(&self, path: &str) -> Plan {
        let team = Found { path: self.at(path), called: path.to_owned() };
        Plan { team: Some(team), follows_variable: true, found_at: Instant::now() }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const PACKAGE: &str = "[package]\nname = \"member\"\n";
const WORKSPACE: &str = "[workspace]\nmembers = [\"member\"]\n";
const EVENT: &str = r#"{ "properties": { "title": { "type": "string" } }, "required": ["title"] }"#;

fn workspace(files: &[(&str, &str)]) -> Tree {
    let tree = Tree::new(&[("Cargo.toml", WORKSPACE), ("crates/member/Cargo.toml", PACKAGE)]);
    for (file, text) in files {
        tree.write(file, text);
    }
    tree
}

fn found(path: &str) -> Result<Option<String>, String> {
    Ok(Some(path.to_owned()))
}

#[test]
fn a_plan_stands_beside_the_manifest_or_above_it_up_to_the_workspace() {
    let tree = workspace(&[]);
    assert_eq!(tree.find("crates/member", None, ""), Ok(None));

    tree.write("tracking/shared.json", EVENT);
    assert_eq!(tree.find("crates/member", None, ""), found("tracking"));
    tree.write("crates/tracking/shared.json", EVENT);
    assert_eq!(tree.find("crates/member", None, ""), found("crates/tracking"));
    tree.write("crates/member/tracking/shared.json", EVENT);
    assert_eq!(tree.find("crates/member", None, ""), found("crates/member/tracking"));
}

#[test]
fn a_plan_above_the_workspace_is_somebody_elses() {
    let tree = Tree::new(&[
        ("tracking/shared.json", EVENT),
        ("ws/Cargo.toml", WORKSPACE),
        ("ws/member/Cargo.toml", PACKAGE),
        ("alone/Cargo.toml", PACKAGE),
    ]);
    assert_eq!(tree.find("ws/member", None, ""), Ok(None));
    assert_eq!(tree.find("alone", None, ""), Ok(None));
}

#[test]
fn a_crate_unpacked_from_its_package_belongs_to_no_workspace() {
    for trace in ["Cargo.toml.orig", ".cargo-checksum.json"] {
        let tree = workspace(&[("tracking/shared.json", EVENT)]);
        tree.write(&format!("crates/member/{trace}"), "");
        assert_eq!(tree.find("crates/member", None, ""), Ok(None), "{trace}");
        tree.write("crates/member/tracking/shared.json", EVENT);
        assert_eq!(tree.find("crates/member", None, ""), found("crates/member/tracking"), "{trace}");
    }
}

#[test]
fn a_crate_called_tracking_is_no_plan_unless_it_has_one() {
    let tree = workspace(&[("tracking/Cargo.toml", PACKAGE), ("tracking/package.json", "{}")]);
    assert_eq!(tree.find("crates/member", None, ""), Ok(None));
    tree.write("tracking/plan.json", "{}");
    assert_eq!(tree.find("crates/member", None, ""), found("tracking"));
}

#[test]
fn the_variable_wins_over_the_folder() {
    let tree = workspace(&[
        ("crates/member/tracking/shared.json", EVENT),
        ("plans/app/shared.json", EVENT),
        ("crates/member/plans/app.json", EVENT),
    ]);
    assert_eq!(tree.find("crates/member", None, "plans/app"), found("plans/app"));
    assert_eq!(tree.find("crates/member", None, "plans/app.json"), found("crates/member/plans/app.json"));
    let absolute = tree.at("plans/app");
    assert_eq!(tree.find("crates/member", None, absolute.to_str().unwrap()), found("plans/app"));
}

#[test]
fn a_variable_that_names_nothing_is_a_mistake_and_not_ignored() {
    let tree = workspace(&[("tracking/shared.json", EVENT)]);
    assert_eq!(
        tree.find("crates/member", None, "trackng").unwrap_err(),
        "`THRIVE_PLAN` is `trackng`, and no plan stands there\n\
         - name a plan's folder or file by its full path, or by the path from the folder of the crate's `Cargo.toml` or \
         from one above it, up to the workspace's\n\
         - or unset it"
    );
}

#[test]
fn the_attribute_wins_over_the_variable() {
    let tree = workspace(&[
        ("crates/member/tracking/shared.json", EVENT),
        ("crates/member/plans/mobile.json", EVENT),
        ("plans/app/shared.json", EVENT),
    ]);
    assert_eq!(
        tree.find("crates/member", Some("plans/mobile.json"), "plans/app"),
        found("crates/member/plans/mobile.json")
    );
    assert_eq!(tree.find("crates/member", Some("../../plans/app"), "nowhere"), found("crates/member/../../plans/app"));
}

#[test]
fn an_attribute_that_names_nothing_is_a_mistake() {
    let tree = workspace(&[("plans/app/shared.json", EVENT)]);
    assert_eq!(
        tree.find("crates/member", Some("plans/app"), "").unwrap_err(),
        "no plan stands at `plans/app`: `plan` names a plan's folder or file, relative to the folder of the crate's \
         `Cargo.toml`"
    );
}

#[test]
fn from_a_generated_manifest_the_source_files_crate_is_searched() {
    let tree = workspace(&[
        ("tracking/shared.json", EVENT),
        ("crates/member/plans/mobile.json", EVENT),
        ("target/tests/trybuild/member/Cargo.toml", "[package]\nname = \"member-tests\"\n\n[workspace]\n"),
    ]);
    let generated = "target/tests/trybuild/member";
    let source = Some(tree.at("crates/member/tests/ui/case.rs"));
    assert_eq!(tree.find(generated, None, ""), Ok(None));
    assert_eq!(tree.find_from(generated, None, "", source.clone()), found("tracking"));
    assert_eq!(tree.find_from(generated, None, "tracking", source.clone()), found("tracking"));
    assert_eq!(
        tree.find_from(generated, Some("plans/mobile.json"), "", source),
        found("crates/member/plans/mobile.json")
    );
}

#[test]
fn a_manifest_says_in_several_ways_that_it_is_a_workspaces() {
    for (manifest, is_workspace) in [
        ("[workspace]", true),
        ("[package]\nname = \"x\"\n\n  [ workspace ] # all", true),
        ("[workspace.package]\nversion = \"1.0.0\"", true),
        ("workspace = { members = [\"a\"] }", true),
        ("workspace.members = [\"a\"]\n[profile.dev]", true),
        ("[package]\nworkspace = \"..\"", false),
        ("[package]\nversion.workspace = true", false),
        ("[lints]\nworkspace = true", false),
        ("# [workspace]", false),
        ("[workspaces]", false),
    ] {
        let tree = Tree::new(&[("Cargo.toml", manifest), ("member/Cargo.toml", PACKAGE), ("tracking/x.json", "{}")]);
        assert_eq!(tree.find("member", None, "").unwrap().is_some(), is_workspace, "{manifest}");
    }
}

fn titles(answer: Answer) -> Vec<String> {
    match answer {
        Answer::Event(event) => event.schema.properties.names().map(str::to_owned).collect(),
        Answer::Unknown => panic!("the event is unknown"),
        Answer::Mistake(mistake) => panic!("{mistake}"),
    }
}

#[test]
fn a_teams_plan_adds_to_and_overrides_the_standard_events() {
    let tree = Tree::new(&[("tracking/shared.json", EVENT), ("tracking/signed_in.json", EVENT)]);
    let plan = tree.plan("tracking");
    let Answer::Event(shared) = plan.event("shared") else { panic!("`shared` is in the plan") };
    assert!(!shared.standard);
    let Answer::Event(signed_in) = plan.event("signed_in") else { panic!("`signed_in` is in the plan") };
    assert!(!signed_in.standard);
    assert!(signed_in.schema.properties.get("title").is_some());
    let Answer::Event(signed_out) = plan.event("signed_out") else { panic!("`signed_out` is a standard event") };
    assert!(signed_out.standard);
    assert!(matches!(plan.event("signed_up_twice"), Answer::Unknown));

    let names = plan.event_names();
    assert!(names.is_sorted());
    assert_eq!(names.iter().filter(|name| *name == "signed_in").count(), 1);
    assert!(names.contains(&"shared".to_owned()) && names.contains(&"trial_ended".to_owned()));
    assert_eq!(plan.team_event_names(), ["shared", "signed_in"]);
}

#[test]
fn without_a_plan_the_standard_events_are_all_there_are() {
    let plan = Plan { team: None, follows_variable: true, found_at: Instant::now() };
    assert!(matches!(plan.event("signed_in"), Answer::Event(event) if event.standard && !event.declare_personal));
    assert_eq!(plan.event_names().len(), 18);
    assert_eq!(plan.describe(), "the standard catalogue");
}

#[test]
fn a_plan_that_asks_to_declare_personal_data_asks_it_of_standard_events_too() {
    let tree = Tree::new(&[("tracking/plan.json", r#"{ "personal": "declare" }"#)]);
    assert!(matches!(tree.plan("tracking").event("signed_in"), Answer::Event(event) if event.declare_personal));
}

#[test]
fn an_edit_is_seen_by_a_process_that_lives_on() {
    let tree = Tree::new(&[("tracking/shared.json", EVENT)]);
    let mut plan = tree.plan("tracking");
    assert_eq!(titles(plan.event("shared")), ["title"]);
    assert!(matches!(plan.event("archived"), Answer::Unknown));
    let a_moment_later = |plan: &mut Plan| plan.found_at += MOMENT;

    tree.write("tracking/shared.json", r#"{ "properties": { "headline": { "type": "string" } } }"#);
    // The derives of one compilation follow each other too quickly for an edit.
    assert_eq!(titles(plan.event("shared")), ["title"]);
    a_moment_later(&mut plan);
    assert_eq!(titles(plan.event("shared")), ["headline"]);

    tree.write("tracking/archived.json", EVENT);
    a_moment_later(&mut plan);
    assert_eq!(titles(plan.event("archived")), ["title"]);
    assert_eq!(plan.team_event_names(), ["archived", "shared"]);

    tree.write("tracking/plan.json", r#"{ "personal": "declare" }"#);
    a_moment_later(&mut plan);
    assert!(matches!(plan.event("shared"), Answer::Event(event) if event.declare_personal));
}

#[test]
fn a_mistake_names_the_file_as_the_user_knows_it() {
    let tree = Tree::new(&[("tracking/shared.json", "{\n  \"propreties\": {}\n}")]);
    for (called, shown) in [("tracking", "tracking/"), ("tracking/", "tracking/"), ("./tracking", "./tracking/")] {
        let team = Found { path: tree.at(called), called: called.to_owned() };
        let plan = Plan { team: Some(team), follows_variable: true, found_at: Instant::now() };
        let Answer::Mistake(mistake) = plan.event("shared") else { panic!("the plan has a mistake") };
        assert!(mistake.starts_with(&format!("{shown}shared.json:2:3: ")), "{mistake}");
    }
    let tree = Tree::new(&[("plans/app.json", r#"{ "evnts": {} }"#)]);
    let Answer::Mistake(mistake) = tree.plan("plans/app.json").event("shared") else {
        panic!("the plan has a mistake")
    };
    assert!(mistake.starts_with("plans/app.json:1:3: "), "{mistake}");
}

#[test]
fn a_mistake_about_all_events_is_told_of_each() {
    let tree = Tree::new(&[("tracking/plan.json", "{ \"evnts\": {} }"), ("tracking/shared.json", EVENT)]);
    let plan = tree.plan("tracking");
    for event in ["shared", "signed_in", "unheard_of"] {
        let Answer::Mistake(mistake) = plan.event(event) else { panic!("the plan has a mistake") };
        assert!(mistake.starts_with("tracking/plan.json:1:3: "), "{mistake}");
    }
    assert!(plan.watched("shared").to_string().contains("tracking/plan.json"));
}

#[test]
fn cargo_watches_what_was_read_for_an_event_and_the_variable() {
    let tree = Tree::new(&[("tracking/shared.json", EVENT), ("tracking/archived.json", EVENT)]);
    let watched = |plan: &Plan, event| plan.watched(event).to_string();
    let path = |file: &str| format!("{:?}", tree.at("tracking").join(file));

    let plan = tree.plan("tracking");
    let shared = watched(&plan, "shared");
    assert!(shared.contains(&path("shared.json")), "{shared}");
    assert!(!shared.contains("archived.json") && !shared.contains("plan.json"), "{shared}");
    assert!(shared.contains("option_env ! (\"THRIVE_PLAN\")"), "{shared}");

    tree.write("tracking/plan.json", "{}");
    let plan = Plan { found_at: plan.found_at + MOMENT, ..plan };
    let signed_in = watched(&plan, "signed_in");
    assert!(signed_in.contains(&path("plan.json")) && !signed_in.contains("shared.json"), "{signed_in}");
    assert!(watched(&plan, "unheard_of").contains(&path("plan.json")));

    let none = Plan { team: None, follows_variable: true, found_at: Instant::now() };
    assert_eq!(
        watched(&none, "signed_in"),
        "const _ : :: core :: option :: Option < & :: core :: primitive :: str > = :: core :: option_env ! \
         (\"THRIVE_PLAN\") ;"
    );
}

#[test]
fn a_crate_whose_attribute_names_the_plan_does_not_watch_the_variable() {
    let tree = Tree::new(&[("mobile/shared.json", EVENT)]);
    let plan = Plan { follows_variable: false, ..tree.plan("mobile") };
    assert!(!plan.watched("shared").to_string().contains("THRIVE_PLAN"));
}

#[test]
fn a_plan_is_described_as_it_was_named() {
    let tree = Tree::new(&[("tracking/shared.json", EVENT), ("plans/app.json", "{}")]);
    let describe = |path: &str| {
        let team = Found { path: tree.at(path), called: path.to_owned() };
        Plan { team: Some(team), follows_variable: true, found_at: Instant::now() }.describe()
    };
    assert_eq!(describe("tracking"), "`tracking/`");
    assert_eq!(describe("tracking/"), "`tracking/`");
    assert_eq!(describe("plans/app.json"), "`plans/app.json`");
    assert!(Path::new(&tree.at("plans/app.json")).is_file());
}
