//! Moments of `chrono`.

use super::moment::moment;

moment!([Z: chrono::TimeZone] chrono::DateTime<Z> => |moment| i128::from(moment.timestamp_micros()));
