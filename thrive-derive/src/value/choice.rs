//! An enum whose variants are names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{DataEnum, DeriveInput, Fields, LitStr, Path, Variant};

use crate::attr::item::{Items, Place, items, once};
use crate::attr::keyword::{CRATE, RENAME_ALL, SERDE};
use crate::attr::rename_all;
use crate::case::Case;
use crate::errors::Errors;
use crate::expand::json_string;
use crate::input::default_crate;
use crate::serde;

const RENAME: &str = "rename";

static ENUM: Place = Place {
    noun: "field-less enum",
    keywords: &[RENAME_ALL, SERDE, CRATE],
    elsewhere: &[("each variant", &[RENAME])],
    habits: &[],
};
static VARIANT: Place = Place {
    noun: "variant",
    keywords: &[RENAME],
    elsewhere: &[("the enum", &[RENAME_ALL, SERDE, CRATE])],
    habits: &[("name", RENAME), ("property", RENAME), ("value", RENAME)],
};

pub(super) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let attrs = EnumAttrs::read(input, errors);
    if data.variants.is_empty() {
        let message = "an enum without variants has no value to send: add a variant, or remove the derive";
        errors.at(input.ident.span(), message);
    }
    let mut choices: Vec<Choice<'_>> = Vec::new();
    for variant in &data.variants {
        let mut choice = Choice::read(variant, &attrs, errors);
        if let Some(other) = choices.iter().find(|other| other.name == choice.name) {
            let (name, other) = (&choice.name, other.ident);
            errors.at(choice.named_at, format!("two variants are `{name}`: `{other}` already is"));
            choice.refused = true;
        }
        choices.push(choice);
    }
    code(input, &attrs.krate, &choices)
}

struct EnumAttrs {
    case: Case,
    serde: bool,
    krate: Path,
}

impl EnumAttrs {
    fn read(input: &DeriveInput, errors: &mut Errors) -> Self {
        let Items { items, .. } = items(&input.attrs, errors);
        let (mut case, mut by_serde, mut krate) = (None, None, None);
        for item in items {
            match item.keyword(&ENUM, errors) {
                Some(RENAME_ALL) => {
                    let rule = rename_all(&item, errors);
                    once(&mut case, rule, &item, errors);
                }
                Some(SERDE) => once(&mut by_serde, item.bare(errors), &item, errors),
                Some(CRATE) => {
                    let path = item.path(errors);
                    once(&mut krate, path, &item, errors);
                }
                _ => {}
            }
        }
        // serde reports its own mistakes.
        let of_serde = || by_serde.and_then(|_| Case::parse(&serde::of(&input.attrs).rename_all?.value()).ok());
        EnumAttrs {
            case: case.or_else(of_serde).unwrap_or(Case::Snake),
            serde: by_serde.is_some(),
            krate: krate.unwrap_or_else(default_crate),
        }
    }
}

/// A variant and what it is on the wire.
struct Choice<'a> {
    ident: &'a Ident,
    name: String,
    /// Where the user typed the name.
    named_at: Span,
    /// Whether it was refused: it then needs no place in a schema.
    refused: bool,
}

impl<'a> Choice<'a> {
    fn read(variant: &'a Variant, attrs: &EnumAttrs, errors: &mut Errors) -> Self {
        let mut given: Option<LitStr> = None;
        for item in items(&variant.attrs, errors).items {
            if let Some(RENAME) = item.keyword(&VARIANT, errors) {
                let name = item.text(errors);
                once(&mut given, name, &item, errors);
            }
        }
        let by_serde = if attrs.serde { serde::of(&variant.attrs) } else { serde::Names::default() };
        let ident = &variant.ident;
        let refused = refuse_fields(&variant.fields, errors);
        if let (Some(skip), None) = (by_serde.skip, &given) {
            let message = format!(
                "`{ident}` has no name to go out by, as serde skips it: name it by `#[track(rename = \"..\")]`, or remove \
                 this"
            );
            errors.at(skip, message);
        }
        match given.or(by_serde.rename) {
            Some(given) => Choice { ident, name: given.value(), named_at: given.span(), refused },
            None => {
                let name = attrs.case.variant(&ident.unraw().to_string());
                Choice { ident, name, named_at: ident.span(), refused }
            }
        }
    }
}

/// A variant is its name, so it cannot hold anything besides.
fn refuse_fields(fields: &Fields, errors: &mut Errors) -> bool {
    let first = fields.iter().next();
    if let Some(field) = first {
        errors.on(
            &field.ty,
            "a variant goes out as its name, so it cannot hold a value: remove the value\n\
             - to send the whole as serde writes it: `#[track(json)]` on the field of this type, without `TrackValue`\n\
             - to send its variants as events of their own: derive `TrackEvent`",
        );
    }
    first.is_some()
}

fn code(input: &DeriveInput, krate: &Path, choices: &[Choice<'_>]) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = ident.unraw().to_string();
    let variants = choices.iter().filter(|choice| !choice.refused).map(|Choice { ident, name, .. }| {
        let ident = ident.to_string();
        quote!(__thrive::Variant { ident: #ident, name: #name })
    });
    let arms = choices.iter().map(|Choice { ident: variant, name, .. }| {
        let json = json_string(name);
        quote!(#ident::#variant { .. } => #json,)
    });
    let encode = if choices.is_empty() {
        quote!(let _ = __out; match *self {})
    } else {
        quote!(__out.raw(match self { #(#arms)* }))
    };
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private_v0_1 as __thrive;
            #[automatically_derived]
            impl #impl_generics __thrive::Choices for #ident #type_generics #where_clause {
                const NAME: &'static ::core::primitive::str = #name;
                const VARIANTS: &'static [__thrive::Variant] = &[#(#variants),*];
            }
            #[automatically_derived]
            impl #impl_generics #krate::TrackValue for #ident #type_generics #where_clause {
                type Kind = __thrive::Choice<#ident #type_generics>;
                type Presence = __thrive::Always;

                fn encode(&self, __out: &mut __thrive::Writer) {
                    #encode
                }
            }
        };
    }
}
