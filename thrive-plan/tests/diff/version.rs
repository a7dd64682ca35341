//! Whether versions were raised as the changes ask.

use thrive_plan::{EventSchema, unversioned};

use crate::model::{event, optional, string};

fn asked(old: &[EventSchema], new: &[EventSchema]) -> Vec<String> {
    unversioned(old, new).iter().map(ToString::to_string).collect()
}

fn versioned(version: u64, event: EventSchema) -> EventSchema {
    EventSchema { version: Some(version), ..event }
}

fn with_two() -> EventSchema {
    event("signed_up", [optional("plan", string()), optional("colour", string())])
}

fn with_none() -> EventSchema {
    event("signed_up", [])
}

#[test]
fn a_breaking_change_asks_for_the_next_version() {
    assert_eq!(
        asked(&[with_two()], &[with_none()]),
        [r#"event `signed_up` has 2 breaking changes and is still version 1: set `"version": 2`"#]
    );
    assert_eq!(
        asked(&[versioned(7, with_two())], &[versioned(7, event("signed_up", [optional("plan", string())]))]),
        [r#"event `signed_up` has 1 breaking change and is still version 7: set `"version": 8`"#]
    );
}

#[test]
fn the_breaking_changes_come_along_and_no_others() {
    let mut new = event("signed_up", [optional("plan", string())]);
    new.description = Some("Otherwise.".to_owned());
    let [mistake] = &unversioned(&[with_two()], &[new])[..] else { panic!("one event") };
    let breaking: Vec<String> = mistake.breaking.iter().map(ToString::to_string).collect();
    assert_eq!(breaking, ["`properties.colour` of event `signed_up` is gone"]);
    assert_eq!((mistake.event.as_str(), mistake.old, mistake.new, mistake.needed()), ("signed_up", 1, 1, 2));
}

#[test]
fn a_raised_version_is_right() {
    assert_eq!(asked(&[with_two()], &[versioned(2, with_none())]), [""; 0]);
    assert_eq!(asked(&[versioned(2, with_two())], &[versioned(5, with_none())]), [""; 0]);
}

#[test]
fn a_version_may_be_raised_without_need() {
    assert_eq!(asked(&[with_two()], &[versioned(2, with_two())]), [""; 0]);
}

#[test]
fn a_compatible_change_asks_for_no_version() {
    assert_eq!(asked(&[with_none()], &[with_two()]), [""; 0]);
}

#[test]
fn a_version_that_went_down_is_wrong() {
    assert_eq!(
        asked(&[versioned(3, with_two())], &[versioned(2, with_two())]),
        [r#"event `signed_up` went from version 3 down to 2: set `"version": 3`"#]
    );
    assert_eq!(
        asked(&[versioned(3, with_two())], &[with_two()]),
        [r#"event `signed_up` went from version 3 down to 1: set `"version": 3`"#]
    );
}

#[test]
fn a_version_that_went_down_beside_breaking_changes_is_asked_for_once() {
    assert_eq!(
        asked(&[versioned(3, with_two())], &[versioned(2, with_none())]),
        [r#"event `signed_up` has 2 breaking changes and went from version 3 down to 2: set `"version": 4`"#]
    );
}

#[test]
fn an_event_that_is_gone_or_new_asks_for_no_version() {
    assert_eq!(asked(&[with_two()], &[]), [""; 0]);
    assert_eq!(asked(&[], &[with_two()]), [""; 0]);
}

#[test]
fn events_are_judged_each_by_itself_and_sorted() {
    let named = |name: &str, event: EventSchema| EventSchema { name: name.to_owned(), ..event };
    let old = ["b", "a", "c", "d"].map(|name| named(name, with_two()));
    let new = [
        named("d", with_two()),
        versioned(2, named("c", with_none())),
        named("a", with_none()),
        named("b", with_none()),
    ];
    assert_eq!(
        asked(&old, &new),
        [
            r#"event `a` has 2 breaking changes and is still version 1: set `"version": 2`"#,
            r#"event `b` has 2 breaking changes and is still version 1: set `"version": 2`"#,
        ]
    );
}
