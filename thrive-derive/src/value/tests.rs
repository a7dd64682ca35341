//! What values expand to, as a reader of the code would want to see it.
//!
//! After a change: `UPDATE_SNAPSHOTS=1 cargo test -p thrive-derive`, then read the difference.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use super::expand_track_value;

fn expansion(input: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(expand_track_value(syn::parse2(input).unwrap())).unwrap())
}

#[track_caller]
fn assert_snapshot(name: &str, input: TokenStream) {
    let actual = expansion(input);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/value/{name}.snapshot.rs"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, expected, "{} is not what the derive emits", path.display());
}

/// The mistakes that are reported, in their order.
fn mistakes(input: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse_str(&expansion(input)).unwrap();
    let message = |item: syn::Item| {
        let syn::Item::Macro(call) = item else { return None };
        Some(call.mac.parse_body::<syn::LitStr>().unwrap().value())
    };
    file.items.into_iter().filter_map(message).collect()
}

/// What the variants are on the wire.
fn values(input: TokenStream) -> Vec<String> {
    let expansion = expansion(input);
    assert!(!expansion.contains("compile_error"), "{expansion}");
    let arms = expansion.lines().filter_map(|line| line.split_once("=> \"\\\"")?.1.strip_suffix("\\\"\","));
    arms.map(str::to_owned).collect()
}

#[test]
fn a_newtype_is_the_value_inside() {
    assert_snapshot(
        "newtype",
        quote!(
            struct UserId(u64);
        ),
    );
}

#[test]
fn a_generic_newtype_asks_that_the_value_inside_is_one() {
    assert_snapshot(
        "generic",
        quote! {
            #[track(crate = crate::analytics)]
            struct Tagged<'a, T: Clone, const N: usize = 2>
            where
                T: 'a,
            {
                value: &'a [T; N],
            }
        },
    );
}

#[test]
fn an_enum_is_the_names_of_its_variants() {
    assert_snapshot(
        "choice",
        quote! {
            enum FeatureType {
                Core = 1,
                Sticky,
                #[track(rename = "add-on")]
                AddOn,
            }
        },
    );
}

#[test]
fn after_a_mistake_a_value_of_what_is_right_is_left() {
    assert_snapshot(
        "mistaken",
        quote! {
            enum Plan {
                Free,
                Custom(String),
                #[track(rename = "free")]
                Trial,
            }
        },
    );
    assert_snapshot(
        "mistaken_unit",
        quote!(
            struct Nothing;
        ),
    );
    assert_snapshot(
        "mistaken_newtype",
        quote!(
            struct Money {
                amount: i64,
                currency: String,
            }
        ),
    );
}

#[test]
fn names_are_snake_case_unless_something_says_otherwise() {
    assert_eq!(
        values(quote!(
            enum E {
                VeryTasty,
                r#Self_,
                B(),
                C {},
            }
        )),
        ["very_tasty", "self_", "b", "c"]
    );
    assert_eq!(
        values(quote!(
            #[track(rename_all = "kebab-case")]
            enum E {
                VeryTasty,
                A,
            }
        )),
        ["very-tasty", "a"]
    );
    assert_eq!(
        values(quote!(
            #[track(rename_all = "UPPERCASE")]
            enum E {
                VeryTasty,
                #[track(rename = "a b")]
                A,
            }
        )),
        ["VERYTASTY", "a b"]
    );
}

#[test]
fn serde_names_variants_only_where_the_enum_says_so() {
    let variants = quote!({ VeryTasty, #[serde(rename = "b!")] B, #[serde(rename = "c!")] #[track(rename = "c?")] C });
    assert_eq!(values(quote!(#[serde(rename_all = "camelCase")] enum E #variants)), ["very_tasty", "b", "c?"]);
    assert_eq!(
        values(quote!(#[track(serde)] #[serde(rename_all = "camelCase")] enum E #variants)),
        ["veryTasty", "b!", "c?"]
    );
    assert_eq!(
        values(quote!(#[track(serde, rename_all = "UPPERCASE")] #[serde(rename_all = "camelCase")] enum E #variants)),
        ["VERYTASTY", "b!", "c?"]
    );
    assert_eq!(values(quote!(#[track(serde)] enum E #variants)), ["very_tasty", "b!", "c?"]);
}

#[test]
fn a_name_is_escaped_for_json_and_not_for_the_schema() {
    let expansion = expansion(quote!(
        enum E {
            #[track(rename = "say \"so\"")]
            A,
        }
    ));
    assert!(expansion.contains(r#"ident: "A","#), "{expansion}");
    assert!(expansion.contains(r#"name: "say \"so\"","#), "{expansion}");
    assert!(expansion.contains(r#"=> "\"say \\\"so\\\"\"""#), "{expansion}");
}

#[test]
fn a_struct_around_other_than_one_value_is_refused() {
    let several = "`TrackValue` goes on a struct around exactly one value: derive `TrackFields` for a struct of several \
                   fields";
    let none = "`TrackValue` goes on a struct around exactly one value: give it a field, or remove the derive";
    assert_eq!(
        mistakes(quote!(
            struct S {
                a: u8,
                b: u8,
            }
        )),
        [several]
    );
    assert_eq!(
        mistakes(quote!(
            struct S<T>(u8, std::marker::PhantomData<T>);
        )),
        [several]
    );
    assert_eq!(
        mistakes(quote!(
            struct S;
        )),
        [none]
    );
    assert_eq!(
        mistakes(quote!(
            struct S {}
        )),
        [none]
    );
    assert_eq!(
        mistakes(quote!(union U { a: u8 })),
        ["a union cannot be a value, as nobody knows which of its fields is there: use an enum"]
    );
}

#[test]
fn every_mistake_of_an_enum_is_reported() {
    assert_eq!(
        mistakes(quote! {
            #[track(rename_al = "camelcase", rename = "x", event = "y")]
            enum E {
                #[track(name = "a")]
                A,
                #[track(rename_all = "lowercase")]
                B,
                #[track(rename)]
                C,
                #[track(rename = "a")]
                D,
                F { value: u8 },
            }
        }),
        [
            "unknown attribute `rename_al`; did you mean `rename_all`?",
            "unknown case `camelcase`; did you mean `camelCase`?",
            "`rename` belongs on each variant, not on the field-less enum",
            "unknown attribute `event`; a field-less enum takes `rename_all`, `serde` and `crate`",
            "unknown attribute `name`; did you mean `rename`?",
            "`rename_all` belongs on the enum, not on the variant",
            "expected a value: `rename = \"..\"`",
            "two variants are `a`: `A` already is",
            "a variant goes out as its name, so it cannot hold a value: remove the value\n\
             - to send the whole as serde writes it: `#[track(json)]` on the field of this type, without `TrackValue`\n\
             - to send its variants as events of their own: derive `TrackEvent`",
        ]
    );
    assert_eq!(
        mistakes(quote!(
            enum E {}
        )),
        ["an enum without variants has no value to send: add a variant, or remove the derive"]
    );
}

#[test]
fn a_variant_that_serde_skips_has_no_name() {
    let skipped = quote!(
        #[track(serde)]
        enum E {
            A,
            #[serde(skip)]
            B,
        }
    );
    assert_eq!(
        mistakes(skipped),
        ["`B` has no name to go out by, as serde skips it: name it by `#[track(rename = \"..\")]`, or remove this"]
    );
    assert!(
        mistakes(quote!(
            enum E {
                A,
                #[serde(skip)]
                B,
            }
        ))
        .is_empty()
    );
    assert!(
        mistakes(quote!(
            #[track(serde)]
            enum E {
                A,
                #[serde(skip)]
                #[track(rename = "b")]
                B,
            }
        ))
        .is_empty()
    );
}

#[test]
fn every_mistake_of_a_newtype_is_reported() {
    assert_eq!(
        mistakes(quote! {
            #[track(rename_all = "lowercase", crat = x)]
            struct S(#[track(rename = "x")] u8);
        }),
        [
            "`rename_all` belongs on a field-less enum, not on the newtype",
            "unknown attribute `crat`; did you mean `crate`?",
            "the value inside takes no attributes: they go on the fields that are of this type",
        ]
    );
}
