//! Every derived event of the program, for those who want to know what it sends. Needs the feature `registry`.
//!
//! ```
//! for event in thrive_core::registry::events() {
//!     println!("{} is sent by {}", event.name(), event.type_name());
//!     for property in event.properties().iter().filter(|property| property.is_personal()) {
//!         println!("- {}, {}, is personal data", property.name(), property.kind());
//!     }
//! }
//! ```
//!
//! The derive enters each event type while the program is linked, so that the list is complete before `main` and costs
//! nothing until it is asked for. A type is listed that is linked: a crate of which nothing is used is not. A type with
//! type parameters is not listed, since what it sends depends on them.

mod plan;
mod property;

pub use property::PropertyInfo;

use crate::value::shape::FieldShape;

/// What an event's type says of itself.
pub struct EventInfo {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub type_name: &'static str,
    #[doc(hidden)]
    pub description: &'static str,
    #[doc(hidden)]
    pub custom: bool,
    #[doc(hidden)]
    pub properties: &'static [FieldShape],
    #[doc(hidden)]
    pub context: &'static [FieldShape],
    /// Whether the type itself names the user.
    #[doc(hidden)]
    pub user: bool,
    /// Whether the event must be within a group, if it can be.
    #[doc(hidden)]
    pub group: Option<bool>,
}

inventory::collect!(EventInfo);

impl EventInfo {
    /// The event's name on the wire, such as `account_created`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The path of the type that is the event; of an enum's variant, with the variant's name at its end.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// What the type's documentation says; empty where it has none.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// Whether the type is its own schema: `#[track(custom)]`.
    pub fn is_custom(&self) -> bool {
        self.custom
    }

    /// Whether the type itself says which user did it, so that a call need not.
    pub fn names_user(&self) -> bool {
        self.user
    }

    /// What the type sends as `properties`, in that order; the fields of a flattened type stand among them.
    pub fn properties(&self) -> Vec<PropertyInfo> {
        property::flat(self.properties)
    }

    /// What the type sends as `context` beside the group.
    pub fn context(&self) -> Vec<PropertyInfo> {
        property::flat(self.context)
    }
}

impl std::fmt::Debug for EventInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventInfo")
            .field("name", &self.name)
            .field("type_name", &self.type_name)
            .finish_non_exhaustive()
    }
}

/// Every event type of the program, by the name of its event. Several types may be one event.
pub fn events() -> impl Iterator<Item = &'static EventInfo> {
    let mut events: Vec<&EventInfo> = inventory::iter::<EventInfo>.into_iter().collect();
    events.sort_by_key(|event| (event.name, event.type_name));
    events.into_iter()
}

/// The events of the program as the text of a plan, `tracking/plan.json`: what was written code first can be agreed on,
/// and from then on be checked.
///
/// It says what the types say: names, kinds, what is always there. Where several types are one event, a property that
/// only some have is optional, and one whose kinds differ may be of any. Nothing is said of values that only run time
/// knows.
///
/// ```
/// let plan = thrive_core::registry::plan_json();
/// assert!(plan.starts_with("{\n  \"events\": {"));
/// ```
pub fn plan_json() -> String {
    plan::json(events())
}

/// What [`assert_plan_covered`](crate::assert_plan_covered) calls with the names of the plan's events.
#[doc(hidden)]
#[track_caller]
#[expect(clippy::panic, reason = "it is an assertion of a test")]
pub fn __assert_covered(names: &[&str]) {
    let message = uncovered(names, events());
    if !message.is_empty() {
        panic!("{message}");
    }
}

fn uncovered<'a>(names: &[&str], events: impl Iterator<Item = &'a EventInfo>) -> String {
    let known: Vec<&str> = events.map(EventInfo::name).collect();
    let missing: Vec<&str> = names.iter().copied().filter(|name| !known.contains(name)).collect();
    match missing.as_slice() {
        [] => String::new(),
        missing => format!(
            "no type of this program is one of these events of the plan:\n- {}\nderive `TrackEvent` on a type for each; if \
             there is one, it is not linked here, or has type parameters",
            missing.join("\n- ")
        ),
    }
}

/// Enters an event while the program is linked. Not public API: the derive calls it.
///
/// By `inventory` rather than `linkme`: both work under `#![forbid(unsafe_code)]` on stable and need nothing from the
/// user's crate, and `inventory` brings neither a procedural macro nor syn.
#[doc(hidden)]
#[macro_export]
macro_rules! __thrive_register {
    ($($event:tt)*) => {
        $crate::__private_v0_1::inventory::submit! { $($event)* }
    };
}

#[cfg(test)]
mod tests;
