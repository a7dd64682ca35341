//! What may stand in a field: the types that can be sent, and of which JSON kind each is.
//!
//! A type says once what it is, by [`TrackValue`]; the traits of [`check`] ask of it what a property's schema asks, and
//! word the compiler's error when the answer is no. What is inside a value is a constant, its [`shape`], which [`rule`]
//! compares with what a schema asks.

pub(crate) mod check;
mod collections;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date;
pub(crate) mod fields;
mod id;
pub(crate) mod kind;
mod moment;
mod pointers;
pub(crate) mod rule;
mod scalars;
pub(crate) mod shape;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

pub use fields::TrackFields;
pub use id::IdValue;
pub(crate) use id::encode_id;
pub use moment::TimestampValue;

use crate::envelope::{Timestamp, Writer};

/// A value that an event can carry.
///
/// | JSON | Rust |
/// |---|---|
/// | string | `String`, `str`, `char`; `uuid::Uuid`, `url::Url`; an enum without fields that derives `TrackValue` |
/// | integer | `u8` to `u128`, `i8` to `i128`, `usize`, `isize`, and their `NonZero` forms |
/// | number | every integer, `f32` and `f64` (not NaN, not infinite); `rust_decimal::Decimal` |
/// | boolean | `bool` |
/// | date-time | `SystemTime`; `jiff::Timestamp`, `jiff::ZonedDateTime`; `chrono::DateTime<Tz>`; `time::OffsetDateTime`, `time::UtcDateTime` |
/// | date | `jiff::civil::Date`, `chrono::NaiveDate`, `time::Date` |
/// | array | `Vec<T>`, `[T]`, `[T; N]`, `VecDeque<T>`, `BTreeSet<T>`, `HashSet<T>` |
/// | object | a struct that derives `TrackFields`; `BTreeMap<K, V>`, `HashMap<K, V>` with strings as keys |
///
/// and `Option`, references, `Box`, `Rc`, `Arc` and `Cow` of these. A type of your own around one of them derives
/// `TrackValue` and is what is inside. A property that is `None` is left out; a `None` inside an array or a map is `null`.
/// The types of other crates need the feature of that crate's name.
///
/// The value is written by this trait, not through serde: what the compiler checked is what goes over the wire. Its
/// methods are not public API yet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as part of an event",
    label = "no value that an event can carry",
    note = "values are strings, numbers, booleans, date-times, and `Option`, `Vec`, maps or references of these",
    note = "on a type of your own write `#[derive(TrackValue)]`, if it is a newtype or an enum without fields, or \
            `#[derive(TrackFields)]`, if it is to be an object",
    note = "types of `jiff`, `chrono`, `time`, `uuid`, `url` and `rust_decimal` need the feature of the same name of \
            `thrive-core`"
)]
pub trait TrackValue {
    /// The JSON kind, one of [`kind`].
    #[doc(hidden)]
    type Kind: kind::Described;

    /// [`kind::Always`] or, for `Option`, [`kind::Maybe`].
    #[doc(hidden)]
    type Presence: kind::Presence;

    /// Writes the value as JSON.
    #[doc(hidden)]
    fn encode(&self, out: &mut Writer);

    /// Whether a property with this value is left out.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether the value itself is absent, and not only what is inside of it: `None`, but not `Some(None)`.
    #[doc(hidden)]
    fn is_left_out(&self) -> bool {
        false
    }

    /// The moment that it is, if it is one.
    #[doc(hidden)]
    fn moment(&self) -> Option<Timestamp> {
        None
    }
}
