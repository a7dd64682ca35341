//! What a schema asks of a field's type, and the compiler's words when the type is another.
//!
//! The derive calls one method a field, with the user's own type tokens as `Self`: a type of the wrong kind is then one
//! E0277 that underlines the type. `E` and `P` are empty types named as the event and the property, which is how the
//! message can name both. The blanket implementations are not recommended to the user, so that the compiler blames the
//! question and not what it was deduced from.

use super::kind;
use super::{IdValue, TimestampValue, TrackValue};
use crate::envelope::Encoder;

/// One trait for a required property of a kind, one for an optional one. (Attributes take no `concat!`.)
macro_rules! property_kinds {
    ($(
        $kind:ident $(accepts $question:ident)?, $note:literal:
        $required:ident $required_message:literal $required_label:literal,
        $optional:ident $optional_message:literal $optional_label:literal;
    )+) => {$(
        property_kinds! { @check $required, $required_message, $required_label, $note,
            #[diagnostic::on_unimplemented(
                note = "the schema requires it, so an `Option` will not do: build the event once the value is there"
            )],
            [T: TrackValue + ?Sized $(, T::Kind: kind::$question)?, T::Presence: kind::IsAlways] }
        property_kinds! { @check $optional, $optional_message, $optional_label, $note,,
            [T: TrackValue + ?Sized $(, T::Kind: kind::$question)?] }
    )+};
    (@check $name:ident, $message:literal, $label:literal, $note:literal, $(#[$more:meta])?, [$($bounds:tt)+]) => {
        /// A check that the derive emits.
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        $(#[$more])?
        pub trait $name<E, P> {
            /// Writes the property, unless it is absent; `key` is `,"name":`.
            fn write(&self, key: &'static str, out: &mut Encoder<'_>);
        }
        #[diagnostic::do_not_recommend]
        impl<E, P, T> $name<E, P> for T
        where
            $($bounds)+
        {
            #[inline]
            fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
                out.member(key, self);
            }
        }
    };
}

property_kinds! {
    String accepts IsString,
    "a string is `String`, `&str`, `Cow<str>`, `Box<str>`, `Arc<str>`, `char`, or `uuid::Uuid` with the feature `uuid`; an id of another type goes \
     out as a string from a field that is `user_id` or `group_id` too":
    StringValue
        "`{P}` of event `{E}` must be a string that is always there; `{Self}` is not"
        "expected a string that is always there",
    OptionalStringValue
        "`{P}` of event `{E}` must be a string; `{Self}` is not"
        "expected a string or an `Option` of one";

    Integer accepts IsInteger,
    "an integer is any of Rust's integer types or its `NonZero` form":
    IntegerValue
        "`{P}` of event `{E}` must be an integer that is always there; `{Self}` is not"
        "expected an integer that is always there",
    OptionalIntegerValue
        "`{P}` of event `{E}` must be an integer; `{Self}` is not"
        "expected an integer or an `Option` of one";

    Number accepts IsNumber,
    "a number is any of Rust's integers and floats, or `rust_decimal::Decimal` with the feature `rust_decimal`":
    NumberValue
        "`{P}` of event `{E}` must be a number that is always there; `{Self}` is not"
        "expected a number that is always there",
    OptionalNumberValue
        "`{P}` of event `{E}` must be a number; `{Self}` is not"
        "expected a number or an `Option` of one";

    Boolean accepts IsBoolean,
    "a boolean is `bool`":
    BooleanValue
        "`{P}` of event `{E}` must be a boolean that is always there; `{Self}` is not"
        "expected a `bool` that is always there",
    OptionalBooleanValue
        "`{P}` of event `{E}` must be a boolean; `{Self}` is not"
        "expected a `bool` or an `Option` of one";

    DateTime accepts IsDateTime,
    "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff`, `chrono` or `time`":
    DateTimeValue
        "`{P}` of event `{E}` must be a date-time that is always there; `{Self}` is not"
        "expected a date-time that is always there",
    OptionalDateTimeValue
        "`{P}` of event `{E}` must be a date-time; `{Self}` is not"
        "expected a date-time or an `Option` of one";

    Array accepts IsArray,
    "an array is `Vec<T>`, `&[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>` or `HashSet<T>` of values":
    ArrayValue
        "`{P}` of event `{E}` must be an array that is always there; `{Self}` is not"
        "expected an array that is always there",
    OptionalArrayValue
        "`{P}` of event `{E}` must be an array; `{Self}` is not"
        "expected an array or an `Option` of one";

    Object accepts IsObject,
    "an object is `BTreeMap<K, V>` or `HashMap<K, V>` with strings as keys":
    ObjectValue
        "`{P}` of event `{E}` must be an object that is always there; `{Self}` is not"
        "expected an object that is always there",
    OptionalObjectValue
        "`{P}` of event `{E}` must be an object; `{Self}` is not"
        "expected an object or an `Option` of one";

    Any,
    "values are strings, numbers, booleans, date-times, and `Option`, `Vec`, maps or references of these; types of `jiff`, \
     `chrono`, `time`, `uuid` and `rust_decimal` need the feature of that name":
    AnyValue
        "`{P}` of event `{E}` must be a value that is always there; `{Self}` is not"
        "expected a value that is always there",
    OptionalAnyValue
        "`{P}` of event `{E}` cannot be sent: `{Self}` is no value that an event can carry"
        "no value that an event can carry";
}

/// The user's id.
#[diagnostic::on_unimplemented(
    message = "the user id of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
    label = "expected an id",
    note = "where the user is not always known, or has a type of your own, write `#[track(skip)]` here and name the user in the \
            call: `event.by(user_id).track()`"
)]
pub trait UserId<E> {
    /// Writes it.
    fn write(&self, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, T: IdValue> UserId<E> for T {
    fn write(&self, out: &mut Encoder<'_>) {
        out.user(Some(self));
    }
}

/// The group's id, where the schema requires one.
#[diagnostic::on_unimplemented(
    message = "the group id of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
    label = "expected an id",
    note = "where the account is not always known, or has a type of your own, write `#[track(skip)]` here and name the account in \
            the call: `event.within(group_id).track()`"
)]
pub trait GroupId<E> {
    /// Writes it.
    fn write(&self, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, T: IdValue> GroupId<E> for T {
    fn write(&self, out: &mut Encoder<'_>) {
        out.group(Some(self));
    }
}

/// The group's id, where the schema does not require one.
#[diagnostic::on_unimplemented(
    message = "the group id of event `{E}` must be a string, an integer or a UUID; `{Self}` is not",
    label = "expected an id or an `Option` of one"
)]
pub trait OptionalGroupId<E> {
    /// Writes it.
    fn write(&self, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, T: IdValue> OptionalGroupId<E> for T {
    fn write(&self, out: &mut Encoder<'_>) {
        out.group(Some(self));
    }
}
#[diagnostic::do_not_recommend]
impl<E, T: IdValue> OptionalGroupId<E> for Option<T> {
    fn write(&self, out: &mut Encoder<'_>) {
        out.group(self.as_ref().map(|id| id as &dyn IdValue));
    }
}

/// An id that is a property too: a string on the wire in both places.
#[diagnostic::on_unimplemented(
    message = "`{P}` of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
    label = "expected an id that is always there"
)]
pub trait IdProperty<E, P> {
    /// Writes it; `key` is `,"name":`.
    fn write(&self, key: &'static str, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, P, T: IdValue> IdProperty<E, P> for T {
    fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
        out.id_member(key, self);
    }
}

/// An id that is an optional property too.
#[diagnostic::on_unimplemented(
    message = "`{P}` of event `{E}` must be a string, an integer or a UUID; `{Self}` is not",
    label = "expected an id or an `Option` of one"
)]
pub trait OptionalIdProperty<E, P> {
    /// Writes it, unless it is absent; `key` is `,"name":`.
    fn write(&self, key: &'static str, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, P, T: IdValue> OptionalIdProperty<E, P> for T {
    fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
        out.id_member(key, self);
    }
}
#[diagnostic::do_not_recommend]
impl<E, P, T: IdValue> OptionalIdProperty<E, P> for Option<T> {
    fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
        if let Some(id) = self {
            out.id_member(key, id);
        }
    }
}

/// The event's time.
#[diagnostic::on_unimplemented(
    message = "the timestamp of event `{E}` must be a date-time; `{Self}` is not",
    label = "expected a date-time",
    note = "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff`, `chrono` or `time`",
    note = "where the time is not always known, write `#[track(skip)]` here and `event.at(timestamp).track()` at the call; \
            without either, the event's time is the time of the call"
)]
pub trait EventTime<E> {
    /// Writes it.
    fn write(&self, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, T: TimestampValue> EventTime<E> for T {
    fn write(&self, out: &mut Encoder<'_>) {
        out.timestamp(Some(self.timestamp()));
    }
}

/// The event's time that is a property too.
#[diagnostic::on_unimplemented(
    message = "`{P}` of event `{E}` must be a date-time that is always there; `{Self}` is not",
    label = "expected a date-time",
    note = "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff`, `chrono` or `time`",
    note = "where the time is not always known, write `#[track(skip)]` here and `event.at(timestamp).track()` at the call"
)]
pub trait TimeProperty<E, P> {
    /// Writes it; `key` is `,"name":`.
    fn write(&self, key: &'static str, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, P, T: TimestampValue> TimeProperty<E, P> for T {
    fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
        out.time_member(key, self.timestamp());
    }
}
