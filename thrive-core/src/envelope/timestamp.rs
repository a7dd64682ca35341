//! A moment as the service writes it: `2024-10-20T15:51:36.088000Z`.

use super::text::Writer;
use crate::error::Fault;

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// A moment in whole microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    micros: i64,
}

impl Timestamp {
    /// No time that can be written.
    pub(crate) const OUT_OF_RANGE: Timestamp = Timestamp { micros: i64::MAX };

    /// From microseconds since the Unix epoch; what does not fit lies far outside the years that can be written.
    pub(crate) fn from_unix_micros(micros: i128) -> Self {
        let clamped = micros.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        Timestamp { micros: i64::try_from(clamped).unwrap_or(i64::MAX) }
    }

    /// Writes it in UTC with six fraction digits, as the specification's sample does.
    pub(crate) fn encode(self, out: &mut Writer) {
        let (year, month, day) = civil_from_days(self.micros.div_euclid(MICROS_PER_DAY));
        let Ok(year @ 0..=9999) = u32::try_from(year) else {
            return out.fail(Fault::TimeOutOfRange);
        };
        // Both are remainders of a day, which fit with room to spare.
        let of_day = self.micros.rem_euclid(MICROS_PER_DAY).unsigned_abs();
        let seconds = (of_day / MICROS_PER_SECOND.unsigned_abs()) as u32;
        let fraction = (of_day % MICROS_PER_SECOND.unsigned_abs()) as u32;

        let mut text = *b"\"0000-00-00T00:00:00.000000Z\"";
        [text[1], text[2]] = pair(year / 100);
        [text[3], text[4]] = pair(year % 100);
        [text[6], text[7]] = pair(month);
        [text[9], text[10]] = pair(day);
        [text[12], text[13]] = pair(seconds / 3600);
        [text[15], text[16]] = pair(seconds / 60 % 60);
        [text[18], text[19]] = pair(seconds % 60);
        [text[21], text[22]] = pair(fraction / 10_000);
        [text[23], text[24]] = pair(fraction / 100 % 100);
        [text[25], text[26]] = pair(fraction % 100);
        out.ascii(&text);
    }
}

impl Writer {
    /// A day as RFC 3339 writes it.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    pub(crate) fn date(&mut self, year: i64, month: u32, day: u32) {
        let Ok(year @ 0..=9999) = u32::try_from(year) else {
            return self.fail(Fault::TimeOutOfRange);
        };
        let mut text = *b"\"0000-00-00\"";
        [text[1], text[2]] = pair(year / 100);
        [text[3], text[4]] = pair(year % 100);
        [text[6], text[7]] = pair(month);
        [text[9], text[10]] = pair(day);
        self.ascii(&text);
    }
}

/// The two digits of a number below 100.
fn pair(number: u32) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// The proleptic Gregorian date of a day counted from 1970-01-01, by shifting years to start in March, so that the leap
/// day is the last of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}
