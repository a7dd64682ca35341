//! What the derive emits compiles wherever a struct can stand, and warns about nothing.
#![forbid(
    unsafe_code,
    nonstandard_style,
    unused_variables,
    unused_imports,
    missing_debug_implementations,
    clippy::pedantic
)]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]
#![expect(dead_code, reason = "some items are here only to be in the way")]

use std::time::UNIX_EPOCH;

use thrive_core::TrackEvent as _;

fn properties(json: &str) -> &str {
    json.split_once(r#""properties":"#).unwrap().1.split_once(r#","user_id""#).unwrap().0
}

mod shadowed {
    //! Names of the prelude that mean something else here, and names that the expansion uses.

    #[derive(Debug)]
    pub(crate) struct Option;
    #[derive(Debug)]
    pub(crate) struct Result;
    #[derive(Debug)]
    pub(crate) struct String;
    #[derive(Debug)]
    pub(crate) struct Vec;
    pub(crate) enum Some {}
    pub(crate) enum None {}
    pub(crate) enum Ok {}
    pub(crate) enum Err {}
    pub(crate) trait TrackEvent {}
    pub(crate) mod thrive_core {}
    pub(crate) mod std {}
    pub(crate) mod core {}
    #[derive(Debug)]
    pub(crate) struct Encoder;
    pub(crate) const OUT: () = ();

    // A property's name is a type in the expansion; these are names of types that fields use.
    #[derive(Debug, ::thrive_core::TrackEvent)]
    #[track(event = "account_created")]
    pub(crate) struct Event<'a> {
        pub(crate) account_name: &'a str,
        #[track(property)]
        pub(crate) str: &'a str,
        #[track(property)]
        pub(crate) bool: bool,
        #[track(property)]
        pub(crate) account_created: u8,
        #[track(property)]
        pub(crate) r#type: ::std::option::Option<u8>,
        #[track(property = "self")]
        pub(crate) this: u8,
        #[track(property = "2nd-choice ²")]
        pub(crate) second: u8,
        #[track(property = "_")]
        pub(crate) nothing: u8,
    }
}

#[test]
fn a_module_may_shadow_the_prelude_and_name_properties_as_types() {
    let account = shadowed::Event {
        account_name: "Acme",
        str: "s",
        bool: true,
        account_created: 1,
        r#type: std::option::Option::Some(2),
        this: 3,
        second: 4,
        nothing: 5,
    };
    assert_eq!(
        properties(&account.by(1).within(2).to_json().unwrap()),
        r#"{"account_name":"Acme","str":"s","bool":true,"account_created":1,"type":2,"self":3,"2nd-choice ²":4,"_":5}"#
    );
}

mod payment {
    //! Variants that hide those of the prelude.

    use Method::{None, Some};

    #[derive(Debug)]
    pub(crate) enum Method {
        None,
        Some(u8),
    }

    #[derive(Debug, thrive_core::TrackEvent)]
    #[track(event = "profile_completed")]
    #[deprecated = "the expansion does not warn of it once more"]
    pub(crate) struct Paid;

    pub(crate) fn both() -> [Method; 2] {
        [None, Some(1)]
    }
}

#[test]
fn variants_may_be_named_as_those_of_the_prelude() {
    assert_eq!(payment::both().len(), 2);
    #[expect(deprecated, reason = "it is what is tested")]
    let event = payment::Paid;
    assert_eq!(properties(&event.by(1).within(1).to_json().unwrap()), "{}");
}

fn json_of(event: &impl thrive_core::CompleteEvent) -> String {
    event.to_json().unwrap()
}

#[test]
fn code_may_be_generic_over_events() {
    let event = FromMacro { name: "Acme".into(), owner: 7 };
    assert_eq!(properties(&json_of(&event.within(1))), r#"{"account_name":"Acme","owner_id":"7"}"#);
}

macro_rules! event {
    ($name:ident, $event:literal, { $($(#[$attribute:meta])* $field:ident: $type:ty = $wire:literal,)* }) => {
        #[derive(Debug, thrive_core::TrackEvent)]
        #[track(event = $event)]
        struct $name {
            $(#[track(property = $wire)] $(#[$attribute])* $field: $type,)*
        }
    };
}

event!(FromMacro, "account_created", {
    name: std::string::String = "account_name",
    #[track(user_id)]
    owner: u64 = "owner_id",
});

#[test]
fn a_struct_may_come_from_a_macro() {
    let event = FromMacro { name: "Acme".into(), owner: 7 };
    assert_eq!(
        event.within(1).at(UNIX_EPOCH).to_json().unwrap(),
        concat!(
            r#"{"event_name":"account_created","properties":{"account_name":"Acme","owner_id":"7"},"user_id":"7","#,
            r#""timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"1"}}"#,
        )
    );
}

mod renamed {
    pub(crate) use thrive_core as analytics;

    #[derive(Debug, analytics::TrackEvent)]
    #[track(event = "profile_completed", crate = crate::renamed::analytics)]
    pub(crate) struct ByPath;

    #[derive(Debug, analytics::TrackEvent)]
    #[track(event = "profile_completed", crate = "analytics")]
    pub(crate) struct ByText;
}

#[test]
fn the_crate_may_have_another_name() {
    assert_eq!(renamed::ByPath.event_name(), "profile_completed");
    assert_eq!(renamed::ByText.event_name(), "profile_completed");
}

#[derive(Debug, thrive_core::TrackEvent)]
#[track(event = "group_enriched")]
struct Generic<'a, 'b: 'a, N, T: Copy = u8, const LENGTH: usize = 2>
where
    N: Clone,
{
    enrichment_name: N,
    enrichment_industry: Option<&'a N>,
    enrichment_tags: [T; LENGTH],
    #[track(group_id)]
    group: &'b N,
}

#[test]
fn lifetimes_type_and_const_parameters_are_carried_over() {
    let group = String::from("g");
    let event = Generic {
        enrichment_name: String::from("Acme"),
        enrichment_industry: Some(&group),
        enrichment_tags: [1_u8, 2, 3],
        group: &group,
    };
    assert_eq!(
        properties(&event.by("u").to_json().unwrap()),
        r#"{"enrichment_industry":"g","enrichment_name":"Acme","enrichment_tags":[1,2,3]}"#
    );
}

#[derive(Debug, thrive_core::TrackEvent)]
#[track(event = "account_created")]
struct Tuple(#[track(property = "account_name")] &'static str, #[track(skip)] (), #[track(user_id)] u8);

#[test]
fn a_tuple_struct_may_name_its_properties() {
    let event = Tuple("Acme", (), 7);
    let _: () = event.1;
    assert_eq!(properties(&event.within(1).to_json().unwrap()), r#"{"account_name":"Acme"}"#);
}

trait Named {
    type Name;
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "account_created")]
struct SelfNamed<T: Clone>
where
    Self: Named,
{
    account_name: <Self as Named>::Name,
    account_domain: Option<T>,
}

impl<T: Clone> Named for SelfNamed<T> {
    type Name = &'static str;
}

#[test]
fn a_fields_type_may_speak_of_self() {
    let event = SelfNamed { account_name: "Acme", account_domain: Some("acme.com") };
    assert_eq!(
        properties(&event.by(1).within(1).to_json().unwrap()),
        r#"{"account_domain":"acme.com","account_name":"Acme"}"#
    );
}

#[test]
fn a_struct_may_stand_in_a_function() {
    #[derive(Debug, thrive_core::TrackEvent)]
    #[track(event = "profile_completed")]
    struct Local {
        user_role: char,
    }
    assert_eq!(properties(&Local { user_role: 'a' }.by(1).within(1).to_json().unwrap()), r#"{"user_role":"a"}"#);
}
