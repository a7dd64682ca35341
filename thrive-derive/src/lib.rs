//! The derive macro of Thrive. Depend on `thrive-core`, whose default feature brings it along and whose documentation
//! shows it at work.

mod attr;
mod case;
mod check;
#[cfg(feature = "registry")]
mod covered;
mod errors;
mod expand;
mod fields;
mod input;
mod plan;
mod serde;
mod tokens;
mod value;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct, or each variant of an enum, an event that can be tracked, and checks it against the event's schema
/// while it compiles.
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
/// On the struct, or on each variant of an enum:
///
/// | attribute | meaning |
/// |---|---|
/// | `event = "name"` | which event this is; its schema is found in the plan |
/// | `custom` | the event stands in no plan: the type itself is its schema, and every unmarked field is a property |
/// | `rename_all = "camelCase"` | the names of fields that nobody named otherwise; serde's eight rules |
///
/// On the struct or the enum:
///
/// | attribute | meaning |
/// |---|---|
/// | `plan = "path"` | the plan to use, a folder or a file, relative to the crate's manifest |
/// | `serde` | `#[serde(rename, rename_all, skip)]` hold here, too; on an enum `rename_all_fields`, as its `rename_all` is about variants |
/// | `crate = path` | where `thrive_core` is, if it is not a direct dependency of that name |
///
/// On a field:
///
/// | attribute | meaning |
/// |---|---|
/// | none | a property named as the field, if the schema knows it; otherwise an error, so that nothing leaves by accident |
/// | `property` | a property named as the field, also one that the schema does not list |
/// | `property = "name"` | a property of that name, also one that the schema does not list |
/// | `user_id` | who did it: a string, an integer, a UUID, or a type of your own around one |
/// | `group_id` | for which account it happened: the same types |
/// | `timestamp` | when it happened; without one it is the time of the call |
/// | `context`, `context = "name"` | a part of the event's context, such as `session_id` |
/// | `flatten` | the fields of another type, which derives [`TrackFields`](macro@TrackFields), are properties here |
/// | `json` | a free-form value: whatever its serde `Serialize` makes of it |
/// | `null` | `None` goes out as `null` instead of being left out |
/// | `personal` | personal data that is sent as it is, on purpose |
/// | `hashed` | personal data of which a keyed SHA-256 is sent |
/// | `skip` | never leaves the process |
///
/// A field with `user_id`, `group_id`, `timestamp` or `context` is a property too only where it also says `property`.
/// A field that is an id and a property goes out as a string in both places.
///
/// # Which plan
///
/// The first of: what `plan = ".."` names; what the environment variable `THRIVE_PLAN` names; the folder `tracking`
/// beside the crate's `Cargo.toml`, or above it up to the workspace's; ThriveStack's standard events. A team's plan adds
/// to the standard events and may replace one. An edit of a plan's file compiles the crates again that used it.
///
/// # What is checked
///
/// - **Names**, by the macro: the event is in the plan; every required property has a field; every unmarked field is a
///   property that the schema knows; no two fields are the same property or the same role.
/// - **Kinds**, by the compiler: a field's type is of the kind that the schema asks for, and not an `Option` where the
///   schema requires the value. A type alias or a type parameter makes no difference.
/// - **What is inside**, by const evaluation: the values of an enum, the items of an array, the members of an object, the
///   fields of a flattened type. Such a type must be known where the struct is, so it cannot depend on a type parameter.
/// - **Personal data**, where the plan asks for it: a property that it marks compiles only with `personal` or `hashed`.
/// - **Roles**, at the call: an event without a user, or without a group where its schema requires one, derives, but
///   `.track()` compiles only after `.by(user_id)` and `.within(group_id)`.
///
/// All mistakes of a type are reported in one compile. What a type cannot promise is left to the service: `minimum`,
/// `maximum`, `minLength`, `maxLength`, `pattern`, and the formats `email` and `uri`. A required property with a single
/// value (`const`) needs no field.
///
/// | the schema asks for | of a required property | of an optional one |
/// |---|---|---|
/// | a value | `T` | `T` or `Option<T>`: `None` is left out |
/// | a value or `null` | `T` or `Option<T>`: `None` is `null` | `Option<T>`: `None` is left out, unless the field says `null`; `Option<Option<T>>`: `Some(None)` is `null` |
///
/// Properties go over the wire in the order of the schema, and those that it does not list after them in the order of
/// the struct: moving a field changes no byte.
///
/// # Enums
///
/// ```
/// use thrive_core::TrackEvent;
///
/// #[derive(TrackEvent)]
/// enum Activity {
///     #[track(event = "signed_in")]
///     SignedIn { user_name: String },
///     #[track(event = "profile_completed")]
///     ProfileCompleted,
///     Used(FeatureUsed), // an event of its own
/// }
///
/// #[derive(TrackEvent)]
/// #[track(event = "feature_used")]
/// struct FeatureUsed {
///     feature_name: String,
/// }
///
/// let event = Activity::Used(FeatureUsed { feature_name: "export".into() });
/// assert_eq!(event.event_name(), "feature_used");
/// ```
///
/// A variant that names its event and wraps one value has the fields of that value's type, as by `flatten`.
#[proc_macro_derive(TrackEvent, attributes(track))]
pub fn derive_track_event(input: TokenStream) -> TokenStream {
    expand_track_event(parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct's fields a part of events: an object of its own inside of one, or with `#[track(flatten)]` properties
/// beside the others.
///
/// ```
/// use thrive_core::{TrackEvent, TrackFields};
///
/// #[derive(TrackFields)]
/// struct Campaign {
///     #[track(property = "utm_source")]
///     source: String,
///     #[track(property = "utm_medium")]
///     medium: Option<String>,
/// }
///
/// #[derive(TrackEvent)]
/// #[track(event = "page_visit")]
/// struct PageVisit {
///     page_url: String,
///     #[track(flatten)]
///     campaign: Campaign,
/// }
/// ```
///
/// Every field is a property of its own name, unless it says otherwise. What a schema asks of them is checked at the event
/// that they become part of. Which that is the struct does not know, so `None` is left out: a member that is required and
/// may be null is an `Option` with `#[track(null)]`.
///
/// | on | attribute | meaning |
/// |---|---|---|
/// | struct | `rename_all = ".."`, `serde`, `crate = path` | as for [`TrackEvent`](macro@TrackEvent) |
/// | field | `property = ".."` | its name; a named field may stand beside what the schema lists, as may one with `property` alone |
/// | field | `flatten`, `json`, `null`, `personal`, `hashed`, `skip` | as for [`TrackEvent`](macro@TrackEvent) |
#[proc_macro_derive(TrackFields, attributes(track))]
pub fn derive_track_fields(input: TokenStream) -> TokenStream {
    expand_track_fields(parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a type of your own a value that an event can carry.
///
/// A struct around one value is that value: of the same kind, and an id or a time where that is one. An enum whose
/// variants hold nothing is a string: each variant's name in snake_case, unless it says otherwise. Where a schema lists
/// the values of a property, every variant has to be one of them.
///
/// ```
/// use thrive_core::{TrackEvent, TrackValue};
///
/// #[derive(TrackValue)]
/// struct UserId(u64);
///
/// #[derive(TrackValue)]
/// enum FeatureType {
///     Core,
///     Sticky,
///     #[track(rename = "add-on")]
///     Extra,
/// }
///
/// #[derive(TrackEvent)]
/// #[track(event = "feature_used")]
/// struct Used {
///     feature_name: &'static str,
///     feature_type: FeatureType,
///     #[track(user_id)]
///     user: UserId,
/// }
///
/// let used = Used { feature_name: "export", feature_type: FeatureType::Extra, user: UserId(7) };
/// let json = used.within("account-1").to_json()?;
/// assert!(json.contains(r#""feature_type":"add-on""#));
/// assert!(json.contains(r#""user_id":"7""#));
/// # let _ = (FeatureType::Core, FeatureType::Sticky);
/// # Ok::<(), thrive_core::TrackError>(())
/// ```
///
/// | on | attribute | meaning |
/// |---|---|---|
/// | enum | `rename_all = ".."` | the names of variants, by one of serde's eight rules |
/// | variant | `rename = ".."` | its name |
/// | enum or struct | `serde` | `#[serde(rename, rename_all)]` hold here, too |
/// | enum or struct | `crate = path` | as for [`TrackEvent`](macro@TrackEvent) |
#[proc_macro_derive(TrackValue, attributes(track))]
pub fn derive_track_value(input: TokenStream) -> TokenStream {
    value::expand_track_value(parse_macro_input!(input as DeriveInput)).into()
}

/// Asserts, in a test, that a type of this program implements every event of the team's own plan; otherwise it panics with
/// the names of those that none does. `assert_plan_covered!(plan = "path")` names the plan.
///
/// Needs the feature `registry` of `thrive-core`. A type counts that is linked into the test: call it from the crate
/// that has the events, or use one of their types in it. An event whose type is generic is not known to the registry.
#[cfg(feature = "registry")]
#[proc_macro]
pub fn assert_plan_covered(input: TokenStream) -> TokenStream {
    covered::expand_assert_plan_covered(input.into()).into()
}

fn expand_track_event(input: DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::new();
    let input = input::Input::read(input, &mut errors);
    let checked = check::check(input, &mut errors);
    let mut tokens = expand::expand(&checked);
    tokens.extend(errors.into_tokens());
    tokens
}

fn expand_track_fields(input: DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::new();
    let checked = fields::check(input, &mut errors);
    let mut tokens = expand::expand_fields(&checked);
    tokens.extend(errors.into_tokens());
    tokens
}
