//! Moments of `time`.

use super::moment::moment;

moment!([] time::OffsetDateTime => |moment| moment.unix_timestamp_nanos().div_euclid(1_000));
moment!([] time::UtcDateTime => |moment| moment.unix_timestamp_nanos().div_euclid(1_000));
