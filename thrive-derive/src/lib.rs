//! The derive macro of Thrive. Depend on `thrive-core`, whose default feature brings it along and whose documentation
//! shows it at work.

mod attr;
mod check;
mod errors;
mod expand;
mod input;
mod plan;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct an event that can be tracked, and checks it against the event's schema while it compiles.
///
/// ```
/// use thrive_core::TrackEvent;
///
/// #[derive(TrackEvent)]
/// #[track(event = "account_created")]
/// struct Account {
///     #[track(group_id, property = "account_id")]
///     id: u64,
///     #[track(property = "account_name")]
///     name: String,
///     #[track(property = "account_domain")]
///     domain: Option<String>,
///     #[track(user_id)]
///     owner: String,
///     #[track(timestamp)]
///     created_at: std::time::SystemTime,
///     #[track(skip)]
///     password_hash: String,
/// }
/// ```
///
/// # Attributes
///
/// On the struct:
///
/// | attribute | meaning |
/// |---|---|
/// | `event = "name"` | which event this is; its schema is found in the standard catalogue |
/// | `crate = path` | where `thrive_core` is, if it is not a direct dependency of that name |
///
/// On a field:
///
/// | attribute | meaning |
/// |---|---|
/// | none | a property named as the field, if the schema knows it; otherwise an error, so that nothing leaves by accident |
/// | `property` | a property named as the field, also one that the schema does not list |
/// | `property = "name"` | a property of that name, also one that the schema does not list |
/// | `user_id` | who did it: a string, an integer or a UUID |
/// | `group_id` | for which account it happened: a string, an integer or a UUID |
/// | `timestamp` | when it happened; without one it is the time of the call |
/// | `context`, `context = "name"` | a part of the event's context, such as `session_id` |
/// | `skip` | never leaves the process |
///
/// A field with `user_id`, `group_id`, `timestamp` or `context` is a property too only where it also says `property`.
/// A field that is an id and a property goes out as a string in both places.
///
/// # What is checked
///
/// - **Names**, by the macro: the event is in the plan; every required property has a field; every unmarked field is a
///   property that the schema knows; no two fields are the same property or the same role.
/// - **Kinds**, by the compiler: a field's type is of the kind that the schema asks for, and not an `Option` where the
///   schema requires the value. A type alias or a type parameter makes no difference.
/// - **Roles**, at the call: an event without a user, or without a group where its schema requires one, derives, but
///   `.track()` compiles only after `.by(user_id)` and `.within(group_id)`.
///
/// All mistakes of a struct are reported in one compile. The values of a property that the schema limits to a list, and
/// minima, are checked by the service alone.
///
/// Properties go over the wire in the order of the schema, and those that it does not list after them in the order of
/// the struct: moving a field changes no byte.
#[proc_macro_derive(TrackEvent, attributes(track))]
pub fn derive_track_event(input: TokenStream) -> TokenStream {
    expand_track_event(parse_macro_input!(input as DeriveInput)).into()
}

fn expand_track_event(input: DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::new();
    let input = input::Input::read(input, &mut errors);
    let checked = check::check(input, &mut errors);
    let mut tokens = expand::expand(&checked);
    tokens.extend(errors.into_tokens());
    tokens
}
