//! What a value may be, before and now.

use thrive_plan::{Format, Kind, Limits, ObjectSchema, ValueSchema};

use crate::model::{described, integer, object, of, optional, said_of, string, value_said};

fn one_of<const COUNT: usize>(values: [&str; COUNT]) -> ValueSchema {
    ValueSchema { one_of: values.map(str::to_owned).into(), ..string() }
}

/// As the reader has it: a string's constant stands in the list as well.
fn always(text: &str) -> ValueSchema {
    ValueSchema { constant: Some(format!("{text:?}")), ..one_of([text]) }
}

fn array(items: ValueSchema) -> ValueSchema {
    ValueSchema { items: Some(Box::new(items)), ..of(Kind::Array) }
}

fn limited(limits: Limits) -> ValueSchema {
    ValueSchema { limits, ..string() }
}

#[test]
fn another_kind_is_breaking() {
    assert_eq!(value_said(&string(), &integer()), ["breaking: is now an integer; it was a string"]);
    assert_eq!(value_said(&of(Kind::Any), &string()), ["breaking: is now a string; it was any value"]);
    assert_eq!(value_said(&string(), &of(Kind::Any)), ["breaking: is now any value; it was a string"]);
}

#[test]
fn a_wider_kind_is_breaking_as_well() {
    assert_eq!(value_said(&integer(), &of(Kind::Number)), ["breaking: is now a number; it was an integer"]);
    assert_eq!(value_said(&of(Kind::Uuid), &string()), ["breaking: is now a string; it was a UUID"]);
}

#[test]
fn the_rules_of_the_old_kind_go_without_saying() {
    assert_eq!(value_said(&one_of(["a"]), &integer()), ["breaking: is now an integer; it was a string"]);
    let closed = ObjectSchema { properties: vec![optional("city", string())], closed: true };
    assert_eq!(
        value_said(&ValueSchema { members: Some(closed), ..object() }, &array(string())),
        ["breaking: is now an array; it was an object"]
    );
}

#[test]
fn what_does_not_belong_to_the_kind_is_said_beside_it() {
    let old = ValueSchema { personal: true, ..string() };
    let new = ValueSchema { nullable: true, ..integer() };
    assert_eq!(
        value_said(&old, &new),
        [
            "breaking: is now an integer; it was a string",
            "compatible: may now be null",
            "compatible: is no longer marked as personal data",
        ]
    );
}

#[test]
fn null_may_be_gained_but_not_lost() {
    let nullable = ValueSchema { nullable: true, ..string() };
    assert_eq!(value_said(&string(), &nullable), ["compatible: may now be null"]);
    assert_eq!(value_said(&nullable, &string()), ["breaking: may no longer be null"]);
}

#[test]
fn any_value_may_be_null_whether_it_says_so_or_not() {
    let any = of(Kind::Any);
    let nullable = ValueSchema { nullable: true, ..any.clone() };
    assert_eq!(value_said(&any, &nullable), [""; 0]);
    assert_eq!(value_said(&nullable, &string()), ["breaking: is now a string; it was any value"]);
}

#[test]
fn a_narrower_list_is_breaking_and_a_wider_one_compatible() {
    assert_eq!(
        value_said(&one_of(["a", "b", "c", "d"]), &one_of(["a"])),
        ["breaking: may no longer be `b`, `c` or `d`"]
    );
    assert_eq!(value_said(&one_of(["a"]), &one_of(["b", "a", "c"])), ["compatible: may now be `b` or `c`, too"]);
    assert_eq!(
        value_said(&one_of(["a", "b"]), &one_of(["a", "c"])),
        ["breaking: may no longer be `b`", "compatible: may now be `c`, too"]
    );
}

#[test]
fn the_order_of_a_list_is_no_change() {
    assert_eq!(value_said(&one_of(["a", "b"]), &one_of(["b", "a"])), [""; 0]);
}

#[test]
fn a_new_list_is_breaking_and_a_removed_one_compatible() {
    assert_eq!(value_said(&string(), &one_of(["a", "b"])), ["breaking: must now be `a` or `b`; it was any string"]);
    assert_eq!(value_said(&one_of(["a"]), &string()), ["compatible: may now be any string; it was `a`"]);
}

#[test]
fn a_new_or_another_constant_is_breaking_and_a_removed_one_compatible() {
    let constant = |text: &str| ValueSchema { constant: Some(text.to_owned()), ..integer() };
    assert_eq!(value_said(&integer(), &constant("1")), ["breaking: must now be `1`"]);
    assert_eq!(value_said(&constant("1"), &constant("2")), ["breaking: must now be `2`; it had to be `1`"]);
    assert_eq!(value_said(&constant("1"), &integer()), ["compatible: need no longer be `1`"]);
}

#[test]
fn the_constant_of_a_string_is_said_once() {
    assert_eq!(value_said(&string(), &always("a")), [r#"breaking: must now be `"a"`"#]);
    assert_eq!(value_said(&always("a"), &always("b")), [r#"breaking: must now be `"b"`; it had to be `"a"`"#]);
    assert_eq!(value_said(&always("a"), &string()), [r#"compatible: need no longer be `"a"`"#]);
}

#[test]
fn a_constant_beside_a_list_is_a_list_of_one() {
    assert_eq!(value_said(&one_of(["a", "b"]), &always("a")), ["breaking: may no longer be `b`"]);
    assert_eq!(value_said(&always("a"), &one_of(["a", "b"])), ["compatible: may now be `b`, too"]);
    assert_eq!(value_said(&always("a"), &one_of(["a"])), [""; 0]);
}

#[test]
fn a_new_or_another_format_is_breaking_and_a_removed_one_compatible() {
    let [email, uri] =
        [Format::Email, Format::Uri].map(|format| limited(Limits { format: Some(format), ..Limits::default() }));
    assert_eq!(value_said(&string(), &email), ["breaking: must now be an email address"]);
    assert_eq!(value_said(&email, &uri), ["breaking: must now be a URI; it had to be an email address"]);
    assert_eq!(value_said(&uri, &string()), ["compatible: need no longer be a URI"]);
}

#[test]
fn a_new_or_another_pattern_is_breaking_and_a_removed_one_compatible() {
    let pattern = |text: &str| limited(Limits { pattern: Some(text.to_owned()), ..Limits::default() });
    assert_eq!(value_said(&string(), &pattern("^a")), ["breaking: must now match `^a`"]);
    assert_eq!(value_said(&pattern("^ab"), &pattern("^a")), ["breaking: must now match `^a`; it had to match `^ab`"]);
    assert_eq!(value_said(&pattern("^a"), &string()), ["compatible: need no longer match `^a`"]);
}

#[test]
fn a_tighter_bound_is_breaking_and_a_looser_one_compatible() {
    let minimum =
        |bound| ValueSchema { limits: Limits { minimum: Some(bound), ..Limits::default() }, ..of(Kind::Number) };
    assert_eq!(value_said(&of(Kind::Number), &minimum(1.0)), ["breaking: must now be at least 1"]);
    assert_eq!(
        value_said(&minimum(1.0), &minimum(1.5)),
        ["breaking: must now be at least 1.5; it had to be at least 1"]
    );
    assert_eq!(
        value_said(&minimum(1.0), &minimum(-2.0)),
        ["compatible: need only be at least -2 now; it had to be at least 1"]
    );
    assert_eq!(value_said(&minimum(1.0), &of(Kind::Number)), ["compatible: need no longer be at least 1"]);

    let maximum = |bound| ValueSchema { limits: Limits { maximum: Some(bound), ..Limits::default() }, ..integer() };
    assert_eq!(value_said(&integer(), &maximum(9.0)), ["breaking: must now be at most 9"]);
    assert_eq!(value_said(&maximum(9.0), &maximum(8.0)), ["breaking: must now be at most 8; it had to be at most 9"]);
    assert_eq!(
        value_said(&maximum(9.0), &maximum(10.0)),
        ["compatible: need only be at most 10 now; it had to be at most 9"]
    );
    assert_eq!(value_said(&maximum(9.0), &integer()), ["compatible: need no longer be at most 9"]);
}

#[test]
fn a_tighter_length_is_breaking_and_a_looser_one_compatible() {
    let least = |length| limited(Limits { min_length: Some(length), ..Limits::default() });
    assert_eq!(value_said(&string(), &least(1)), ["breaking: must now have at least 1 character"]);
    assert_eq!(
        value_said(&least(1), &least(2)),
        ["breaking: must now have at least 2 characters; it had to have at least 1 character"]
    );
    assert_eq!(value_said(&least(1), &string()), ["compatible: need no longer have at least 1 character"]);

    let most = |length| limited(Limits { max_length: Some(length), ..Limits::default() });
    assert_eq!(value_said(&string(), &most(80)), ["breaking: must now have at most 80 characters"]);
    assert_eq!(
        value_said(&most(80), &most(81)),
        ["compatible: need only have at most 81 characters now; it had to have at most 80 characters"]
    );
    assert_eq!(value_said(&most(80), &string()), ["compatible: need no longer have at most 80 characters"]);
}

#[test]
fn a_length_of_at_least_0_asks_for_nothing() {
    let least = |length| limited(Limits { min_length: Some(length), ..Limits::default() });
    assert_eq!(value_said(&string(), &least(0)), [""; 0]);
    assert_eq!(value_said(&least(1), &least(0)), ["compatible: need no longer have at least 1 character"]);
}

#[test]
fn items_are_compared_as_values_of_their_own() {
    let said = |old, new| said_of([optional("tags", old)], [optional("tags", new)]);
    assert_eq!(
        said(array(string()), array(integer())),
        ["breaking: `properties.tags[]` of event `e` is now an integer; it was a string"]
    );
    assert_eq!(
        said(array(array(one_of(["a"]))), array(array(one_of(["a", "b"])))),
        ["compatible: `properties.tags[][]` of event `e` may now be `b`, too"]
    );
}

#[test]
fn items_of_which_nothing_is_said_are_any_values() {
    let said = |old, new| said_of([optional("tags", old)], [optional("tags", new)]);
    assert_eq!(
        said(of(Kind::Array), array(string())),
        ["breaking: `properties.tags[]` of event `e` is now a string; it was any value"]
    );
    assert_eq!(
        said(array(string()), of(Kind::Array)),
        ["breaking: `properties.tags[]` of event `e` is now any value; it was a string"]
    );
    assert_eq!(said(of(Kind::Array), array(ValueSchema { nullable: true, ..of(Kind::Any) })), [""; 0]);
}

#[test]
fn a_mark_for_personal_data_is_compatible_but_listed() {
    let personal = ValueSchema { personal: true, ..string() };
    assert_eq!(value_said(&string(), &personal), ["compatible: is now marked as personal data"]);
    assert_eq!(value_said(&personal, &string()), ["compatible: is no longer marked as personal data"]);
}

#[test]
fn documentation_is_compatible() {
    let example = |text: &str| ValueSchema { example: Some(text.to_owned()), ..string() };
    assert_eq!(value_said(&string(), &described("A name.", string())), ["compatible: is described differently"]);
    assert_eq!(value_said(&example("1"), &example("2")), ["compatible: has another example"]);
    assert_eq!(value_said(&example("1"), &string()), ["compatible: has no example any more"]);
}
