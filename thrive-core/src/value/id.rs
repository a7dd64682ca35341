//! Who did it, and for which account: always a string on the wire.

use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroU128, NonZeroUsize,
};

use crate::envelope::Writer;
use crate::error::Fault;

/// The id of a user or a group: a string, an integer, a `uuid::Uuid` (feature `uuid`), or a reference to one.
///
/// It goes over the wire as a JSON string, as the service asks; the service takes any that is not empty. An empty or
/// blank one is a [`TrackError`](crate::TrackError) when the event is tracked. Its method is not public API yet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the id of a user or a group",
    label = "expected a string, an integer or a UUID",
    note = "an id must be there: an `Option` has to be unwrapped first; `uuid::Uuid` needs the feature `uuid` of `thrive-core`"
)]
pub trait IdValue {
    /// Writes the id as a JSON string.
    #[doc(hidden)]
    fn encode_id(&self, out: &mut Writer);
}

impl IdValue for str {
    fn encode_id(&self, out: &mut Writer) {
        if self.trim_start().is_empty() {
            out.fail(Fault::Blank);
        }
        out.string(self);
    }
}

impl IdValue for String {
    fn encode_id(&self, out: &mut Writer) {
        self.as_str().encode_id(out);
    }
}

macro_rules! integer_ids {
    ($($type:ty),+ => |$integer:ident| $value:expr) => {$(
        #[diagnostic::do_not_recommend]
        impl IdValue for $type {
            fn encode_id(&self, out: &mut Writer) {
                let $integer = self;
                out.raw("\"");
                out.integer($value);
                out.raw("\"");
            }
        }
    )+};
}

integer_ids!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize => |integer| *integer);
integer_ids!(
    NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize
    => |integer| integer.get()
);
