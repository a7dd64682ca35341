//! The parts of the envelope: who, for whom, when.

use super::optional;
use crate::envelope::Encoder;
use crate::value::kind::{IsAlways, IsId};
use crate::value::{IdValue, TimestampValue, TrackValue};

/// One trait a part; a part that is a property too has a key, `,"name":`.
macro_rules! roles {
    ($(
        $(#[$meta:meta])+
        $name:ident<$($parameter:ident),+> where [$($bounds:tt)+] |$field:ident, $out:ident $(, $key:ident)?| $write:expr;
    )+) => {$(
        $(#[$meta])+
        pub trait $name<$($parameter),+> {
            /// Writes it.
            fn write(&self, $($key: &'static str,)? out: &mut Encoder<'_>);
        }
        #[diagnostic::do_not_recommend]
        impl<$($parameter,)+ T> $name<$($parameter),+> for T
        where
            T: $($bounds)+
        {
            fn write(&self, $($key: &'static str,)? $out: &mut Encoder<'_>) {
                let $field = self;
                $write;
            }
        }
    )+};
}

roles! {
    /// The user's id.
    #[diagnostic::on_unimplemented(
        message = "the user id of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
        label = "expected an id",
        note = "where the user is not always known, write `#[track(skip)]` here and name the user in the call: \
                `event.by(user_id).track()`",
        note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
    )]
    UserId<E> where [IdValue] |field, out| out.user(Some(field));

    /// The group's id, where the schema requires one.
    #[diagnostic::on_unimplemented(
        message = "the group id of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
        label = "expected an id",
        note = "where the account is not always known, write `#[track(skip)]` here and name the account in the call: \
                `event.within(group_id).track()`",
        note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
    )]
    GroupId<E> where [TrackValue<Kind: IsId, Presence: IsAlways>] |field, out| out.group(Some(field));

    /// The group's id, where the schema does not require one.
    #[diagnostic::on_unimplemented(
        message = "the group id of event `{E}` must be a string, an integer or a UUID; `{Self}` is not",
        label = "expected an id or an `Option` of one",
        note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
    )]
    OptionalGroupId<E> where [TrackValue<Kind: IsId>] |field, out| out.group(Some(field));

    /// An id that is a property too: a string on the wire in both places.
    #[diagnostic::on_unimplemented(
        message = "`{P}` of event `{E}` must be a string, an integer or a UUID that is always there; `{Self}` is not",
        label = "expected an id that is always there",
        note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
    )]
    IdProperty<E, P> where [TrackValue<Kind: IsId, Presence: IsAlways>] |field, out, key| out.id_member(key, field);

    /// The event's time.
    #[diagnostic::on_unimplemented(
        message = "the timestamp of event `{E}` must be a date-time; `{Self}` is not",
        label = "expected a date-time",
        note = "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff` 1, `chrono` 0.4 or `time` 0.3 \
                (another version of the crate has other types)",
        note = "where the time is not always known, write `#[track(skip)]` here and `event.at(timestamp).track()` at the call; \
                without either, the event's time is the time of the call"
    )]
    EventTime<E> where [TimestampValue] |field, out| out.timestamp(Some(field.timestamp()));

    /// The event's time that is a property too.
    #[diagnostic::on_unimplemented(
        message = "`{P}` of event `{E}` must be a date-time that is always there; `{Self}` is not",
        label = "expected a date-time",
        note = "a date-time is `SystemTime`, or with the feature of that name a moment of `jiff` 1, `chrono` 0.4 or `time` 0.3 \
                (another version of the crate has other types)",
        note = "where the time is not always known, write `#[track(skip)]` here and `event.at(timestamp).track()` at the call"
    )]
    TimeProperty<E, P> where [TimestampValue] |field, out, key| out.time_member(key, field.timestamp());
}

optional! {
    #[diagnostic::on_unimplemented(
        message = "`{P}` of event `{E}` must be a string, an integer or a UUID; `{Self}` is not",
        label = "expected an id or an `Option` of one",
        note = "on a newtype of your own around an id write `#[derive(TrackValue)]`"
    )]
    OptionalIdProperty by id_member: IsId
}
