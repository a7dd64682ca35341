use std::collections::BTreeMap;

use super::*;
use crate::envelope::{Encoder, Writer};
use crate::value::kind;

struct NoValue;

struct Address;
impl TrackFields for Address {
    const NAME: &'static str = "Address";
    const FIELDS: &'static [FieldShape] = &[FieldShape::new("city", Probe::<Option<String>>::FIELD)];
    fn __write_fields(&self, _: &mut Encoder<'_>) {}
}
impl TrackValue for Address {
    type Kind = kind::Fields<Address>;
    type Presence = kind::Always;
    fn encode(&self, _: &mut Writer) {}
}

enum Colour {}
impl kind::Choices for Colour {
    const NAME: &'static str = "Colour";
    const VARIANTS: &'static [Variant] =
        &[Variant { ident: "Red", name: "red" }, Variant { ident: "Blue", name: "blue" }];
}
impl TrackValue for Colour {
    type Kind = kind::Choice<Colour>;
    type Presence = kind::Always;
    fn encode(&self, _: &mut Writer) {}
}

// A type's shape is what it puts on the wire, whatever points to it.
const _: () = assert!(matches!(Probe::<&'static str>::FIELD, (Shape::Text, false)));
const _: () = assert!(matches!(Probe::<Box<Option<u8>>>::FIELD, (Shape::Integer, true)));
const _: () = assert!(matches!(Probe::<Vec<Option<f64>>>::SHAPE, Shape::Array(Shape::Number, true)));
const _: () = assert!(matches!(Probe::<BTreeMap<String, bool>>::SHAPE, Shape::Map(Shape::Boolean, false)));
const _: () = assert!(matches!(Probe::<Option<Colour>>::FIELD, (Shape::Choice(_, [_, _]), true)));
const _: () = assert!(matches!(
    Probe::<[Address]>::SHAPE,
    Shape::Array(Shape::Fields(_, [FieldShape { shape: Shape::Text, optional: true, .. }]), false)
));

// What has no shape is not known, inside of something else, too.
const _: () = assert!(matches!(Probe::<NoValue>::FIELD, (Shape::Unknown, false)));
const _: () = assert!(matches!(Probe::<Option<NoValue>>::SHAPE, Shape::Unknown));
const _: () = assert!(matches!(Probe::<BTreeMap<String, bool>>::FLATTENED, Shape::Unknown));

// What is flattened from an `Option` may be absent.
const _: () = assert!(matches!(
    Probe::<&'static Address>::FLATTENED,
    Shape::Fields(_, [FieldShape { optional: true, flattened: false, .. }])
));
const _: () = assert!(matches!(
    Probe::<Option<Address>>::FLATTENED,
    Shape::Fields(_, [FieldShape { flattened: true, optional: true, shape: Shape::Fields(_, [_]), .. }])
));

// `declared` takes nothing back.
const _: () = assert!(matches!(
    FieldShape::hashed("email", Probe::<String>::FIELD).declared(),
    FieldShape { personal: Personal::Hashed, shape: Shape::Text, .. }
));
// What cannot be absent is never null.
const _: () = assert!(matches!(
    FieldShape::new("email", Probe::<String>::FIELD).or_null(),
    FieldShape { optional: false, nullable: false, .. }
));
