//! What an edit of a plan builds again, and where a plan is found, as cargo does it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in what it shares with others too"
)]

#[path = "support/cargo.rs"]
mod cargo;

use std::fs;
use std::process::Command;

use cargo::{Build, Workspace};

/// A crate that derives one event.
fn deriving(event: &str) -> String {
    format!(
        "#[derive(thrive_core::TrackEvent)]\n#[track(event = \"{event}\")]\npub struct Tracked {{\n    pub title: \
         String,\n}}\n"
    )
}

/// A plan file that asks for these strings.
fn asking_for(properties: &[&str]) -> String {
    let members: Vec<String> = properties.iter().map(|name| format!("{name:?}: {{ \"type\": \"string\" }}")).collect();
    format!("{{\n  \"properties\": {{ {} }},\n  \"required\": {properties:?}\n}}\n", members.join(", "))
}

#[track_caller]
fn assert_builds(build: &Build, compiled: &[&str]) {
    assert!(build.succeeded, "{build:#?}");
    assert_eq!(build.compiled, compiled);
}

/// The one mistake of a build: its message up to the first line's end, the file, and the words that are underlined.
#[track_caller]
fn the_mistake(build: &Build) -> (&str, &str, &str) {
    let [error] = &build.errors[..] else { panic!("expected one mistake: {build:#?}") };
    (error.message.lines().next().unwrap_or_default(), &error.file, &error.underlined)
}

#[test]
fn an_edit_of_a_plan_file_compiles_exactly_the_crates_that_used_it() {
    let workspace = Workspace::new(
        "an_edit",
        &[
            ("sharing", &deriving("report_shared")),
            ("archiving", &deriving("report_archived")),
            ("standard", &deriving("signed_in").replace("title", "user_name")),
            ("bystander", ""),
        ],
    );
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    workspace.write("tracking/report_archived.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["archiving", "bystander", "sharing", "standard"]);
    assert_builds(&workspace.build(), &[]);

    workspace.write("tracking/report_shared.json", &asking_for(&["title"]).replace("title\":", "title\" :"));
    assert_builds(&workspace.build(), &["sharing"]);
    workspace.write("tracking/report_archived.json", &asking_for(&["title"]).replace("title\":", "title\" :"));
    assert_builds(&workspace.build(), &["archiving"]);
    assert_builds(&workspace.build(), &[]);
}

#[test]
fn an_edit_of_the_file_of_all_events_compiles_every_crate_that_asked_the_plan() {
    let workspace = Workspace::new(
        "plan_file",
        &[
            ("sharing", &deriving("report_shared")),
            ("standard", &deriving("signed_in").replace("title", "user_name")),
            ("bystander", ""),
        ],
    );
    let plan = format!("{{ \"events\": {{ \"report_shared\": {} }} }}", asking_for(&["title"]));
    workspace.write("tracking/plan.json", &plan);
    assert_builds(&workspace.build(), &["bystander", "sharing", "standard"]);

    workspace.write("tracking/plan.json", &plan.replace("title\":", "title\" :"));
    assert_builds(&workspace.build(), &["sharing", "standard"]);
    assert_builds(&workspace.build(), &[]);
}

#[test]
fn a_new_event_is_seen_by_the_next_build_after_one_that_failed() {
    let workspace = Workspace::new("new_event", &[("billing", &deriving("invoice_paid"))]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    let build = workspace.build();
    let (message, file, underlined) = the_mistake(&build);
    assert!(message.starts_with("no event `invoice_paid` stands in `tracking/`"), "{message}");
    assert_eq!((file, underlined), ("billing/src/lib.rs", "\"invoice_paid\""));

    workspace.write("tracking/invoice_paid.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["billing"]);
}

#[test]
fn a_new_file_for_an_event_that_is_known_is_seen_when_the_crate_is_compiled_again() {
    let library = deriving("signed_in").replace("title", "user_name");
    let workspace = Workspace::new("override", &[("access", &library)]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["access"]);

    workspace.write("tracking/signed_in.json", &asking_for(&["user_name", "device_name"]));
    assert_builds(&workspace.build(), &[]);
    workspace.write("access/src/lib.rs", &library);
    let build = workspace.build();
    let (message, _, _) = the_mistake(&build);
    assert!(message.contains("requires `device_name`"), "{message}");
}

#[test]
fn an_event_that_no_type_implements_is_missed_when_the_test_is_compiled_again() {
    let library = format!(
        "#![forbid(unsafe_code)]\n{}\n#[test]\nfn every_event_is_tracked() {{\n    thrive_core::assert_plan_covered!();\n}}\n",
        deriving("report_shared")
    );
    let workspace = Workspace::new("covered", &[("sharing", &library)]);
    workspace.edit("sharing/Cargo.toml", "\"0.1.0\"\n", "{ version = \"0.1.0\", features = [\"registry\"] }\n");
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    let test = || {
        let output = workspace.cargo(".", &["test", "--offline", "--lib", "--quiet"]);
        let text = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        (output.status.success(), text)
    };
    let (passed, text) = test();
    assert!(passed && text.contains("1 passed"), "{text}");

    workspace.write("tracking/report_archived.json", &asking_for(&["title"]));
    workspace.write("sharing/src/lib.rs", &format!("{library}// Another day.\n"));
    let (passed, text) = test();
    assert!(!passed && text.contains("report_archived"), "{text}");
}

#[test]
fn an_edit_that_makes_the_struct_wrong_is_explained_at_the_struct() {
    let workspace = Workspace::new("made_wrong", &[("sharing", &deriving("report_shared"))]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["sharing"]);

    workspace.write("tracking/report_shared.json", &asking_for(&["title", "folder"]));
    let build = workspace.build();
    let (message, file, underlined) = the_mistake(&build);
    assert_eq!(message, "event `report_shared` requires `folder`, and `Tracked` has no field for that");
    assert_eq!((file, underlined), ("sharing/src/lib.rs", "Tracked"));

    workspace.write("tracking/report_shared.json", &asking_for(&["title"]).replace("string", "integer"));
    let build = workspace.build();
    let (message, file, underlined) = the_mistake(&build);
    assert!(message.contains("`title` of event `report_shared` must be an integer"), "{message}");
    assert_eq!((file, underlined), ("sharing/src/lib.rs", "String"));

    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["sharing"]);
}

#[test]
fn a_mistake_inside_the_plan_is_told_at_the_event_with_its_own_place() {
    let workspace = Workspace::new("plan_mistake", &[("sharing", &deriving("report_shared"))]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]).replace("required", "requird"));
    let build = workspace.build();
    let (message, file, underlined) = the_mistake(&build);
    assert!(message.starts_with("tracking/report_shared.json:3:3: "), "{message}");
    assert_eq!((file, underlined), ("sharing/src/lib.rs", "\"report_shared\""));
}

#[test]
fn the_variable_names_the_plan_and_a_change_of_it_compiles_again() {
    let mut workspace = Workspace::new("variable", &[("sharing", &deriving("report_shared")), ("bystander", "")]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    workspace.write("plans/strict/report_shared.json", &asking_for(&["title", "folder"]));
    let loose = format!("{{ \"events\": {{ \"report_shared\": {} }} }}", asking_for(&["title"]));
    workspace.write("plans/loose.json", &loose);
    assert_builds(&workspace.build(), &["bystander", "sharing"]);

    // Relative to a folder above the crate's.
    workspace.set("THRIVE_PLAN", "plans/strict");
    let build = workspace.build();
    let (message, _, _) = the_mistake(&build);
    assert!(message.contains("requires `folder`"), "{message}");

    workspace.set("THRIVE_PLAN", workspace.path("plans/loose.json").to_str().unwrap());
    assert_builds(&workspace.build(), &["sharing"]);
    assert_builds(&workspace.build(), &[]);
    workspace.write("plans/loose.json", &loose.replace("title\":", "title\" :"));
    assert_builds(&workspace.build(), &["sharing"]);

    workspace.set("THRIVE_PLAN", "plans/none");
    let build = workspace.build();
    let (message, file, _) = the_mistake(&build);
    assert_eq!(message, "`THRIVE_PLAN` is `plans/none`, and no plan stands there");
    assert_eq!(file, "sharing/src/lib.rs");

    workspace.unset("THRIVE_PLAN");
    assert_builds(&workspace.build(), &["sharing"]);
}

#[test]
fn a_plan_named_by_the_type_wins_over_the_variable_and_the_folder() {
    let library = deriving("report_shared").replace("event =", "plan = \"plans/mobile\", event =");
    let mut workspace = Workspace::new("attribute", &[("mobile", &library)]);
    workspace.write("mobile/plans/mobile/report_shared.json", &asking_for(&["title"]));
    workspace.write("tracking/report_shared.json", &asking_for(&["title", "folder"]));
    workspace.write("plans/other/report_shared.json", &asking_for(&["title", "page"]));
    workspace.set("THRIVE_PLAN", "plans/other");
    assert_builds(&workspace.build(), &["mobile"]);

    // Neither the variable nor the folder has a say, so a change of them compiles nothing.
    workspace.unset("THRIVE_PLAN");
    workspace.write("tracking/report_shared.json", &asking_for(&["title", "page"]));
    assert_builds(&workspace.build(), &[]);
    workspace.write("mobile/plans/mobile/report_shared.json", &asking_for(&["title", "page"]));
    let build = workspace.build();
    let (message, _, _) = the_mistake(&build);
    assert!(message.contains("requires `page`"), "{message}");
}

#[test]
fn a_plan_above_the_workspace_is_not_taken() {
    let workspace = Workspace::empty("above");
    workspace.add_workspace("shop", &[("sharing", &deriving("report_shared"))]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    let build = workspace.build_in("shop");
    let (message, _, _) = the_mistake(&build);
    assert!(message.starts_with("no event `report_shared` stands in the standard catalogue"), "{message}");
}

#[test]
fn a_doctest_finds_the_plan_of_its_crate() {
    let example: String = deriving("report_shared").lines().map(|line| format!("/// {line}\n")).collect();
    let library = format!("/// ```\n{example}/// # fn main() {{}}\n/// ```\npub struct Documented;\n");
    let workspace = Workspace::new("doctest", &[("documented", &library)]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    let test = || workspace.cargo(".", &["test", "--offline", "--doc", "--quiet"]);
    let output = test();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("1 passed"), "{text}");

    workspace.write("tracking/report_shared.json", &asking_for(&["title", "folder"]));
    let output = test();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && text.contains("event `report_shared` requires `folder`"), "{text}");
}

#[test]
fn a_crate_takes_its_plan_along_in_its_package() {
    let workspace = Workspace::new("package", &[("sharing", &deriving("report_shared"))]);
    workspace.write("sharing/tracking/report_shared.json", &asking_for(&["title"]));
    let unpacked = unpack(&workspace);
    assert!(workspace.path(&unpacked).join("tracking/report_shared.json").is_file());
    // A package's files are all of one old date, and the crate may have been built by an earlier run of this test.
    workspace.write(&format!("{unpacked}/src/lib.rs"), &deriving("report_shared"));
    assert_builds(&workspace.build_in(&unpacked), &["sharing"]);
}

#[test]
fn a_crate_unpacked_below_a_workspace_does_not_take_that_workspaces_plan() {
    let workspace = Workspace::new("package_without_plan", &[("sharing", &deriving("report_shared"))]);
    workspace.write("tracking/report_shared.json", &asking_for(&["title"]));
    assert_builds(&workspace.build(), &["sharing"]);
    // What the package lacks its users will lack, whatever lies around it here.
    let unpacked = unpack(&workspace);
    let build = workspace.build_in(&unpacked);
    let (message, _, _) = the_mistake(&build);
    assert!(message.starts_with("no event `report_shared` stands in the standard catalogue"), "{message}");
}

/// Packs the member `sharing`, and unpacks it below the workspace. Says where.
fn unpack(workspace: &Workspace) -> String {
    let package = workspace.package("sharing");
    let packed = workspace.path("packed");
    let output = workspace.cargo(
        ".",
        &["package", "--offline", "--no-verify", "--package", &package, "--target-dir", packed.to_str().unwrap()],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::create_dir_all(workspace.path("unpacked")).unwrap();
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(packed.join(format!("package/{package}-0.1.0.crate"))).current_dir(workspace.path("unpacked"));
    assert!(tar.status().unwrap().success());
    format!("unpacked/{package}-0.1.0")
}
