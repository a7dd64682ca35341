//! The examples of `docs/plan.md` are plans.

mod support;

use std::{error::Error, fs, path::Path};

use thrive_plan::{Kind, Plan, read};

type TestResult = Result<(), Box<dyn Error>>;

/// The page's examples, from first to last.
fn examples() -> Result<Vec<String>, Box<dyn Error>> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/plan.md"))?;
    let blocks = page.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest).to_owned());
    Ok(blocks.collect())
}

#[test]
fn every_example_of_the_page_is_a_plan() -> TestResult {
    let [shared, opened, plan, deleted] = <[String; 4]>::try_from(examples()?).map_err(|_| "not four examples")?;
    for (name, text) in [("report_shared", &shared), ("report_opened", &opened), ("report_deleted", &deleted)] {
        read(&format!("tracking/{name}.json"), text)?;
        assert_eq!(support::against_event(text), [""; 0], "{name}");
    }
    assert_eq!(Plan::read("tracking/plan.json", &plan)?.events.len(), 2);
    assert_eq!(support::against_plan(&plan), [""; 0]);
    Ok(())
}

#[test]
fn the_first_example_means_what_the_page_says_of_it() -> TestResult {
    let shared = read("report_shared.json", examples()?.first().ok_or("no example")?)?;
    let value = |name| shared.properties.get(name).map(|property| (property.required, property.value.clone()));
    assert!(value("due_on").is_some_and(|(required, day)| required && day.nullable && day.kind == Kind::Date));
    assert!(value("schema").is_some_and(|(required, two)| required && two.constant.as_deref() == Some("2")));
    assert!(value("recipients").is_some_and(|(required, to)| !required && to.personal));
    assert!(shared.properties.closed);
    assert!(shared.context.get("group_id").is_some_and(|group_id| group_id.required));
    Ok(())
}

#[test]
fn every_keyword_stands_in_the_pages_tables() -> TestResult {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/plan.md"))?;
    let tables: String = page.lines().filter(|line| line.starts_with("| `")).collect();
    let schema: serde_json::Value = serde_json::from_str(thrive_plan::meta::EVENT)?;
    for definition in ["event", "object", "value"] {
        let keywords = schema["$defs"][definition]["properties"].as_object().ok_or(definition)?;
        for keyword in keywords.keys() {
            assert!(tables.contains(&format!("`{keyword}`")), "`{keyword}` stands in no table");
        }
    }
    Ok(())
}
