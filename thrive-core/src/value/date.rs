//! Days without a time: `2024-10-20`.

/// A day of the proleptic Gregorian calendar, from its year, month and day.
macro_rules! date {
    ($type:ty => |$date:ident| $year:expr, $month:expr, $day:expr) => {
        impl $crate::value::TrackValue for $type {
            type Kind = $crate::value::kind::Date;
            type Presence = $crate::value::kind::Always;

            fn encode(&self, out: &mut $crate::envelope::Writer) {
                let $date = self;
                out.date(i64::from($year), u32::from($month), u32::from($day));
            }
        }
    };
}
pub(super) use date;
