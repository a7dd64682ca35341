//! Properties of a kind: a trait for a required one, another for an optional one.

use super::optional;
use crate::envelope::Encoder;
use crate::value::{TrackValue, kind};

/// Attributes take no `concat!`, so every message is written out.
macro_rules! property_kinds {
    ($(
        $kind:ident $(accepts $question:ident)?, $note:literal:
        $required:ident $required_message:literal $required_label:literal,
        $optional:ident $optional_message:literal $optional_label:literal;
    )+) => {$(
        /// A check that the derive emits.
        #[diagnostic::on_unimplemented(message = $required_message, label = $required_label, note = $note)]
        #[diagnostic::on_unimplemented(
            note = "the schema requires a value, and not an `Option`: where there may be none yet, track the event once there is"
        )]
        pub trait $required<E, P> {
            /// Writes the property; `key` is `,"name":`.
            fn write(&self, key: &'static str, out: &mut Encoder<'_>);
        }
        #[diagnostic::do_not_recommend]
        impl<E, P, T> $required<E, P> for T
        where
            T: TrackValue + ?Sized $(, T::Kind: kind::$question)?,
            T::Presence: kind::IsAlways,
        {
            #[inline]
            fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
                out.member(key, self);
            }
        }

        optional! {
            #[diagnostic::on_unimplemented(message = $optional_message, label = $optional_label, note = $note)]
            $optional by member: $(kind::$question)?
        }
    )+};
}

property_kinds! {
    String accepts IsString,
    "a string is `String`, `&str`, `Cow<str>`, `Box<str>`, `Arc<str>`, `char`, or with the feature of that name `uuid::Uuid` or \
     `url::Url`; a newtype around one and an enum without fields are strings by `#[derive(TrackValue)]`; an id of another \
     type goes out as a string from a field that is `user_id` or `group_id` too":
    StringValue
        "`{P}` of event `{E}` must be a string that is always there; `{Self}` is not"
        "expected a string that is always there",
    OptionalStringValue
        "`{P}` of event `{E}` must be a string; `{Self}` is not"
        "expected a string or an `Option` of one";

    Integer accepts IsInteger,
    "an integer is any of Rust's integer types or its `NonZero` form, or a newtype around one with `#[derive(TrackValue)]`":
    IntegerValue
        "`{P}` of event `{E}` must be an integer that is always there; `{Self}` is not"
        "expected an integer that is always there",
    OptionalIntegerValue
        "`{P}` of event `{E}` must be an integer; `{Self}` is not"
        "expected an integer or an `Option` of one";

    Number accepts IsNumber,
    "a number is any of Rust's integers and floats, `rust_decimal::Decimal` of `rust_decimal` 1 with the feature of that name, or a newtype \
     around one with `#[derive(TrackValue)]`":
    NumberValue
        "`{P}` of event `{E}` must be a number that is always there; `{Self}` is not"
        "expected a number that is always there",
    OptionalNumberValue
        "`{P}` of event `{E}` must be a number; `{Self}` is not"
        "expected a number or an `Option` of one";

    Boolean accepts IsBoolean,
    "a boolean is `bool`, or a newtype around one with `#[derive(TrackValue)]`":
    BooleanValue
        "`{P}` of event `{E}` must be a boolean that is always there; `{Self}` is not"
        "expected a `bool` that is always there",
    OptionalBooleanValue
        "`{P}` of event `{E}` must be a boolean; `{Self}` is not"
        "expected a `bool` or an `Option` of one";

    DateTime accepts IsDateTime,
    "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff` 1, `chrono` 0.4 or `time` 0.3 (another \
     version of the crate has other types), or a newtype around one with `#[derive(TrackValue)]`":
    DateTimeValue
        "`{P}` of event `{E}` must be a date-time that is always there; `{Self}` is not"
        "expected a date-time that is always there",
    OptionalDateTimeValue
        "`{P}` of event `{E}` must be a date-time; `{Self}` is not"
        "expected a date-time or an `Option` of one";

    Date accepts IsDate,
    "a date is `civil::Date` of `jiff` 1, `NaiveDate` of `chrono` 0.4 or `Date` of `time` 0.3, with the feature of that name \
     (another version of the crate has other types), or a newtype around one with `#[derive(TrackValue)]`":
    DateValue
        "`{P}` of event `{E}` must be a date that is always there; `{Self}` is not"
        "expected a date that is always there",
    OptionalDateValue
        "`{P}` of event `{E}` must be a date; `{Self}` is not"
        "expected a date or an `Option` of one";

    Uuid accepts IsUuid,
    "a UUID is `uuid::Uuid` of `uuid` 1 with the feature `uuid` (another version of the crate has other types), or a newtype \
     around it with `#[derive(TrackValue)]`":
    UuidValue
        "`{P}` of event `{E}` must be a UUID that is always there; `{Self}` is not"
        "expected a UUID that is always there",
    OptionalUuidValue
        "`{P}` of event `{E}` must be a UUID; `{Self}` is not"
        "expected a UUID or an `Option` of one";

    Array accepts IsArray,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>` of values":
    ArrayValue
        "`{P}` of event `{E}` must be an array that is always there; `{Self}` is not"
        "expected an array that is always there",
    OptionalArrayValue
        "`{P}` of event `{E}` must be an array; `{Self}` is not"
        "expected an array or an `Option` of one";

    ArrayOfStrings accepts IsArrayOfStrings,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a string is `String`, `&str`, `Cow<str>`, `char`, `uuid::Uuid`, `url::Url`, or a newtype or an enum with `#[derive(TrackValue)]`; none of its items may be absent":
    ArrayOfStrings
        "`{P}` of event `{E}` must be an array of strings that is always there; `{Self}` is not"
        "expected an array of strings that is always there",
    OptionalArrayOfStrings
        "`{P}` of event `{E}` must be an array of strings; `{Self}` is not"
        "expected an array of strings or an `Option` of one";

    ArrayOfIntegers accepts IsArrayOfIntegers,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; an integer is any of Rust's integer types or its `NonZero` form; none of its items may be absent":
    ArrayOfIntegers
        "`{P}` of event `{E}` must be an array of integers that is always there; `{Self}` is not"
        "expected an array of integers that is always there",
    OptionalArrayOfIntegers
        "`{P}` of event `{E}` must be an array of integers; `{Self}` is not"
        "expected an array of integers or an `Option` of one";

    ArrayOfNumbers accepts IsArrayOfNumbers,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a number is any of Rust's integers and floats, or `rust_decimal::Decimal`; none of its items may be absent":
    ArrayOfNumbers
        "`{P}` of event `{E}` must be an array of numbers that is always there; `{Self}` is not"
        "expected an array of numbers that is always there",
    OptionalArrayOfNumbers
        "`{P}` of event `{E}` must be an array of numbers; `{Self}` is not"
        "expected an array of numbers or an `Option` of one";

    ArrayOfBooleans accepts IsArrayOfBooleans,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a boolean is `bool`; none of its items may be absent":
    ArrayOfBooleans
        "`{P}` of event `{E}` must be an array of booleans that is always there; `{Self}` is not"
        "expected an array of booleans that is always there",
    OptionalArrayOfBooleans
        "`{P}` of event `{E}` must be an array of booleans; `{Self}` is not"
        "expected an array of booleans or an `Option` of one";

    ArrayOfDateTimes accepts IsArrayOfDateTimes,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a date-time is `SystemTime`, or a moment of `jiff` 1, `chrono` 0.4 or `time` 0.3; none of its items may be absent":
    ArrayOfDateTimes
        "`{P}` of event `{E}` must be an array of date-times that is always there; `{Self}` is not"
        "expected an array of date-times that is always there",
    OptionalArrayOfDateTimes
        "`{P}` of event `{E}` must be an array of date-times; `{Self}` is not"
        "expected an array of date-times or an `Option` of one";

    ArrayOfDates accepts IsArrayOfDates,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a date is a day of `jiff` 1, `chrono` 0.4 or `time` 0.3; none of its items may be absent":
    ArrayOfDates
        "`{P}` of event `{E}` must be an array of dates that is always there; `{Self}` is not"
        "expected an array of dates that is always there",
    OptionalArrayOfDates
        "`{P}` of event `{E}` must be an array of dates; `{Self}` is not"
        "expected an array of dates or an `Option` of one";

    ArrayOfUuids accepts IsArrayOfUuids,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>`; a UUID is `uuid::Uuid` of `uuid` 1, or a newtype around it with `#[derive(TrackValue)]`; none of its items may be absent":
    ArrayOfUuids
        "`{P}` of event `{E}` must be an array of UUIDs that is always there; `{Self}` is not"
        "expected an array of UUIDs that is always there",
    OptionalArrayOfUuids
        "`{P}` of event `{E}` must be an array of UUIDs; `{Self}` is not"
        "expected an array of UUIDs or an `Option` of one";

    Object accepts IsObject,
    "an object is a struct with `#[derive(TrackFields)]`, or `BTreeMap<K, V>` or `HashMap<K, V>` with strings as keys; what \
     serde writes as one goes out by `#[track(json)]`":
    ObjectValue
        "`{P}` of event `{E}` must be an object that is always there; `{Self}` is not"
        "expected an object that is always there",
    OptionalObjectValue
        "`{P}` of event `{E}` must be an object; `{Self}` is not"
        "expected an object or an `Option` of one";

    Any,
    "values are strings, numbers, booleans, date-times, and `Option`, `Vec`, maps or references of these; types of `jiff` 1, \
     `chrono` 0.4, `time` 0.3, `uuid` 1, `url` 2 and `rust_decimal` 1 need the feature of that name; a type of your own derives \
     `TrackValue` or `TrackFields`, or goes out through serde by `#[track(json)]`":
    AnyValue
        "`{P}` of event `{E}` must be a value that is always there; `{Self}` is not"
        "expected a value that is always there",
    OptionalAnyValue
        "`{P}` of event `{E}` cannot be sent: `{Self}` is no value that an event can carry"
        "no value that an event can carry";
}
