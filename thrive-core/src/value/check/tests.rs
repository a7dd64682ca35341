use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::envelope::{Encoder, HashKey, Timestamp, Writer, written_by, written_with};
use crate::error::Fault;
use crate::value::kind::{Always, Choice, Choices};
use crate::value::shape::Variant;
use crate::value::{IdValue, TimestampValue, TrackValue};

type E = ();
type P = ();

const KEY: &str = ",\"it\":";

/// What a check writes: the members of an object, with a comma in front of each.
fn written(write: impl FnOnce(&mut Encoder<'_>)) -> String {
    let (json, fault) = written_with(None, write);
    assert_eq!(fault, None);
    json
}

fn fault(write: impl FnOnce(&mut Encoder<'_>)) -> Option<Fault> {
    written_with(None, write).1.map(|(_, fault)| fault)
}

/// As the derive makes them: a newtype, and an enum without fields.
struct OrderId(String);
struct Moment(SystemTime);
struct Limit(Option<u32>);
enum Plan {
    Free,
    Pro,
}

macro_rules! newtype {
    ($($type:ident($inner:ty);)+) => {$(
        impl TrackValue for $type {
            type Kind = <$inner as TrackValue>::Kind;
            type Presence = <$inner as TrackValue>::Presence;
            fn encode(&self, out: &mut Writer) {
                self.0.encode(out);
            }
            fn is_absent(&self) -> bool {
                self.0.is_absent()
            }
            fn is_left_out(&self) -> bool {
                self.0.is_left_out()
            }
            fn moment(&self) -> Option<Timestamp> {
                self.0.moment()
            }
        }
    )+};
}
newtype! {
    OrderId(String);
    Moment(SystemTime);
    Limit(Option<u32>);
}

impl Choices for Plan {
    const NAME: &'static str = "Plan";
    const VARIANTS: &'static [Variant] =
        &[Variant { ident: "Free", name: "free" }, Variant { ident: "Pro", name: " " }];
}
impl TrackValue for Plan {
    type Kind = Choice<Plan>;
    type Presence = Always;
    fn encode(&self, out: &mut Writer) {
        out.raw(match self {
            Plan::Free => "\"free\"",
            Plan::Pro => "\" \"",
        });
    }
}

#[test]
fn a_required_property_is_written() {
    assert_eq!(written(|out| StringValue::<E, P>::write("a", KEY, out)), r#","it":"a""#);
    assert_eq!(written(|out| StringValue::<E, P>::write(&Plan::Free, KEY, out)), r#","it":"free""#);
    assert_eq!(written(|out| StringValue::<E, P>::write(&OrderId("o-1".into()), KEY, out)), r#","it":"o-1""#);
    assert_eq!(written(|out| NumberValue::<E, P>::write(&3_u8, KEY, out)), r#","it":3"#);
    assert_eq!(written(|out| ArrayOfNumbers::<E, P>::write(&[1, 2][..], KEY, out)), r#","it":[1,2]"#);
}

#[test]
fn an_absent_property_is_left_out_or_null_as_it_is_asked() {
    type Deep = Option<Option<&'static str>>;
    let (absent, inside, given): (Deep, Deep, Deep) = (None, Some(None), Some(Some("a")));
    let ways: [fn(&Deep, &'static str, &mut Encoder<'_>); 3] = [
        <Deep as OptionalStringValue<E, P>>::write,
        <Deep as OptionalStringValue<E, P>>::write_or_null,
        <Deep as OptionalStringValue<E, P>>::write_if_given,
    ];
    let json = |value: &Deep| ways.map(|write| written(|out| write(value, KEY, out)));
    assert_eq!(json(&absent), ["", r#","it":null"#, ""]);
    assert_eq!(json(&inside), ["", r#","it":null"#, r#","it":null"#]);
    assert_eq!(json(&given), [r#","it":"a""#; 3]);
}

#[test]
fn a_newtype_around_an_option_is_absent_as_the_option_is() {
    assert_eq!(written(|out| OptionalIntegerValue::<E, P>::write(&Limit(None), KEY, out)), "");
    assert_eq!(written(|out| OptionalIntegerValue::<E, P>::write_if_given(&Limit(None), KEY, out)), "");
    assert_eq!(written(|out| OptionalIntegerValue::<E, P>::write(&Limit(Some(3)), KEY, out)), r#","it":3"#);
    assert_eq!(written(|out| FieldValue::<E, P>::write_or_null(&Box::new(Limit(None)), KEY, out)), r#","it":null"#);
}

#[test]
fn each_kind_of_items_has_a_check() {
    fn strings<T: ArrayOfStrings<E, P>>() {}
    fn optional_integers<T: OptionalArrayOfIntegers<E, P>>() {}
    fn booleans<T: ArrayOfBooleans<E, P>>() {}
    fn date_times<T: OptionalArrayOfDateTimes<E, P>>() {}
    strings::<Vec<String>>();
    strings::<[Plan; 2]>();
    strings::<HashSet<&OrderId>>();
    optional_integers::<Option<Arc<[u8]>>>();
    booleans::<Vec<bool>>();
    date_times::<Option<Vec<Moment>>>();
}

#[test]
fn strings_enums_integers_and_newtypes_of_them_are_ids() {
    let ids: [(&dyn IdValue, &str); 6] = [
        (&"a", r#""a""#),
        (&7_u64, r#""7""#),
        (&-7_i8, r#""-7""#),
        (&OrderId("o-1".into()), r#""o-1""#),
        (&Plan::Free, r#""free""#),
        (&Arc::new(std::num::NonZeroU8::MIN), r#""1""#),
    ];
    for (id, json) in ids {
        let (written, fault) = written_by(None, |out| id.encode_id(out));
        assert_eq!((written.as_str(), fault), (json, None));
    }
}

#[test]
fn a_blank_id_is_refused_whatever_its_type() {
    let blanks: [&dyn IdValue; 5] = [&"", &" \n\u{2003}", &OrderId("\t".into()), &Plan::Pro, &' '];
    for id in blanks {
        let (_, fault) = written_by(None, |out| id.encode_id(out));
        assert_eq!(fault.map(|(_, fault)| fault), Some(Fault::Blank));
    }
}

#[test]
fn an_id_that_is_a_property_too_is_a_string_or_absent() {
    assert_eq!(written(|out| IdProperty::<E, P>::write(&7_u8, KEY, out)), r#","it":"7""#);
    let absent: Option<Option<u8>> = Some(None);
    assert_eq!(written(|out| OptionalIdProperty::<E, P>::write(&absent, KEY, out)), "");
    assert_eq!(written(|out| OptionalIdProperty::<E, P>::write_or_null(&absent, KEY, out)), r#","it":null"#);
    assert_eq!(written(|out| OptionalIdProperty::<E, P>::write(&Some(Some(7_u8)), KEY, out)), r#","it":"7""#);
    assert_eq!(written(|out| OptionalIdProperty::<E, P>::write(&Limit(Some(7)), KEY, out)), r#","it":"7""#);
}

#[test]
fn a_group_may_be_absent_at_any_depth() {
    let context = |group: Option<Option<u8>>| {
        let json = written(|out| {
            out.event("{");
            out.no_user();
            OptionalGroupId::<E>::write(&group, out);
            out.end();
        });
        json.split_once("}").unwrap().1.to_owned()
    };
    assert_eq!(context(Some(Some(7))), r#","context":{"group_id":"7"}}"#);
    assert_eq!(context(Some(None)), "}");
    assert_eq!(context(None), "}");
}

#[test]
fn a_newtype_around_a_moment_is_a_time() {
    let moment = Moment(UNIX_EPOCH + Duration::from_micros(7));
    assert_eq!(moment.timestamp(), Timestamp::from_unix_micros(7));
    assert_eq!((&&moment).timestamp(), Timestamp::from_unix_micros(7));
    let json = written(|out| TimeProperty::<E, P>::write(&moment, KEY, out));
    assert_eq!(json, r#","it":"1970-01-01T00:00:00.000007Z""#);
}

#[test]
fn a_hash_is_asked_of_text_alone_and_of_nothing_that_is_absent() {
    let key = Arc::new(HashKey::of("key"));
    let json = |value: Option<Option<u8>>, write: fn(&Option<Option<u8>>, &'static str, &mut Encoder<'_>)| {
        written_with(Some(&key), |out| write(&value, KEY, out)).0
    };
    type Deep = Option<Option<u8>>;
    assert_eq!(json(Some(None), <Deep as OptionalHashedValue<E, P>>::write), "");
    assert_eq!(json(Some(None), <Deep as OptionalHashedValue<E, P>>::write_if_given), r#","it":null"#);
    assert_eq!(json(None, <Deep as OptionalHashedValue<E, P>>::write_or_null), r#","it":null"#);
    assert_eq!(json(Some(Some(7)), <Deep as OptionalHashedValue<E, P>>::write).len(), r#","it":"""#.len() + 64);
    // Without a value there is nothing to hash, and so nobody misses the key.
    assert_eq!(fault(|out| OptionalHashedValue::<E, P>::write(&None::<u8>, KEY, out)), None);
    assert_eq!(fault(|out| HashedValue::<E, P>::write(&7_u8, KEY, out)), Some(Fault::NoHashKey));
}
