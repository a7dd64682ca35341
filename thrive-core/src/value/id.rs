//! Who did it, and for which account: always a string on the wire.

use super::TrackValue;
use super::kind::{Described, IsAlways, IsId};
use super::shape::Shape;
use crate::envelope::Writer;

/// The id of a user or a group: a string, an integer, a `uuid::Uuid` (feature `uuid`), a newtype around one or an enum
/// without fields that derives [`TrackValue`], or a reference to one.
///
/// It goes over the wire as a JSON string, as the service asks; the service takes any that is not empty. An empty or
/// blank one is a [`TrackError`](crate::TrackError) when the event is tracked. Its method is not public API yet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the id of a user or a group",
    label = "expected a string, an integer or a UUID",
    note = "an id must be there: an `Option` has to be unwrapped first; `uuid::Uuid` needs the feature `uuid` of `thrive-core`",
    note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
)]
pub trait IdValue {
    /// Writes the id as a JSON string.
    #[doc(hidden)]
    fn encode_id(&self, out: &mut Writer);
}

#[diagnostic::do_not_recommend]
impl<T: TrackValue + ?Sized> IdValue for T
where
    T::Kind: IsId,
    T::Presence: IsAlways,
{
    fn encode_id(&self, out: &mut Writer) {
        encode_id(self, out);
    }
}

/// Writes an id that is there, whether or not its type is an `Option`.
pub(crate) fn encode_id<T: TrackValue + ?Sized>(id: &T, out: &mut Writer)
where
    T::Kind: IsId,
{
    match <T::Kind as Described>::SHAPE {
        Shape::Integer => {
            out.raw("\"");
            id.encode(out);
            out.raw("\"");
        }
        _ => out.identifying(|out| id.encode(out)),
    }
}
