//! Moments and days of `time`.

use super::date::date;
use super::moment::moment;

moment!([] time::OffsetDateTime => |moment| moment.unix_timestamp_nanos().div_euclid(1_000));
moment!([] time::UtcDateTime => |moment| moment.unix_timestamp_nanos().div_euclid(1_000));
date!(time::Date => |date| date.year(), u8::from(date.month()), date.day());
