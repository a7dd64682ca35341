use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::*;
use crate::event::Optional;
use crate::value::check::{FieldValue, FlattenedFields, OptionalObjectValue};
use crate::value::kind;
use crate::value::shape::Probe;
use crate::{TrackError, TrackErrorKind, TrackEvent, TrackValue};

#[derive(Clone)]
struct Address {
    city: &'static str,
    area: Option<f64>,
    country: Option<Country>,
}

#[derive(Clone)]
struct Country {
    code: &'static str,
    size: f64,
}

impl TrackFields for Address {
    const NAME: &'static str = "Address";
    const FIELDS: &'static [FieldShape] = &[
        FieldShape::new("city", Probe::<&'static str>::FIELD),
        FieldShape::new("area", Probe::<Option<f64>>::FIELD),
        FieldShape::new("country", Probe::<Option<Country>>::FIELD),
    ];

    fn __write_fields(&self, out: &mut Encoder<'_>) {
        <&'static str as FieldValue<(), ()>>::write(&self.city, ",\"city\":", out);
        <Option<f64> as FieldValue<(), ()>>::write(&self.area, ",\"area\":", out);
        <Option<Country> as FieldValue<(), ()>>::write(&self.country, ",\"country\":", out);
    }
}

impl TrackFields for Country {
    const NAME: &'static str = "Country";
    const FIELDS: &'static [FieldShape] =
        &[FieldShape::new("code", Probe::<&'static str>::FIELD), FieldShape::new("size", Probe::<f64>::FIELD)];

    fn __write_fields(&self, out: &mut Encoder<'_>) {
        <&'static str as FieldValue<(), ()>>::write(&self.code, ",\"code\":", out);
        <f64 as FieldValue<(), ()>>::write(&self.size, ",\"size\":", out);
    }
}

macro_rules! object {
    ($($type:ident)+) => {$(
        impl TrackValue for $type {
            type Kind = kind::Fields<$type>;
            type Presence = kind::Always;

            fn encode(&self, out: &mut Writer) {
                encode_fields(self, out);
            }
        }
    )+};
}
object!(Address Country);

/// An event of one member, either in `properties` or in `context`.
struct Placed<P, C>(P, C);

impl<P: TrackValue, C: TrackValue> TrackEvent for Placed<P, C> {
    type User = Optional;
    type Group = Optional;

    fn event_name(&self) -> &'static str {
        "order_placed"
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        out.event(r#"{"event_name":"order_placed","properties":"#);
        <P as FieldValue<(), ()>>::write(&self.0, ",\"address\":", out);
        out.constant(",\"schema\":2");
        out.no_user();
        out.no_timestamp();
        out.no_group();
        <C as FieldValue<(), ()>>::write(&self.1, ",\"place\":", out);
        out.end();
    }
}

const NOTHING: Option<u8> = None;

fn address() -> Address {
    Address { city: "Oslo", area: None, country: Some(Country { code: "NO", size: 385.2 }) }
}

fn json<P: TrackValue, C: TrackValue>(properties: P, context: C) -> Result<String, TrackError> {
    Placed(properties, context).at(UNIX_EPOCH).to_json()
}

#[test]
fn a_struct_is_an_object_inside_of_the_event_and_its_absent_fields_are_left_out() {
    assert_eq!(
        json(address(), NOTHING).unwrap(),
        concat!(
            r#"{"event_name":"order_placed","#,
            r#""properties":{"address":{"city":"Oslo","country":{"code":"NO","size":385.2}},"schema":2},"#,
            r#""timestamp":"1970-01-01T00:00:00.000000Z"}"#,
        )
    );
}

#[test]
fn objects_stand_in_lists_and_maps_and_behind_pointers() {
    let country = || Country { code: "NO", size: 1.5 };
    let one = r#"{"code":"NO","size":1.5}"#;
    let properties = |json: Result<String, TrackError>| {
        let json = json.unwrap();
        json.split_once(r#""address":"#).unwrap().1.split_once(r#","schema""#).unwrap().0.to_owned()
    };
    assert_eq!(properties(json(vec![country(), country()], NOTHING)), format!("[{one},{one}]"));
    assert_eq!(properties(json(BTreeMap::from([("no", Some(country()))]), NOTHING)), format!(r#"{{"no":{one}}}"#));
    assert_eq!(properties(json(Box::new(Some(Arc::new(country()))), NOTHING)), one);
}

#[test]
fn an_object_may_be_all_that_the_context_has() {
    let json = json(NOTHING, address()).unwrap();
    assert!(json.contains(r#""properties":{"schema":2},"#), "{json}");
    assert!(json.ends_with(r#","context":{"place":{"city":"Oslo","country":{"code":"NO","size":385.2}}}}"#), "{json}");
}

#[test]
fn an_object_without_a_field_that_is_there_is_empty() {
    struct Empty;
    impl TrackFields for Empty {
        const NAME: &'static str = "Empty";
        const FIELDS: &'static [FieldShape] = &[];
        fn __write_fields(&self, _: &mut Encoder<'_>) {}
    }
    object!(Empty);
    let json = json(Empty, Empty).unwrap();
    assert!(json.contains(r#""properties":{"address":{},"schema":2},"#), "{json}");
    assert!(json.ends_with(r#","context":{"place":{}}}"#), "{json}");
}

#[test]
fn a_fault_inside_of_objects_is_named_from_the_outside_in() {
    let flat = Address { area: Some(f64::NAN), ..address() };
    let deep = Address { country: Some(Country { code: "NO", size: f64::INFINITY }), ..address() };
    let property = |error: TrackError| {
        assert_eq!(error.kind(), TrackErrorKind::NotFinite);
        error.property().map(str::to_owned)
    };
    assert_eq!(property(json(flat.clone(), NOTHING).unwrap_err()).as_deref(), Some("address.area"));
    // After another one, too, whose fields had names of their own.
    assert_eq!(
        property(json(vec![address(), deep.clone()], NOTHING).unwrap_err()).as_deref(),
        Some("address.country.size")
    );
    assert_eq!(property(json(NOTHING, deep.clone()).unwrap_err()).as_deref(), Some("context.place.country.size"));
    // The first of several is the one that is told, and what comes after an object has its own name again.
    assert_eq!(property(json(flat, deep).unwrap_err()).as_deref(), Some("address.area"));
    assert_eq!(property(json(address(), f64::NAN).unwrap_err()).as_deref(), Some("context.place"));
}

#[test]
fn a_flattened_struct_writes_its_fields_among_the_others() {
    struct Order<F> {
        total: u32,
        address: F,
    }
    impl<F: FlattenedFields<()>> TrackEvent for Order<F> {
        type User = Optional;
        type Group = Optional;
        fn event_name(&self) -> &'static str {
            "order_placed"
        }
        fn __encode(&self, out: &mut Encoder<'_>) {
            out.event(r#"{"event_name":"order_placed","properties":"#);
            self.address.write(out);
            <u32 as FieldValue<(), ()>>::write(&self.total, ",\"total\":", out);
            out.no_user();
            out.no_timestamp();
            out.no_group();
            out.end();
        }
    }
    fn properties<F: FlattenedFields<()>>(address: F) -> String {
        let json = Order { total: 7, address }.to_json().unwrap();
        json.split_once(r#""properties":"#).unwrap().1.split_once(r#","timestamp""#).unwrap().0.to_owned()
    }
    let country = || Country { code: "NO", size: 1.5 };
    let all = r#"{"code":"NO","size":1.5,"total":7}"#;
    assert_eq!(properties(country()), all);
    let lent = country();
    assert_eq!(properties(&lent), all);
    assert_eq!(properties(Box::new(country())), all);
    assert_eq!(properties(Rc::new(country())), all);
    assert_eq!(properties(Arc::new(country())), all);
    assert_eq!(properties(Some(&country())), all);
    assert_eq!(properties(None::<Country>), r#"{"total":7}"#);
}

#[test]
fn a_struct_is_asked_for_where_an_object_is() {
    fn is_object<T: OptionalObjectValue<(), ()>>() {}
    is_object::<Option<Address>>();
    is_object::<BTreeMap<String, u8>>();
}
