//! `Option`, and what points to a value: each has the kind of what is inside.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{TrackValue, kind};
use crate::envelope::{Timestamp, Writer};

impl<T: TrackValue> TrackValue for Option<T> {
    type Kind = T::Kind;
    type Presence = kind::Maybe;

    #[inline]
    fn encode(&self, out: &mut Writer) {
        match self {
            Some(value) => value.encode(out),
            None => out.raw("null"),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(TrackValue::is_absent)
    }

    #[inline]
    fn is_left_out(&self) -> bool {
        self.is_none()
    }

    fn moment(&self) -> Option<Timestamp> {
        self.as_ref().and_then(TrackValue::moment)
    }
}

macro_rules! pointer {
    ($([$($generics:tt)*] $pointer:ty => $target:ident;)+) => {$(
        impl<$($generics)*> TrackValue for $pointer
        where
            $target: TrackValue,
        {
            type Kind = $target::Kind;
            type Presence = $target::Presence;

            #[inline]
            fn encode(&self, out: &mut Writer) {
                (**self).encode(out);
            }

            #[inline]
            fn is_absent(&self) -> bool {
                (**self).is_absent()
            }

            #[inline]
            fn is_left_out(&self) -> bool {
                (**self).is_left_out()
            }

            fn moment(&self) -> Option<Timestamp> {
                (**self).moment()
            }
        }
    )+};
}

pointer! {
    [T: ?Sized] &T => T;
    [T: ?Sized] &mut T => T;
    [T: ?Sized] Box<T> => T;
    [T: ?Sized] Rc<T> => T;
    [T: ?Sized] Arc<T> => T;
    [T: ToOwned + ?Sized] Cow<'_, T> => T;
}
