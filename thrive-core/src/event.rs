//! An event: what a type must say of itself to be tracked, and what a call may add to it.

mod raw;

pub use raw::RawEvent;

use std::fmt;
use std::marker::PhantomData;

use crate::client::{self, Client};
use crate::envelope::{Encoder, Timestamp, Writer};
use crate::error::TrackError;
use crate::receipt::Receipt;
use crate::value::{IdValue, TimestampValue};

/// An event that can be sent, derived from a struct by `#[derive(TrackEvent)]`.
///
/// The derive checks the struct against the event's schema; see
/// [the derive's documentation](macro@crate::TrackEvent) for its attributes. The methods that send come with it:
///
/// ```
/// use thrive_core::TrackEvent;
///
/// #[derive(TrackEvent)]
/// #[track(event = "feature_used")]
/// struct Exported<'a> {
///     feature_name: &'a str,
/// }
///
/// let event = Exported { feature_name: "csv_export" };
/// let json = event.by("user-7").within(42).at(std::time::UNIX_EPOCH).to_json()?;
/// assert_eq!(
///     json,
///     r#"{"event_name":"feature_used","properties":{"feature_name":"csv_export"},"user_id":"user-7","timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"42"}}"#
/// );
/// # Ok::<(), thrive_core::TrackError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no event",
    label = "expected an event",
    note = "derive `TrackEvent` on it; a variant of an enum that names no event wraps one, or names its own by \
            `#[track(event = \"..\")]` above it"
)]
pub trait TrackEvent {
    /// [`Present`], or [`Missing`] or [`MissingIn`] where neither the type nor the call names the user.
    #[doc(hidden)]
    type User;

    /// [`Present`], [`Missing`] or [`MissingIn`], or [`Optional`] where the schema needs no group.
    #[doc(hidden)]
    type Group;

    /// The event's name as it goes over the wire, such as `account_created`.
    fn event_name(&self) -> &'static str;

    #[doc(hidden)]
    fn __encode(&self, out: &mut Encoder<'_>);

    /// Queues the event on the client that this process installed; it is sent in the background.
    ///
    /// The event is encoded before this returns, so that it may be changed or dropped afterwards. The call never waits
    /// for the network and needs no async runtime.
    ///
    /// # Errors
    ///
    /// [`TrackError`] when no client is installed or it was shut down, when a value cannot be sent (a NaN, a blank id),
    /// and when the event or the queue is too large. Nothing of the event is sent then.
    fn track(&self) -> Result<Receipt, TrackError>
    where
        Self::User: HasUser<Self>,
        Self::Group: HasGroup<Self>,
    {
        client::track_installed(&self)
    }

    /// Queues the event on `client`, whether or not one is installed.
    ///
    /// # Errors
    ///
    /// As [`track`](TrackEvent::track), but for the missing installation.
    fn track_with(&self, client: &Client) -> Result<Receipt, TrackError>
    where
        Self::User: HasUser<Self>,
        Self::Group: HasGroup<Self>,
    {
        client.track(self)
    }

    /// The event object exactly as it would be sent now: compact JSON, one object, no array around it. What is hashed is
    /// hashed with the key of the client that is installed, whose [`source`](crate::ClientBuilder::source) is added; with
    /// [`event_ids`](crate::ClientBuilder::event_ids) there is an id in it that no event that is sent has.
    ///
    /// # Errors
    ///
    /// [`TrackError`] when a value cannot be sent: a NaN or infinite number, a blank id, a time without a four-digit year,
    /// a field to be hashed where no client with a key is installed.
    fn to_json(&self) -> Result<String, TrackError>
    where
        Self::User: HasUser<Self>,
        Self::Group: HasGroup<Self>,
    {
        client::encode_as_installed(&self)
    }

    /// The same event, done by `user_id`: a string, an integer or a UUID. Wins over the type's own `user_id` field.
    fn by<U: IdValue>(&self, user_id: U) -> By<'_, Self, U> {
        By { event: self, user_id: Id::of(user_id) }
    }

    /// The same event within the account `group_id`: a string, an integer or a UUID. Wins over the type's own `group_id`
    /// field.
    fn within<G: IdValue>(&self, group_id: G) -> Within<'_, Self, G> {
        Within { event: self, group_id: Id::of(group_id) }
    }

    /// The same event at `timestamp`, which wins over the type's own `timestamp` field.
    fn at<T: TimestampValue>(&self, timestamp: T) -> At<'_, Self> {
        At { event: self, timestamp: timestamp.timestamp() }
    }
}

/// An event behind a pointer: what the client does with it is compiled once, and not for every type of event.
pub(crate) trait AnyEvent {
    fn event_name(&self) -> &'static str;
    fn encode(&self, out: &mut Encoder<'_>);
}

impl<E: TrackEvent> AnyEvent for E {
    fn event_name(&self) -> &'static str {
        TrackEvent::event_name(self)
    }

    fn encode(&self, out: &mut Encoder<'_>) {
        self.__encode(out);
    }
}

/// An event that names its user, and its group where the schema requires one: what code that is generic over events
/// asks for.
///
/// ```
/// use thrive_core::{Client, CompleteEvent, TrackEvent};
///
/// fn track_or_log(client: &Client, event: &impl CompleteEvent) {
///     if let Err(error) = client.track(event) {
///         eprintln!("{} was not tracked: {error}", event.event_name());
///     }
/// }
/// ```
pub trait CompleteEvent: TrackEvent<User: HasUser<Self>, Group: HasGroup<Self>> {}
impl<E: TrackEvent<User: HasUser<E>, Group: HasGroup<E>> + ?Sized> CompleteEvent for E {}

/// The role is filled.
#[derive(Debug)]
pub enum Present {}

/// The role must be filled before the event can be sent.
#[derive(Debug)]
pub enum Missing {}

/// The event's schema does not ask for the role.
#[derive(Debug)]
pub enum Optional {}

/// The role must be filled in `Where`, a variant of an enum or the event that it wraps, while others fill it.
#[derive(Debug)]
pub struct MissingIn<Where>(PhantomData<Where>);

/// The role of an event that is one of two kinds, which an enum of events is: filled only where both fill it. `Inner` is the
/// event whose role `Other` is.
pub trait And<Other, Inner> {
    /// What it is of both.
    type Output;
}

macro_rules! and {
    ($({$($generics:tt)*} $one:ty, $other:ty => $both:ty;)+) => {$(
        impl<Inner, $($generics)*> And<$other, Inner> for $one {
            type Output = $both;
        }
    )+};
}

and! {
    {} Present, Present => Present;
    {} Present, Optional => Optional;
    {} Optional, Present => Optional;
    {} Optional, Optional => Optional;
    {} Present, Missing => MissingIn<Inner>;
    {} Optional, Missing => MissingIn<Inner>;
    {Where} Present, MissingIn<Where> => MissingIn<Where>;
    {Where} Optional, MissingIn<Where> => MissingIn<Where>;
    {Other} Missing, Other => Missing;
    {Where, Other} MissingIn<Where>, Other => MissingIn<Where>;
}

/// Says that `E` names the user who acts.
#[diagnostic::on_unimplemented(
    message = "`{E}` does not say which user did it",
    label = "this event has no user id",
    note = "name the user in the call: `event.by(user_id).track()`, \
            or `event.by(user_id).within(group_id).track()` where the group is missing too",
    note = "or mark a field of the struct, of each variant of an enum, with `#[track(user_id)]`",
    note = "in code that is generic over events ask for `E: CompleteEvent`"
)]
pub trait HasUser<E: ?Sized> {}
#[diagnostic::do_not_recommend]
impl<E: ?Sized> HasUser<E> for Present {}
#[diagnostic::do_not_recommend]
impl<E: ?Sized> HasUser<E> for Optional {}
impl<E: ?Sized, Where: NamesUser<E>> HasUser<E> for MissingIn<Where> {}

/// Says that this variant of `E` names the user. None does: this is for the compiler to say which.
#[diagnostic::on_unimplemented(
    message = "`{Self}` of `{E}` does not say which user did it",
    label = "of an enum of events each variant must have a user id, or the call",
    note = "mark a field there with `#[track(user_id)]`",
    note = "or name the user in the call, `event.by(user_id).track()`: that wins over the fields of all variants"
)]
pub trait NamesUser<E: ?Sized> {}

/// Says that `E` names the group it belongs to, or needs none.
#[diagnostic::on_unimplemented(
    message = "`{E}` does not say for which account it happened",
    label = "this event has no group id, which its schema requires",
    note = "name the account in the call: `event.within(group_id).track()`, \
            or `event.by(user_id).within(group_id).track()` where the user is missing too",
    note = "or mark a field of the struct, of each variant of an enum, with `#[track(group_id)]`",
    note = "in code that is generic over events ask for `E: CompleteEvent`"
)]
pub trait HasGroup<E: ?Sized> {}
#[diagnostic::do_not_recommend]
impl<E: ?Sized> HasGroup<E> for Present {}
#[diagnostic::do_not_recommend]
impl<E: ?Sized> HasGroup<E> for Optional {}
impl<E: ?Sized, Where: NamesGroup<E>> HasGroup<E> for MissingIn<Where> {}

/// Says that this variant of `E` names the group. None does: this is for the compiler to say which.
#[diagnostic::on_unimplemented(
    message = "`{Self}` of `{E}` does not say for which account it happened",
    label = "of an enum of events each variant whose schema requires it must have a group id, or the call",
    note = "mark a field there with `#[track(group_id)]`",
    note = "or name the account in the call, `event.within(group_id).track()`: that wins over the fields of all variants"
)]
pub trait NamesGroup<E: ?Sized> {}

/// A reference to an event is the same event.
impl<E: TrackEvent + ?Sized> TrackEvent for &E {
    type User = E::User;
    type Group = E::Group;

    fn event_name(&self) -> &'static str {
        (**self).event_name()
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        (**self).__encode(out);
    }
}

/// An id and how it is written. What a type must be for that was asked when the id was named, so that one of the wrong kind
/// is one mistake, and not a second one at `track`.
#[derive(Clone, Copy)]
struct Id<T> {
    id: T,
    encode: fn(&T, &mut Writer),
}

impl<T: IdValue> Id<T> {
    fn of(id: T) -> Self {
        Id { id, encode: T::encode_id }
    }
}

impl<T> IdValue for Id<T> {
    fn encode_id(&self, out: &mut Writer) {
        (self.encode)(&self.id, out);
    }
}

impl<T: fmt::Debug> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(f)
    }
}

/// An event with its user, from [`TrackEvent::by`].
#[derive(Debug, Clone, Copy)]
#[must_use = "nothing is sent before `.track()`"]
pub struct By<'a, E: ?Sized, U> {
    event: &'a E,
    user_id: Id<U>,
}

impl<E: TrackEvent + ?Sized, U> TrackEvent for By<'_, E, U> {
    type User = Present;
    type Group = E::Group;

    fn event_name(&self) -> &'static str {
        self.event.event_name()
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        self.event.__encode(&mut out.with_user(&self.user_id));
    }
}

/// An event with its group, from [`TrackEvent::within`].
#[derive(Debug, Clone, Copy)]
#[must_use = "nothing is sent before `.track()`"]
pub struct Within<'a, E: ?Sized, G> {
    event: &'a E,
    group_id: Id<G>,
}

impl<E: TrackEvent + ?Sized, G> TrackEvent for Within<'_, E, G> {
    type User = E::User;
    type Group = Present;

    fn event_name(&self) -> &'static str {
        self.event.event_name()
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        self.event.__encode(&mut out.with_group(&self.group_id));
    }
}

/// An event with its time, from [`TrackEvent::at`].
#[derive(Debug, Clone, Copy)]
#[must_use = "nothing is sent before `.track()`"]
pub struct At<'a, E: ?Sized> {
    event: &'a E,
    timestamp: Timestamp,
}

impl<E: TrackEvent + ?Sized> TrackEvent for At<'_, E> {
    type User = E::User;
    type Group = E::Group;

    fn event_name(&self) -> &'static str {
        self.event.event_name()
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        self.event.__encode(&mut out.with_timestamp(self.timestamp));
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use super::*;

    #[test]
    fn an_enum_of_events_has_the_roles_that_all_of_them_have() {
        enum Inner {}
        enum Variant {}
        fn both<A: And<B, Inner, Output: 'static>, B>() -> TypeId {
            TypeId::of::<A::Output>()
        }
        assert_eq!(both::<Present, Present>(), TypeId::of::<Present>());
        for optional in [both::<Optional, Optional>(), both::<Optional, Present>(), both::<Present, Optional>()] {
            assert_eq!(optional, TypeId::of::<Optional>());
        }
        for missing in [both::<Missing, Present>(), both::<Missing, MissingIn<Variant>>(), both::<Missing, Missing>()] {
            assert_eq!(missing, TypeId::of::<Missing>());
        }
        for inner in [both::<Present, Missing>(), both::<Optional, Missing>()] {
            assert_eq!(inner, TypeId::of::<MissingIn<Inner>>());
        }
        for variant in [both::<Present, MissingIn<Variant>>(), both::<MissingIn<Variant>, Missing>()] {
            assert_eq!(variant, TypeId::of::<MissingIn<Variant>>());
        }
    }
}
