//! What a few types expand to, as a reader of the code would want to see it.
//!
//! After a change: `UPDATE_SNAPSHOTS=1 cargo test -p thrive-derive`, then read the difference.

use std::path::Path;

use quote::quote;

#[track_caller]
fn assert_snapshot(name: &str, input: proc_macro2::TokenStream) {
    assert_expansion(name, crate::expand_track_event(syn::parse2(input).unwrap()));
}

#[track_caller]
fn assert_expansion(name: &str, expansion: proc_macro2::TokenStream) {
    let actual = prettyplease::unparse(&syn::parse2(expansion).unwrap());
    // What the registry is told stands in the code, too.
    let form = if cfg!(feature = "registry") { "registry.snapshot" } else { "snapshot" };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/expand/{name}.{form}.rs"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, expected, "{} is not what the derive emits", path.display());
}

#[test]
fn an_event_is_one_call_a_field_in_the_order_of_the_wire() {
    assert_snapshot(
        "account",
        quote! {
            #[track(event = "account_created")]
            struct Account {
                #[track(group_id, property = "account_id")]
                id: u64,
                #[track(property = "account_name")]
                name: String,
                #[track(property = "account_domain")]
                domain: Option<String>,
                #[track(user_id)]
                owner: String,
                #[track(timestamp)]
                created_at: jiff::Timestamp,
                #[track(skip)]
                billing_token: String,
            }
        },
    );
}

#[test]
fn what_depends_on_a_type_parameter_becomes_a_bound() {
    assert_snapshot(
        "generic",
        quote! {
            #[track(event = "page_visit", crate = crate::analytics)]
            struct Visit<'a, U, const N: usize = 3>
            where
                U: Clone,
            {
                page_url: &'a U,
                #[track(property)]
                scroll_positions: [u32; N],
                #[track(context)]
                session_id: Option<&'a str>,
            }
        },
    );
}

#[test]
fn a_struct_with_mistakes_still_becomes_an_event_of_what_is_right() {
    assert_snapshot(
        "mistaken",
        quote! {
            #[track(event = "signed_in")]
            struct SignIn {
                user_role: bool,
                password: String,
                #[track(user_id, skip)]
                user: u64,
            }
        },
    );
}

#[test]
fn an_enum_is_a_match_over_the_events_of_its_variants() {
    assert_snapshot(
        "activity",
        quote! {
            enum Activity<E> {
                #[track(event = "signed_in")]
                SignedIn { user_name: String, #[track(user_id)] id: u64, #[track(skip)] token: String },
                #[track(event = "profile_completed")]
                Completed,
                #[track(event = "page_visit")]
                Visited(Visit),
                Other(E),
            }
        },
    );
}

#[test]
fn what_is_inside_of_a_value_is_checked_beside_the_impl() {
    assert_snapshot(
        "feature",
        quote! {
            #[track(event = "feature_used")]
            struct Feature<'a> {
                feature_name: &'a str,
                interface: Option<&'a Interface>,
                #[track(flatten)]
                user: User,
                #[track(json, property)]
                details: serde_json::Value,
                #[track(hashed, property)]
                ip: String,
            }
        },
    );
}

#[test]
fn fields_are_one_call_each_and_say_what_they_are() {
    let input = quote! {
        #[track(rename_all = "camelCase")]
        struct Address<T> {
            city: String,
            #[track(null)]
            street: Option<String>,
            #[track(property = "inhabitants", personal)]
            people: T,
            #[track(flatten)]
            country: Country,
            #[track(hashed)]
            phone: u64,
            #[track(json)]
            rest: Rest,
        }
    };
    assert_expansion("address", crate::expand_track_fields(syn::parse2(input).unwrap()));
}
