//! What changed between two plans: each change with its rank and its sentence.

mod model;
mod objects;
mod principle;
mod values;
mod version;

use model::{event, event_said, optional, said, string};
use thrive_plan::{ChangeKind, EventSchema, ObjectSchema, Rank, Replaced, ValueSchema, diff};

#[test]
fn the_same_plan_has_no_changes() {
    let plan = [event("signed_up", [optional("name", string())]), event("signed_in", [])];
    assert_eq!(diff(&plan, &plan), []);
}

#[test]
fn the_order_of_what_is_listed_is_no_change() {
    let (a, b) = (optional("a", string()), optional("b", string()));
    let old = [event("signed_up", [a.clone(), b.clone()]), event("signed_in", [])];
    let new = [event("signed_in", []), event("signed_up", [b, a])];
    assert_eq!(diff(&old, &new), []);
}

#[test]
fn a_new_event_is_compatible() {
    assert_eq!(said(&[], &[event("signed_up", [])]), ["compatible: event `signed_up` is new"]);
}

#[test]
fn a_removed_event_is_breaking() {
    assert_eq!(said(&[event("signed_up", [])], &[]), ["breaking: event `signed_up` is gone"]);
}

#[test]
fn a_renamed_event_is_one_that_is_gone_and_one_that_is_new() {
    let (old, new) = ([event("signed_up", [])], [event("signed_upp", [])]);
    assert_eq!(said(&old, &new), ["breaking: event `signed_up` is gone", "compatible: event `signed_upp` is new"]);
}

#[test]
fn a_new_event_is_not_listed_piece_by_piece() {
    let new = event("signed_up", [optional("name", string())]);
    assert_eq!(said(&[], &[new]).len(), 1);
}

#[test]
fn another_version_is_compatible() {
    let old = event("signed_up", []);
    let new = EventSchema { version: Some(2), ..old.clone() };
    assert_eq!(event_said(&old, &new), ["compatible: event `signed_up` is now version 2; it was version 1"]);
}

#[test]
fn a_version_that_is_not_written_is_1() {
    let old = event("signed_up", []);
    let new = EventSchema { version: Some(1), ..old.clone() };
    assert_eq!(diff(&[old], &[new]), []);
}

#[test]
fn a_deprecation_is_compatible() {
    let plain = event("signed_up", []);
    let deprecated = EventSchema { deprecated: Some("Use\n`account_created`.".to_owned()), ..plain.clone() };
    let reworded = EventSchema { deprecated: Some("Use `joined`.".to_owned()), ..plain.clone() };
    assert_eq!(
        event_said(&plain, &deprecated),
        ["compatible: event `signed_up` is now deprecated: Use `account_created`."]
    );
    assert_eq!(
        event_said(&deprecated, &reworded),
        ["compatible: event `signed_up` is deprecated in other words: Use `joined`."]
    );
    assert_eq!(event_said(&deprecated, &plain), ["compatible: event `signed_up` is no longer deprecated"]);
}

#[test]
fn another_description_of_an_event_is_compatible() {
    let old = event("signed_up", []);
    let new = EventSchema { description: Some("A visitor becomes a user.".to_owned()), ..old.clone() };
    assert_eq!(event_said(&old, &new), ["compatible: event `signed_up` is described differently"]);
    let [change] = &diff(&[old], &[new])[..] else { panic!("one change") };
    let words = Replaced { old: None, new: Some("A visitor becomes a user.".to_owned()) };
    assert_eq!((change.path.as_str(), &change.what), ("", &ChangeKind::Description(words)));
}

#[test]
fn changes_are_sorted_by_event_and_then_by_place() {
    let address = |members: Vec<_>| ValueSchema {
        members: Some(ObjectSchema { properties: members, closed: false }),
        ..model::object()
    };
    let old = [
        event("b", [optional("address-2", string()), optional("address", address(vec![]))]),
        event("a", [optional("x", string())]),
    ];
    let mut new_b = event(
        "b",
        [optional("address-2", model::integer()), optional("address", address(vec![optional("y", string())]))],
    );
    new_b.description = Some("B".to_owned());
    new_b.context.properties.push(optional("source", string()));
    let new = [event("c", []), new_b, event("a", [])];
    let places: Vec<(String, String)> =
        diff(&old, &new).into_iter().map(|change| (change.event, change.path)).collect();
    let expected = [
        ("a", "properties.x"),
        ("b", ""),
        ("b", "context.source"),
        ("b", "properties.address.y"),
        ("b", "properties.address-2"),
        ("c", ""),
    ];
    assert_eq!(places, expected.map(|(event, path)| (event.to_owned(), path.to_owned())));
}

#[test]
fn breaking_outranks_compatible() {
    assert!(Rank::Compatible < Rank::Breaking);
}
