//! The principle behind the ranks, asked of generated plans: without a breaking change, what was valid still is.

use proptest::{option::weighted, prelude::*, sample::select};
use serde_json::{Value, json};
use thrive_plan::{Format, Kind, Limits, ObjectSchema, Property, Rank, ValueSchema, diff};

use crate::model::{event, of};

const MEMBERS: [&str; 2] = ["city", "zip"];
const UNLISTED: &str = "unlisted";

/// Values around every rule that the plans below can have.
fn values() -> Vec<Value> {
    let scalars = [json!(null), json!(true), json!(false), json!(0), json!(1), json!(2.5), json!(3)];
    let texts = ["", "a", "b", "ab", "a@b", "abcd"].map(Value::from);
    let plain: Vec<Value> = scalars.into_iter().chain(texts).collect();
    let arrays = plain.iter().map(|item| json!([item]));
    let objects = MEMBERS.iter().flat_map(|name| plain.iter().map(move |value| json!({ *name: value })));
    let others = [json!([]), json!({}), json!({ UNLISTED: 1 }), json!({ "city": "a", "zip": "b" })];
    plain.iter().cloned().chain(arrays).chain(objects).chain(others).collect()
}

/// Whether the plan takes the value.
fn takes(schema: &ValueSchema, value: &Value) -> bool {
    let limits = &schema.limits;
    let is = |constant: &String| serde_json::from_str::<Value>(constant).is_ok_and(|constant| constant == *value);
    schema.constant.as_ref().is_none_or(is)
        && match (schema.kind, value) {
            (Kind::Any, _) => true,
            (_, Value::Null) => schema.nullable,
            (Kind::Boolean, value) => value.is_boolean(),
            (Kind::Integer, Value::Number(number)) => number.is_i64() && in_bounds(limits, number.as_f64()),
            (Kind::Number, Value::Number(number)) => in_bounds(limits, number.as_f64()),
            (Kind::String, Value::String(text)) => {
                reads_as_asked(limits, text) && (schema.one_of.is_empty() || schema.one_of.contains(text))
            }
            (Kind::Array, Value::Array(items)) => {
                schema.items.as_ref().is_none_or(|schema| items.iter().all(|item| takes(schema, item)))
            }
            (Kind::Object, Value::Object(members)) => {
                let listed = schema.members.clone().unwrap_or_default();
                listed.required().all(|property| members.contains_key(&property.name))
                    && members.iter().all(|(name, value)| match listed.get(name) {
                        Some(property) => takes(&property.value, value),
                        // A new optional property is compatible, whatever stood there unlisted.
                        None => name == UNLISTED && !listed.closed,
                    })
            }
            _ => false,
        }
}

fn in_bounds(limits: &Limits, number: Option<f64>) -> bool {
    limits.minimum.is_none_or(|least| number >= Some(least)) && limits.maximum.is_none_or(|most| number <= Some(most))
}

/// A pattern is a text that must stand somewhere: the generated ones have nothing else in them.
fn reads_as_asked(limits: &Limits, text: &str) -> bool {
    let length = text.chars().count() as u64;
    limits.min_length.is_none_or(|least| length >= least)
        && limits.max_length.is_none_or(|most| length <= most)
        && limits.pattern.as_deref().is_none_or(|pattern| text.contains(pattern))
        && limits.format.is_none_or(|format| text.contains(if format == Format::Email { "@" } else { "://" }))
}

fn text_schema() -> impl Strategy<Value = ValueSchema> {
    let letters = || select(vec!["a".to_owned(), "b".to_owned(), "ab".to_owned()]);
    let length = || weighted(0.2, 0..4_u64);
    let format = weighted(0.2, select(vec![Format::Email, Format::Uri]));
    let one_of = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(letters(), 1..3)];
    let constant = weighted(0.2, letters());
    (weighted(0.2, letters()), length(), length(), format, one_of, constant).prop_map(
        |(pattern, min_length, max_length, format, one_of, constant)| ValueSchema {
            limits: Limits { pattern, min_length, max_length, format, ..Limits::default() },
            one_of: constant.clone().map_or(one_of, |constant| vec![constant]),
            constant: constant.map(|constant| format!("{constant:?}")),
            ..of(Kind::String)
        },
    )
}

fn number_schema(kind: Kind) -> impl Strategy<Value = ValueSchema> {
    let bound = || weighted(0.3, select(vec![0.0, 1.0, 2.5, 3.0]));
    let constant = weighted(0.2, select(vec!["1".to_owned(), "3".to_owned()]));
    (bound(), bound(), constant).prop_map(move |(minimum, maximum, constant)| ValueSchema {
        limits: Limits { minimum, maximum, ..Limits::default() },
        constant,
        ..of(kind)
    })
}

fn schema(kind: Kind, depth: u32) -> BoxedStrategy<ValueSchema> {
    let schema = match kind {
        Kind::String => text_schema().boxed(),
        Kind::Integer | Kind::Number => number_schema(kind).boxed(),
        Kind::Array if depth > 0 => weighted(0.7, any_schema(depth - 1))
            .prop_map(|items| ValueSchema { items: items.map(Box::new), ..of(Kind::Array) })
            .boxed(),
        Kind::Object if depth > 0 => {
            let [city, zip] = MEMBERS.map(|name| weighted(0.6, property(name, any_schema(depth - 1))));
            (city, zip, any::<bool>(), any::<bool>())
                .prop_map(|(city, zip, closed, listed)| ValueSchema {
                    members: listed.then(|| ObjectSchema { properties: city.into_iter().chain(zip).collect(), closed }),
                    ..of(Kind::Object)
                })
                .boxed()
        }
        kind => Just(of(kind)).boxed(),
    };
    // A constant leaves no room for null.
    let nullable = |(schema, nullable): (ValueSchema, bool)| ValueSchema {
        nullable: nullable && schema.constant.is_none(),
        ..schema
    };
    (schema, any::<bool>()).prop_map(nullable).boxed()
}

fn kind() -> impl Strategy<Value = Kind> {
    use Kind::{Any, Array, Boolean, Integer, Number, Object, String};
    // A string twice, as it can have the most rules.
    select(vec![Any, String, String, Integer, Number, Boolean, Array, Object])
}

fn any_schema(depth: u32) -> BoxedStrategy<ValueSchema> {
    kind().prop_flat_map(move |kind| schema(kind, depth)).boxed()
}

fn property(name: &'static str, value: BoxedStrategy<ValueSchema>) -> impl Strategy<Value = Property> {
    (any::<bool>(), value).prop_map(move |(required, value)| Property { name: name.to_owned(), required, value })
}

/// Two editions of one property, mostly of the same kind: another kind is breaking whatever else there is.
fn editions() -> impl Strategy<Value = (Property, Property)> {
    (kind(), weighted(0.1, kind()))
        .prop_flat_map(|(old, other)| (property("p", schema(old, 1)), property("p", schema(other.unwrap_or(old), 1))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn without_a_breaking_change_what_was_valid_still_is((old, new) in editions()) {
        let changes = diff(&[event("e", [old.clone()])], &[event("e", [new.clone()])]);
        if changes.iter().all(|change| change.rank() == Rank::Compatible) {
            prop_assert!(!new.required || old.required, "may it be absent?");
            for value in values() {
                prop_assert!(!takes(&old.value, &value) || takes(&new.value, &value), "{value} after {changes:?}");
            }
        }
    }

    #[test]
    fn without_a_change_the_same_is_valid((old, new) in editions()) {
        if diff(&[event("e", [old.clone()])], &[event("e", [new.clone()])]).is_empty() {
            prop_assert_eq!(old.required, new.required);
            for value in values() {
                prop_assert_eq!(takes(&old.value, &value), takes(&new.value, &value), "{}", value);
            }
        }
    }

    #[test]
    fn a_plan_does_not_differ_from_itself((old, _) in editions()) {
        prop_assert_eq!(diff(&[event("e", [old.clone()])], &[event("e", [old])]), []);
    }
}
