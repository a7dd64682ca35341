//! Decimals: a JSON number with exactly the decimal's digits.

use super::scalars::scalar;
use super::{TrackValue, kind};
use crate::envelope::Writer;

scalar!(Number: rust_decimal::Decimal => |decimal, out| out.display(decimal));
