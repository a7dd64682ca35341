//! Moments and days of `jiff`.

use super::date::date;
use super::moment::moment;

moment!([] jiff::Timestamp => |moment| moment.as_nanosecond().div_euclid(1_000));
moment!([] jiff::ZonedDateTime => |moment| moment.timestamp().as_nanosecond().div_euclid(1_000));
date!(jiff::civil::Date => |date| date.year(), date.month().unsigned_abs(), date.day().unsigned_abs());
