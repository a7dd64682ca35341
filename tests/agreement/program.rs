//! The program made of all structs: one module an event, which prints its values as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::Value as Json;

use crate::choose::{self, Derived};
use crate::generated_crate::{GeneratedCrate, errors};
use crate::limits::RUN_TIME_KEYWORDS;
use crate::model::{Event, Property, Shape};
use crate::mutate::{self, MISTAKES, Mistake};
use crate::values::{self, Limits};
use crate::{random, standard};

/// So many random events, unless `AGREEMENT_EVENTS` says another number.
const EVENTS: u64 = 220;
const VALUES: usize = 4;

/// One in so many modules of the program that must not compile has no mistake.
const RIGHT: usize = 10;

/// Everything that one run of cargo shows, and one that has to fail.
pub(crate) struct Outcome {
    pub(crate) seed: u64,
    pub(crate) cases: Vec<Case>,
    /// What the program printed: which case or keyword, which kind of value, the event.
    pub(crate) printed: Vec<(String, String, String)>,
    pub(crate) refused: Vec<Refused>,
}

pub(crate) struct Case {
    pub(crate) event: Event,
    /// The schema of the whole event object, as the test composes it or the standard catalogue has it.
    pub(crate) schema: Json,
    pub(crate) standard: bool,
    derived: Derived,
}

/// A module of the program that does not compile.
pub(crate) struct Refused {
    pub(crate) event: String,
    /// `None` where the struct is right.
    pub(crate) mistake: Option<Mistake>,
    pub(crate) source: String,
    pub(crate) errors: Vec<String>,
}

pub(crate) fn run() -> Outcome {
    let seed = number("AGREEMENT_SEED").unwrap_or_else(|| fastrand::u64(..));
    // Where the rest fails, this is what is left to be read.
    eprintln!("AGREEMENT_SEED={seed} makes the same events again; AGREEMENT_KEEP=1 leaves the crate");
    let mut rng = Rng::with_seed(seed);
    let cases = cases(&mut rng);

    let features = ["chrono", "jiff", "rust_decimal", "time", "uuid"];
    let dependencies = ["chrono", "jiff", "rust_decimal", "serde_json", "time", "uuid"];
    let generated = GeneratedCrate::new("agreement", &features, &dependencies, "AGREEMENT_KEEP");
    generated.write("tracking/plan.json", r#"{ "personal": "declare" }"#);
    for Case { event, standard, .. } in &cases {
        if !standard {
            generated.write(&format!("tracking/{}.json", event.name), &format!("{:#}\n", event.plan_file()));
        }
    }
    for keyword in RUN_TIME_KEYWORDS {
        generated.write(&format!("tracking/{}.json", keyword.event()), &format!("{:#}\n", keyword.plan_file()));
    }

    let printed = accepted(&mut rng, &generated, &cases);
    let refused = refused(&mut rng, &generated, &cases);
    Outcome { seed, cases, printed, refused }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|number| number.parse().expect("a whole number from 0"))
}

fn cases(rng: &mut Rng) -> Vec<Case> {
    let mut cases = Vec::new();
    for (event, schema) in standard::events() {
        let derived = choose::event(rng, &event);
        cases.push(Case { event, schema, standard: true, derived });
    }
    let events = number("AGREEMENT_EVENTS").unwrap_or(EVENTS);
    for number in 0..events {
        // An event of its own seed, so that one more choice in one does not change all that follow.
        let mut rng = rng.fork();
        let event = random::event(&mut rng, usize::try_from(number).expect("few"));
        let derived = choose::event(&mut rng, &event);
        cases.push(Case { schema: event.whole(), event, standard: false, derived });
    }
    cases
}

/// Compiles all structs, and runs what prints their values.
fn accepted(rng: &mut Rng, generated: &GeneratedCrate, cases: &[Case]) -> Vec<(String, String, String)> {
    let mut modules = Vec::new();
    for (number, Case { derived, .. }) in cases.iter().enumerate() {
        let mut source = module(derived);
        source.push_str("\npub fn print() {\n");
        for (kind, limits) in [("kept", Limits::Kept), ("ignored", Limits::Ignored)] {
            for _ in 0..VALUES {
                let value = values::of_struct(rng, &derived.event, limits);
                let _ = writeln!(
                    source,
                    "    let event = {value};\n    crate::print(\"{number}\", {kind:?}, event{}.to_json());",
                    derived.call
                );
            }
        }
        source.push_str("}\n");
        modules.push((format!("event_{number}"), source));
    }
    for keyword in RUN_TIME_KEYWORDS {
        modules.push((keyword.event(), keyword.module()));
    }

    let mut main = "#![allow(warnings)]\n\n".to_owned();
    let mut calls = String::new();
    for (name, source) in &modules {
        generated.write(&format!("src/{name}.rs"), source);
        let _ = writeln!(main, "mod {name};");
        let _ = writeln!(calls, "    {name}::print();");
    }
    let _ = write!(main, "{}", MAIN.replace("CALLS", &calls));
    generated.write("src/main.rs", &main);

    let output = generated.cargo(&["run", "--quiet", "--bin", "agreement"]);
    assert!(
        output.status.success(),
        "structs that the derive has to accept do not compile, or do not run:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        parts.next().zip(parts.next()).zip(parts.next()).map(|((case, kind), json)| (case, kind, json))
    };
    lines.lines().map(|printed| line(printed).expect("three parts")).collect()
}

const MAIN: &str = r#"
use thrive_core::{Client, TrackError};

fn main() {
    let client = Client::builder().bearer_token("token").endpoint("http://127.0.0.1:9/api").hash_key([7; 32]);
    let _guard = client.build().unwrap().install().unwrap();
CALLS}

fn print(case: &str, kind: &str, json: Result<String, TrackError>) {
    match json {
        Ok(json) => println!("{case}\t{kind}\t{json}"),
        Err(error) => println!("{case}\t{kind}\t{error:?}"),
    }
}
"#;

fn module(derived: &Derived) -> String {
    format!(
        "use std::collections::BTreeMap;\nuse thrive_core::{{TrackEvent, TrackFields, TrackValue}};\n\n{}",
        derived.event.declared()
    )
}

/// Compiles each struct once more with one mistake, all of them in one crate.
fn refused(rng: &mut Rng, generated: &GeneratedCrate, cases: &[Case]) -> Vec<Refused> {
    let mut made: BTreeMap<Mistake, usize> = BTreeMap::new();
    let mut main = "#![allow(warnings)]\n\n".to_owned();
    let mut modules: Vec<Refused> = Vec::new();
    for (number, Case { event, derived, .. }) in cases.iter().enumerate() {
        let mut push = |derived: &Derived, mistake| {
            let name = format!("event_{}", modules.len());
            let source = format!("// {mistake:?}, {}\n{}", event.name, module(derived));
            generated.write(&format!("src/bin/refused/{name}.rs"), &source);
            let _ = writeln!(main, "mod {name};");
            modules.push(Refused { event: event.name.clone(), mistake, source, errors: Vec::new() });
        };
        if number % RIGHT == 0 {
            push(derived, None);
        }
        // The mistake that was made least so far, of those that there is room for.
        let constants: Vec<Property> =
            event.properties.listed.iter().filter(|it| is_bare_constant(it)).cloned().collect();
        let mut mistakes = MISTAKES.to_vec();
        rng.shuffle(&mut mistakes);
        mistakes.sort_by_key(|mistake| made.get(mistake).copied().unwrap_or(0));
        let wrong =
            mistakes.iter().find_map(|mistake| Some((mutate::with(rng, *mistake, derived, &constants)?, *mistake)));
        if let Some((wrong, mistake)) = wrong {
            *made.entry(mistake).or_default() += 1;
            push(&wrong, Some(mistake));
        }
    }
    main.push_str("\nfn main() {}\n");
    generated.write("src/bin/refused/main.rs", &main);

    // As `cargo check` does, with what was built for the program above.
    let output = generated.cargo(&["build", "--quiet", "--bin", "refused", "--message-format=json"]);
    for error in errors(&output) {
        for file in &error.files {
            let name = file.rsplit('/').next().and_then(|file| file.strip_prefix("event_")?.strip_suffix(".rs"));
            let refused = name.and_then(|number| modules.get_mut(number.parse::<usize>().ok()?));
            let refused = refused.unwrap_or_else(|| panic!("an error outside of any event:\n{}", error.message));
            refused.errors.push(error.message.clone());
        }
    }
    modules
}

/// A constant that no field can be.
fn is_bare_constant(property: &Property) -> bool {
    matches!(&property.value.shape, Shape::Constant(constant) if !constant.is_string())
}
