//! Strings, numbers and booleans.

use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroU128, NonZeroUsize,
};

use super::{TrackValue, kind};
use crate::envelope::Writer;

/// A type that is always there and is written by one call.
macro_rules! scalar {
    ($kind:ident: $($type:ty),+ => |$value:ident, $out:ident| $write:expr) => {$(
        impl TrackValue for $type {
            type Kind = kind::$kind;
            type Presence = kind::Always;

            #[inline]
            fn encode(&self, $out: &mut Writer) {
                let $value = self;
                $write;
            }
        }
    )+};
}
#[cfg(any(feature = "rust_decimal", feature = "url", feature = "uuid"))]
pub(super) use scalar;

scalar!(Text: str, String => |text, out| out.string(text));
scalar!(Text: char => |character, out| out.string(character.encode_utf8(&mut [0; 4])));
scalar!(Boolean: bool => |flag, out| out.raw(if *flag { "true" } else { "false" }));
scalar!(Integer: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize => |integer, out| out.integer(*integer));
scalar!(Integer:
    NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize
    => |integer, out| out.integer(integer.get()));
scalar!(Number: f32, f64 => |float, out| out.float(*float, float.is_finite()));
