//! A struct around one value.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DataStruct, DeriveInput, Member, Path, parse_quote};

use crate::attr::item::{Items, Place, items, once};
use crate::attr::keyword::{CRATE, RENAME_ALL, SERDE};
use crate::errors::Errors;
use crate::input::default_crate;
use crate::tokens::Tokens;

static STRUCT: Place = Place {
    noun: "newtype",
    keywords: &[CRATE],
    elsewhere: &[("a field-less enum", &[RENAME_ALL, SERDE])],
    habits: &[],
};

pub(super) fn expand(input: &DeriveInput, data: &DataStruct, errors: &mut Errors) -> TokenStream {
    let krate = read_crate(input, errors);
    refuse_attributes_of_fields(data, errors);
    let mut fields = data.fields.iter().zip(data.fields.members());
    let (first, others) = (fields.next(), fields.count());
    if first.is_none() || others > 0 {
        let advice = if others > 0 {
            "derive `TrackFields` for a struct of several fields"
        } else {
            "give it a field, or remove the derive"
        };
        errors.at(input.ident.span(), format!("`TrackValue` goes on a struct around exactly one value: {advice}"));
    }
    // What was refused is still a value, so that nothing follows from it where it is a field.
    match first {
        Some((field, member)) => delegate(input, &krate, &Tokens::of(&field.ty), &member),
        None => refused(input, &krate),
    }
}

/// A value of no kind in particular.
pub(super) fn refused(input: &DeriveInput, krate: &Path) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::TrackValue for #ident #type_generics #where_clause {
            type Kind = <::core::primitive::str as #krate::TrackValue>::Kind;
            type Presence = <::core::primitive::str as #krate::TrackValue>::Presence;

            fn encode(&self, _: &mut #krate::__private_v0_1::Writer) {}
        }
    }
}

fn read_crate(input: &DeriveInput, errors: &mut Errors) -> Path {
    let Items { items, .. } = items(&input.attrs, errors);
    let mut krate = None;
    for item in items {
        if let Some(CRATE) = item.keyword(&STRUCT, errors) {
            let path = item.path(errors);
            once(&mut krate, path, &item, errors);
        }
    }
    krate.unwrap_or_else(default_crate)
}

fn refuse_attributes_of_fields(data: &DataStruct, errors: &mut Errors) {
    let attributes = data.fields.iter().flat_map(|field| &field.attrs);
    for attribute in attributes.filter(|attribute| attribute.path().is_ident("track")) {
        let message = "the value inside takes no attributes: they go on the fields that are of this type";
        errors.on(attribute, message);
    }
}

/// Whatever the value inside does.
fn delegate(input: &DeriveInput, krate: &Path, ty: &Tokens, member: &Member) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let mut bounded = generics.clone();
    if ty.mention_type(generics) {
        bounded.make_where_clause().predicates.push(parse_quote!(#ty: #krate::TrackValue));
    }
    let (impl_generics, _, where_clause) = bounded.split_for_impl();
    let (_, type_generics, _) = generics.split_for_impl();
    let [kind, presence, encode, is_absent, is_left_out, moment] =
        ["Kind", "Presence", "encode", "is_absent", "is_left_out", "moment"].map(|item| item_of(ty, krate, item));
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private_v0_1 as __thrive;
            #[automatically_derived]
            impl #impl_generics #krate::TrackValue for #ident #type_generics #where_clause {
                type Kind = #kind;
                type Presence = #presence;

                fn encode(&self, __out: &mut __thrive::Writer) {
                    #encode(&self.#member, __out)
                }

                fn is_absent(&self) -> bool {
                    #is_absent(&self.#member)
                }

                fn is_left_out(&self) -> bool {
                    #is_left_out(&self.#member)
                }

                fn moment(&self) -> ::core::option::Option<__thrive::Timestamp> {
                    #moment(&self.#member)
                }
            }
        };
    }
}

/// `<ty as TrackValue>::item`, all of it where the type stands, so that a type that is no value is one mistake.
fn item_of(ty: &Tokens, krate: &Path, item: &str) -> TokenStream {
    let (first, last) = ty.ends();
    let item = Ident::new(item, last);
    quote_spanned!(first=> <#ty as #krate::TrackValue>::#item)
}
