//! Properties in a form of their own: hashed, through serde, as a part of a struct. `E` may be a struct here, as well as an
//! event.

use serde::Serialize;

use super::optional;
use crate::envelope::{Encoder, JsonForm};
use crate::value::{TrackFields, TrackValue, kind};

/// A property of which the keyed hash is sent.
#[diagnostic::on_unimplemented(
    message = "`{P}` of `{E}` is to be hashed and must be a string, an integer or a UUID that is always there; `{Self}` is not",
    label = "expected a string, an integer or a UUID that is always there",
    note = "the hash is that of a text: a string, an integer's digits, a UUID, or an enum with `#[derive(TrackValue)]`",
    note = "the schema requires a value, and not an `Option`: where there may be none yet, track the event once there is"
)]
pub trait HashedValue<E, P> {
    /// Writes the property; `key` is `,"name":`.
    fn write(&self, key: &'static str, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, P, T> HashedValue<E, P> for T
where
    T: TrackValue + ?Sized,
    T::Kind: kind::IsId,
    T::Presence: kind::IsAlways,
{
    fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
        out.hashed_member(key, self);
    }
}

optional! {
    #[diagnostic::on_unimplemented(
        message = "`{P}` of `{E}` is to be hashed and must be a string, an integer or a UUID; `{Self}` is not",
        label = "expected a string, an integer, a UUID, or an `Option` of one",
        note = "the hash is that of a text: a string, an integer's digits, a UUID, or an enum with `#[derive(TrackValue)]`"
    )]
    OptionalHashedValue by hashed_member: kind::IsId
}

optional! {
    #[diagnostic::on_unimplemented(
        message = "`{P}` of `{E}` cannot be sent: `{Self}` is no value that an event can carry",
        label = "no value that an event can carry",
        note = "values are strings, numbers, booleans, date-times, and `Option`, `Vec`, maps or references of these; types of \
                `jiff` 1, `chrono` 0.4, `time` 0.3, `uuid` 1, `url` 2 and `rust_decimal` 1 need the feature of that name",
        note = "a type of your own derives `TrackValue` or `TrackFields`, or goes out through serde by `#[track(json)]`; \
                `#[track(skip)]` keeps it in the process"
    )]
    FieldValue by member:
}

/// A property that serde writes.
#[diagnostic::on_unimplemented(
    message = "`{P}` of `{E}` cannot be written by serde; `{Self}` is not `Serialize`",
    label = "expected a type that is `serde::Serialize`",
    note = "`#[track(json)]` sends what serde makes of a value: derive `serde::Serialize` on the type"
)]
pub trait JsonValue<E, P> {
    /// Writes the property; `key` is `,"name":`.
    fn write(&self, key: &'static str, form: JsonForm, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, P, T: Serialize + ?Sized> JsonValue<E, P> for T {
    fn write(&self, key: &'static str, form: JsonForm, out: &mut Encoder<'_>) {
        out.json_member(key, self, form);
    }
}

/// A type whose fields stand among those of the event or the struct.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that could be part of `{E}`",
    label = "expected a struct that derives `TrackFields`",
    note = "`#[track(flatten)]` takes a struct with `#[derive(TrackFields)]`, or an `Option`, a reference or a `Box` of one"
)]
pub trait FlattenedFields<E> {
    /// Writes each of them.
    fn write(&self, out: &mut Encoder<'_>);
}
#[diagnostic::do_not_recommend]
impl<E, T: TrackFields + ?Sized> FlattenedFields<E> for T {
    fn write(&self, out: &mut Encoder<'_>) {
        self.__write_fields(out);
    }
}
