//! What compiles passes validation, and what would not pass does not compile.
//!
//! Random plans are written as `tracking/<event>.json`, and for each event a struct by rule, with random values. One run
//! of cargo compiles all of them and prints the events; a JSON Schema validator judges these by what the plan says. Then
//! each struct gets one mistake, and none of them may compile.
//!
//! What a type cannot say is left to run time, and is all that is: `minimum`, `maximum`, `minLength`, `maxLength`,
//! `pattern`, and the formats `email` and `uri`. What serde makes of a `json` field is checked at run time, too, where
//! the plan asks for an array or an object.
//!
//! `AGREEMENT_SEED` makes the same events again, `AGREEMENT_EVENTS` another number of them, and with `AGREEMENT_KEEP` the
//! crate stays, to be read.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail by panicking"
)]

#[path = "agreement/choose.rs"]
mod choose;
#[path = "support/generated_crate.rs"]
mod generated_crate;
#[path = "agreement/limits.rs"]
mod limits;
#[path = "agreement/model.rs"]
mod model;
#[path = "agreement/mutate.rs"]
mod mutate;
#[path = "agreement/program.rs"]
mod program;
#[path = "agreement/random.rs"]
mod random;
#[path = "agreement/rust.rs"]
mod rust;
#[path = "agreement/standard.rs"]
mod standard;
#[path = "agreement/types.rs"]
mod types;
#[path = "agreement/values.rs"]
mod values;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value as Json;

use limits::RUN_TIME_KEYWORDS;
use mutate::MISTAKES;
use program::{Case, Outcome};

static OUTCOME: LazyLock<Outcome> = LazyLock::new(program::run);

fn validator(schema: &Json) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The places in the schema that the event breaks, with what the validator says.
fn broken(validator: &Validator, event: &Json) -> Vec<(String, String)> {
    let error = |error: jsonschema::ValidationError<'_>| {
        (error.schema_path().as_str().to_owned(), format!("{}: {error}", error.instance_path()))
    };
    validator.iter_errors(event).map(error).collect()
}

/// Every case with the events that were printed for it.
fn printed(kind: &str) -> Vec<(&'static Case, Vec<Json>)> {
    let event = |(case, _, json): &(String, String, String)| -> Json {
        let seed = OUTCOME.seed;
        serde_json::from_str(json)
            .unwrap_or_else(|_| panic!("AGREEMENT_SEED={seed}: case {case} gave no event: {json}"))
    };
    let of_case = |number: usize| {
        let number = number.to_string();
        OUTCOME.printed.iter().filter(|(case, of, _)| *case == number && of == kind).map(event).collect()
    };
    OUTCOME.cases.iter().enumerate().map(|(number, case)| (case, of_case(number))).collect()
}

fn assert_valid(schema_of: impl Fn(&Case) -> Json) {
    let mut events = 0;
    for (case, printed) in printed("kept") {
        let schema = schema_of(case);
        let validator = validator(&schema);
        for event in printed {
            let broken = broken(&validator, &event);
            let seed = OUTCOME.seed;
            assert!(broken.is_empty(), "AGREEMENT_SEED={seed}: {broken:#?}\n{event:#}\nbreaks\n{schema:#}");
            events += 1;
        }
    }
    assert!(events >= 4 * OUTCOME.cases.len(), "every case has its values");
}

#[test]
fn values_of_a_type_that_compiled_pass_validation() {
    assert_valid(|case| case.schema.clone());
}

#[test]
fn they_pass_the_schema_that_thrive_plan_makes_of_the_plan() {
    assert_valid(|case| {
        let file = case.event.plan_file().to_string();
        let plan = thrive_plan::read(&format!("tracking/{}.json", case.event.name), &file).expect("a plan file");
        serde_json::from_str(&plan.to_json_schema()).unwrap()
    });
}

#[test]
fn nothing_is_left_to_run_time_but_what_is_listed() {
    let mut seen = BTreeSet::new();
    for (case, printed) in printed("ignored") {
        let validator = validator(&case.schema);
        for event in printed {
            for (path, message) in broken(&validator, &event) {
                let keyword = RUN_TIME_KEYWORDS.iter().find(|keyword| keyword.names(&case.schema, &path));
                let seed = OUTCOME.seed;
                let keyword = keyword.unwrap_or_else(|| panic!("AGREEMENT_SEED={seed}: {message}\n{event:#}"));
                seen.insert(keyword.name);
            }
        }
    }
    // Random events reach all of them, so that the test above has met them as well.
    assert_eq!(seen.len(), RUN_TIME_KEYWORDS.len(), "{seen:?}");
}

#[test]
fn a_struct_with_one_mistake_does_not_compile() {
    let seed = OUTCOME.seed;
    for refused in &OUTCOME.refused {
        let expected = refused.mistake.is_some();
        let told = !refused.errors.is_empty();
        let (event, source) = (&refused.event, &refused.source);
        assert_eq!(told, expected, "AGREEMENT_SEED={seed}: {event}\n{source}\n{}", refused.errors.join("\n"));
    }
    for mistake in MISTAKES {
        assert!(OUTCOME.refused.iter().any(|refused| refused.mistake == Some(*mistake)), "{mistake:?} was never made");
    }
}

/// A value that compiled breaks this keyword and no other.
fn assert_left_to_run_time(name: &str) {
    let keyword = RUN_TIME_KEYWORDS.iter().find(|keyword| keyword.name == name).unwrap();
    let (_, _, json) = OUTCOME.printed.iter().find(|(case, _, _)| case == name).unwrap();
    let event: Json = serde_json::from_str(json).unwrap();
    let schema = keyword.whole();
    let broken = broken(&validator(&schema), &event);
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken.iter().all(|(path, _)| keyword.names(&schema, path)), "{broken:?}");
}

macro_rules! left_to_run_time {
    ($($test:ident: $name:literal;)+) => {$(
        #[test]
        fn $test() {
            assert_left_to_run_time($name);
        }
    )+};
}

left_to_run_time! {
    a_minimum_is_left_to_run_time: "minimum";
    a_maximum_is_left_to_run_time: "maximum";
    a_least_length_is_left_to_run_time: "minLength";
    a_greatest_length_is_left_to_run_time: "maxLength";
    a_pattern_is_left_to_run_time: "pattern";
    an_email_address_is_left_to_run_time: "email";
    a_uri_is_left_to_run_time: "uri";
}
