//! Moments in time.

use std::time::{SystemTime, UNIX_EPOCH};

use super::TrackValue;
use super::kind::{IsAlways, IsDateTime};
use crate::envelope::Timestamp;

/// A moment: `SystemTime`, or with the feature of that name `jiff::Timestamp` and `jiff::ZonedDateTime`,
/// `chrono::DateTime<Tz>`, `time::OffsetDateTime` and `time::UtcDateTime`; a newtype around one that derives [`TrackValue`].
///
/// It goes over the wire in UTC with six fraction digits, `2024-10-20T15:51:36.088000Z`; what is finer than a microsecond
/// is cut off, towards the past. Only the years 0000 to 9999 can be written. Its method is not public API yet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no moment that an event can happen at",
    label = "expected a date-time",
    note = "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff` 1, `chrono` 0.4 or `time` 0.3 \
                (another version of the crate has other types)"
)]
pub trait TimestampValue {
    /// The moment to the microsecond.
    #[doc(hidden)]
    fn timestamp(&self) -> Timestamp;
}

#[diagnostic::do_not_recommend]
impl<T: TrackValue + ?Sized> TimestampValue for T
where
    T::Kind: IsDateTime,
    T::Presence: IsAlways,
{
    fn timestamp(&self) -> Timestamp {
        // Every type of this kind says its moment; one that did not would be refused when it is written.
        self.moment().unwrap_or(Timestamp::OUT_OF_RANGE)
    }
}

/// A moment can be an event's time and a property, from one conversion to microseconds since the Unix epoch.
macro_rules! moment {
    ([$($generics:tt)*] $type:ty => |$moment:ident| $micros:expr) => {
        impl<$($generics)*> $crate::value::TrackValue for $type {
            type Kind = $crate::value::kind::DateTime;
            type Presence = $crate::value::kind::Always;

            fn encode(&self, out: &mut $crate::envelope::Writer) {
                $crate::value::TimestampValue::timestamp(self).encode(out);
            }

            fn moment(&self) -> Option<$crate::envelope::Timestamp> {
                let $moment = self;
                Some($crate::envelope::Timestamp::from_unix_micros($micros))
            }
        }
    };
}
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(super) use moment;

moment!([] SystemTime => |moment| match moment.duration_since(UNIX_EPOCH) {
    Ok(since) => i128::try_from(since.as_micros()).unwrap_or(i128::MAX),
    // Before 1970 the fraction counts backwards, so that cutting it off has to round away from zero.
    Err(before) => -i128::try_from(before.duration().as_nanos().div_ceil(1_000)).unwrap_or(i128::MAX),
});
