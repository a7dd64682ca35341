//! Properties that come, go, and change their names.

use thrive_plan::{ChangeKind, Kind, ObjectSchema, Property, ValueSchema, diff};

use crate::model::{described, event, event_said, integer, object, of, optional, required, said_of, string};

fn with_members<const COUNT: usize>(members: [Property; COUNT]) -> ValueSchema {
    ValueSchema { members: Some(ObjectSchema { properties: members.into(), closed: false }), ..object() }
}

#[test]
fn a_new_optional_property_is_compatible() {
    assert_eq!(
        said_of([], [optional("plan", string())]),
        ["compatible: `properties.plan` of event `e` is new and optional"]
    );
}

#[test]
fn a_new_required_property_is_breaking() {
    assert_eq!(
        said_of([], [required("plan", string())]),
        ["breaking: `properties.plan` of event `e` is new and required"]
    );
}

#[test]
fn a_removed_property_is_breaking_even_if_it_was_optional() {
    assert_eq!(said_of([optional("plan", string())], []), ["breaking: `properties.plan` of event `e` is gone"]);
}

#[test]
fn optional_to_required_is_breaking() {
    assert_eq!(
        said_of([optional("plan", string())], [required("plan", string())]),
        ["breaking: `properties.plan` of event `e` is now required; it was optional"]
    );
}

#[test]
fn required_to_optional_is_compatible() {
    assert_eq!(
        said_of([required("plan", string())], [optional("plan", string())]),
        ["compatible: `properties.plan` of event `e` is now optional; it was required"]
    );
}

#[test]
fn the_context_is_compared_like_the_properties() {
    let (mut old, mut new) = (event("e", []), event("e", []));
    old.context.properties = vec![optional("group_id", string())];
    new.context.properties = vec![required("group_id", string()), optional("source", string())];
    assert_eq!(
        event_said(&old, &new),
        [
            "breaking: `context.group_id` of event `e` is now required; it was optional",
            "compatible: `context.source` of event `e` is new and optional",
        ]
    );
}

#[test]
fn closing_is_breaking_and_opening_compatible() {
    let open = event("e", []);
    let mut closed = open.clone();
    closed.properties.closed = true;
    assert_eq!(
        event_said(&open, &closed),
        ["breaking: `properties` of event `e` no longer takes a property that is not listed"]
    );
    assert_eq!(
        event_said(&closed, &open),
        ["compatible: `properties` of event `e` now takes a property that is not listed"]
    );
}

#[test]
fn members_are_compared_however_deep_they_stand() {
    let order = |city| [optional("order", with_members([optional("address", with_members([city]))]))];
    assert_eq!(
        said_of(order(optional("city", string())), order(required("city", integer()))),
        [
            "breaking: `properties.order.address.city` of event `e` is now required; it was optional",
            "breaking: `properties.order.address.city` of event `e` is now an integer; it was a string",
        ]
    );
}

#[test]
fn members_of_items_are_compared() {
    let lines = |price| {
        let items = Some(Box::new(with_members([price])));
        [optional("lines", ValueSchema { items, ..of(Kind::Array) })]
    };
    assert_eq!(
        said_of(lines(optional("price", integer())), lines(required("price", integer()))),
        ["breaking: `properties.lines[].price` of event `e` is now required; it was optional"]
    );
}

#[test]
fn members_listed_for_the_first_time_are_new_ones() {
    assert_eq!(
        said_of(
            [optional("address", object())],
            [optional("address", with_members([optional("city", string()), required("zip", string())]))]
        ),
        [
            "compatible: `properties.address.city` of event `e` is new and optional",
            "breaking: `properties.address.zip` of event `e` is new and required",
        ]
    );
    assert_eq!(
        said_of([optional("address", with_members([optional("city", string())]))], [optional("address", object())]),
        ["breaking: `properties.address.city` of event `e` is gone"]
    );
}

#[test]
fn a_new_object_is_not_listed_member_by_member() {
    assert_eq!(said_of([], [optional("address", with_members([required("zip", string())]))]).len(), 1);
}

#[test]
fn a_near_name_of_the_same_kind_is_a_rename() {
    assert_eq!(
        said_of([required("acount_name", string())], [required("account_name", string())]),
        ["breaking: `properties.acount_name` of event `e` is now called `account_name`"]
    );
    let [change] =
        &diff(&[event("e", [required("acount_name", string())])], &[event("e", [required("account_name", string())])])
            [..]
    else {
        panic!("one change")
    };
    assert_eq!(change.path, "properties.acount_name");
    assert_eq!(change.what, ChangeKind::Renamed { to: "account_name".to_owned() });
}

#[test]
fn the_same_description_is_a_rename_however_far_the_names() {
    assert_eq!(
        said_of(
            [optional("tier", described("What is paid for.", string()))],
            [optional("plan", described("What is paid for.", string()))]
        ),
        ["breaking: `properties.tier` of event `e` is now called `plan`"]
    );
}

#[test]
fn what_else_changes_with_a_rename_is_said_of_the_new_name() {
    assert_eq!(
        said_of(
            [optional("acount_name", string())],
            [optional("account_name", ValueSchema { personal: true, ..string() })]
        ),
        [
            "compatible: `properties.account_name` of event `e` is now marked as personal data",
            "breaking: `properties.acount_name` of event `e` is now called `account_name`",
        ]
    );
}

#[test]
fn another_kind_is_no_rename() {
    assert_eq!(
        said_of([optional("seat", integer())], [optional("seats", string())]),
        [
            "breaking: `properties.seat` of event `e` is gone",
            "compatible: `properties.seats` of event `e` is new and optional",
        ]
    );
}

#[test]
fn another_requiredness_is_no_rename() {
    assert_eq!(
        said_of([required("seat", integer())], [optional("seats", integer())]),
        [
            "breaking: `properties.seat` of event `e` is gone",
            "compatible: `properties.seats` of event `e` is new and optional",
        ]
    );
}

#[test]
fn a_strange_name_without_a_description_is_no_rename() {
    assert_eq!(
        said_of([optional("tier", string())], [optional("colour", string())]),
        [
            "compatible: `properties.colour` of event `e` is new and optional",
            "breaking: `properties.tier` of event `e` is gone",
        ]
    );
}

#[test]
fn two_new_names_that_could_be_meant_are_not_guessed_between() {
    assert_eq!(
        said_of([optional("step", string())], [optional("steps", string()), optional("stop", string())]),
        [
            "breaking: `properties.step` of event `e` is gone",
            "compatible: `properties.steps` of event `e` is new and optional",
            "compatible: `properties.stop` of event `e` is new and optional",
        ]
    );
}

#[test]
fn two_old_names_that_could_be_meant_are_not_guessed_between() {
    assert_eq!(
        said_of([optional("steps", string()), optional("stop", string())], [optional("step", string())]),
        [
            "compatible: `properties.step` of event `e` is new and optional",
            "breaking: `properties.steps` of event `e` is gone",
            "breaking: `properties.stop` of event `e` is gone",
        ]
    );
}

#[test]
fn a_name_that_is_still_there_is_no_candidate_for_a_rename() {
    assert_eq!(
        said_of([optional("step", string()), optional("steps", string())], [optional("steps", string())]),
        ["breaking: `properties.step` of event `e` is gone"]
    );
}

#[test]
fn two_renames_at_once_are_both_seen() {
    assert_eq!(
        said_of(
            [optional("acount_name", string()), optional("colour", integer())],
            [optional("account_name", string()), optional("color", integer())]
        ),
        [
            "breaking: `properties.acount_name` of event `e` is now called `account_name`",
            "breaking: `properties.colour` of event `e` is now called `color`",
        ]
    );
}
