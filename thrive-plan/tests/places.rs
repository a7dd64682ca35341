//! Where a plan says what it says.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

use std::{fs, path::Path};

use thrive_plan::{PlanFiles, Step, catalogue};

fn open(test: &str, files: &[(&str, &str)]) -> PlanFiles {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test).join("tracking");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    PlanFiles::open(&folder).unwrap()
}

fn path(names: &[&str]) -> Vec<Step> {
    names.iter().map(|name| if *name == "[]" { Step::Items } else { Step::Property((*name).to_owned()) }).collect()
}

fn place(plan: &PlanFiles, event: &str, names: &[&str]) -> String {
    plan.place(event, &path(names)).map_or("nowhere".to_owned(), |place| place.to_string())
}

const SHORT: &str = r#"{
  "properties": {
    "type_of_report": { "type": "string" },
    "tags": {
      "items": { "properties": { "label": { "pattern": "^a" } } }
    }
  },
  "context": { "properties": { "source": {} } }
}"#;

#[test]
fn a_property_is_found_in_the_short_form() {
    let plan = open("a_property_is_found_in_the_short_form", &[("report_shared.json", SHORT)]);
    assert_eq!(place(&plan, "report_shared", &[]), "tracking/report_shared.json:1:1");
    assert_eq!(place(&plan, "report_shared", &["properties", "tags"]), "tracking/report_shared.json:4:5");
    assert_eq!(place(&plan, "report_shared", &["properties", "tags", "[]"]), "tracking/report_shared.json:5:16");
    let label = ["properties", "tags", "[]", "label"];
    assert_eq!(place(&plan, "report_shared", &label), "tracking/report_shared.json:5:34");
    assert_eq!(place(&plan, "report_shared", &["context", "source"]), "tracking/report_shared.json:8:32");
    assert_eq!(place(&plan, "report_shared", &["context", "group_id"]), "nowhere");
    assert_eq!(place(&plan, "report_printed", &[]), "nowhere");
    let pattern = plan.keyword("report_shared", &path(&label), "pattern").unwrap();
    assert_eq!(pattern.to_string(), "tracking/report_shared.json:5:45");
    assert_eq!(plan.keyword("report_shared", &path(&label), "format"), None);
}

#[test]
fn a_property_is_found_in_the_long_form_and_in_a_schema_of_the_whole_event() {
    let long = "{\n \"properties\": { \"type\": \"object\", \"properties\": { \"pages\": {} } } }";
    let whole = catalogue::source("account_created").unwrap();
    let plan = open("a_property_is_found_in_the_long_form", &[("a_b.json", long), ("account_created.json", whole)]);
    assert_eq!(place(&plan, "a_b", &["properties", "pages"]), "tracking/a_b.json:2:52");
    let domain = place(&plan, "account_created", &["properties", "account_domain"]);
    assert_eq!(domain, "tracking/account_created.json:13:9");
    let source = place(&plan, "account_created", &["context", "source"]);
    assert_eq!(source, "tracking/account_created.json:70:9");
}

#[test]
fn an_event_of_the_plan_file_is_found_by_its_name() {
    let file = "{ \"events\": {\n  \"report_shared\": {\n    \"properties\": { \"pages\": {} } } } }";
    let plan = open("an_event_of_the_plan_file_is_found_by_its_name", &[("plan.json", file)]);
    assert_eq!(place(&plan, "report_shared", &[]), "tracking/plan.json:2:3");
    assert_eq!(place(&plan, "report_shared", &["properties", "pages"]), "tracking/plan.json:3:21");
}

#[test]
fn every_mistake_is_told_where_load_stops_at_the_first() {
    let plan = open(
        "every_mistake_is_told",
        &[("a_b.json", "{ \"propreties\": {} }"), ("bad-name.json", "{}"), ("c_d.json", "{}"), ("e_f.json", "[")],
    );
    let told: Vec<String> = plan.events().map(|(name, event)| format!("{name} {}", event.is_ok())).collect();
    assert_eq!(told, ["a_b false", "bad-name false", "c_d true", "e_f false"]);
}
