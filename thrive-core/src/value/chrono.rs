//! Moments and days of `chrono`.

use chrono::Datelike as _;

use super::date::date;
use super::moment::moment;

moment!([Z: chrono::TimeZone] chrono::DateTime<Z> => |moment| i128::from(moment.timestamp_micros()));
date!(chrono::NaiveDate => |date| date.year(), date.month(), date.day());
