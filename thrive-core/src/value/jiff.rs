//! Moments of `jiff`.

use super::moment::moment;

moment!([] jiff::Timestamp => |moment| moment.as_nanosecond().div_euclid(1_000));
moment!([] jiff::ZonedDateTime => |moment| moment.timestamp().as_nanosecond().div_euclid(1_000));
