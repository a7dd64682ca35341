//! Structs whose fields become part of an event.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::shape::{FieldShape, Shape};
use crate::envelope::{Encoder, Writer};

/// A struct whose fields become part of events: an object inside of one, or flattened into it.
///
/// Derive it. What a plan asks of the fields is checked where the struct becomes part of an event. Its methods are not
/// public API yet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that an event could take",
    label = "expected a struct that derives `TrackFields`",
    note = "on a struct of your own write `#[derive(TrackFields)]`"
)]
pub trait TrackFields {
    /// The struct's name in the program.
    #[doc(hidden)]
    const NAME: &'static str;

    /// What the fields put on the wire.
    #[doc(hidden)]
    const FIELDS: &'static [FieldShape];

    /// Writes each field with `,"name":` in front.
    #[doc(hidden)]
    fn __write_fields(&self, out: &mut Encoder<'_>);
}

/// A struct as an object of its own: what `TrackValue::encode` of a struct calls.
pub fn encode_fields<T: TrackFields + ?Sized>(fields: &T, out: &mut Writer) {
    out.nested(|out| fields.__write_fields(&mut Encoder::inside(out)));
}

/// All of them, or none.
impl<T: TrackFields> TrackFields for Option<T> {
    const NAME: &'static str = T::NAME;
    const FIELDS: &'static [FieldShape] = &[FieldShape::flattened((Shape::Fields(T::NAME, T::FIELDS), true))];

    fn __write_fields(&self, out: &mut Encoder<'_>) {
        if let Some(fields) = self {
            fields.__write_fields(out);
        }
    }
}

macro_rules! pointer {
    ($([$($generics:tt)*] $pointer:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> TrackFields for $pointer {
            const NAME: &'static str = T::NAME;
            const FIELDS: &'static [FieldShape] = T::FIELDS;

            fn __write_fields(&self, out: &mut Encoder<'_>) {
                (**self).__write_fields(out);
            }
        }
    )+};
}

pointer! {
    [T: TrackFields + ?Sized] &T;
    [T: TrackFields + ?Sized] &mut T;
    [T: TrackFields + ?Sized] Box<T>;
    [T: TrackFields + ?Sized] Rc<T>;
    [T: TrackFields + ?Sized] Arc<T>;
    [T: TrackFields + ToOwned + ?Sized] Cow<'_, T>;
}

#[cfg(test)]
mod tests;
