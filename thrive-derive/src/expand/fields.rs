//! The code of a struct whose fields become part of an event.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use thrive_plan::Kind;

use super::Function;
use super::body::{Access, Arguments, Body, Bound, Call};
use super::names::Names;
use super::rule::probe;
use crate::check::Presence;
use crate::fields::{Checked, Member, What};
use crate::tokens::{Tokens, block, call_at};

pub(crate) fn expand_fields(checked: &Checked) -> TokenStream {
    let Checked { ident, generics, krate, members } = checked;
    let types = members.iter().map(|member| &member.place.ty);
    let names = Names::new(ident, generics, types, members.iter().filter_map(Member::name));
    let access = Access::Field(format_ident!("__fields"));
    let mut body = Body::new(ident, generics, &names, &access);
    let (_, type_generics, _) = generics.split_for_impl();
    let whole = quote!(#ident #type_generics);
    for member in members {
        call(&mut body, member, &whole, &names);
    }
    let (calls, mut bounds) = body.finish();
    // What a value is must be known to list it, where it depends on a type parameter.
    bounds.extend(members.iter().filter(|member| matches!(member.what, What::Value(_))).filter_map(|member| {
        let ty = member.place.ty.without_self(ident, generics);
        let check = quote!(__thrive::TrackValue);
        ty.mention_type(generics).then(|| Bound { ty, check, lead: None, names: Vec::new() })
    }));
    let function =
        Function { name: "__write_fields", receiver: "__fields", ident, generics, names: &names, bounds: &bounds };
    let (plan, outer, write) = function.expand(block(calls));
    let (outer_generics, _, outer_where) = outer.split_for_impl();
    let shapes = members.iter().map(shape);
    let distinct = distinct(checked);
    let name = ident.to_string();
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private_v0_1 as __thrive;
            use __thrive::NoShape as _;
            #plan
            #[automatically_derived]
            impl #outer_generics #krate::TrackFields for #whole #outer_where {
                const NAME: &'static ::core::primitive::str = #name;
                const FIELDS: &'static [__thrive::FieldShape] = &[#(#shapes),*];

                fn __write_fields(&self, __out: &mut __thrive::Encoder<'_>) #write
            }
            #[automatically_derived]
            impl #outer_generics #krate::TrackValue for #whole #outer_where {
                type Kind = __thrive::Fields<#whole>;
                type Presence = __thrive::Always;

                fn encode(&self, __out: &mut __thrive::Writer) {
                    __thrive::encode_fields(self, __out)
                }
            }
            #distinct
        };
    }
}

fn call(body: &mut Body<'_>, member: &Member, whole: &TokenStream, names: &Names) {
    let presence = if member.null { Presence::OrNull } else { Presence::IfGiven };
    let method = if member.null { "write_or_null" } else { "write" };
    let identifiers = |name: &str| names.get(name).cloned().into_iter().collect();
    let lead = Some(whole.clone());
    match &member.what {
        What::Flattened => body.flattened(&member.place, whole.clone()),
        What::Value(name) => {
            let arguments = Arguments { method, key: Some(name), form: None };
            body.call(&member.place, "FieldValue", lead, identifiers(name), arguments);
        }
        What::Hashed(name) => {
            let arguments = Arguments { method, key: Some(name), form: None };
            body.call(&member.place, "OptionalHashedValue", lead, identifiers(name), arguments);
        }
        What::Json(name) => {
            let json = Call::json(Kind::Any, presence);
            let arguments = Arguments { method: json.method, key: Some(name), form: json.form };
            body.call(&member.place, json.check, lead, identifiers(name), arguments);
        }
    }
}

/// No flattened type may bring a name that the struct has already. What they bring, only the compiler knows.
fn distinct(checked: &Checked) -> Option<TokenStream> {
    let Checked { ident, generics, members, .. } = checked;
    let flattened = members.iter().filter(|member| matches!(member.what, What::Flattened));
    let shapes: Vec<_> = flattened.map(|member| probe(ident, generics, &member.place.ty, "FLATTENED")).collect();
    let direct = members.iter().filter_map(Member::name);
    let what = ident.to_string();
    let check = call_at(&Tokens::of(ident), "distinct", quote!(&[#(#shapes),*], #what, &[#(#direct),*]));
    (!shapes.is_empty()).then(|| quote!(const _: () = #check;))
}

/// How the field looks to the event that it becomes part of.
fn shape(member: &Member) -> TokenStream {
    // Inside of the impl, lifetimes and type parameters are known.
    let ty = &member.place.ty;
    let mut shape = match &member.what {
        What::Value(name) => quote!(__thrive::FieldShape::new(#name, __thrive::Probe::<#ty>::FIELD)),
        What::Hashed(name) => quote!(__thrive::FieldShape::hashed(#name, __thrive::Probe::<#ty>::FIELD)),
        What::Json(name) => quote!(__thrive::FieldShape::json(#name)),
        What::Flattened => quote!(__thrive::FieldShape::flattened(__thrive::Probe::<#ty>::FIELD)),
    };
    for (given, word) in [(member.null, "or_null"), (member.explicit, "explicit"), (member.personal, "declared")] {
        let word = format_ident!("{word}");
        if given {
            shape.extend(quote!(.#word()));
        }
    }
    shape.to_token_stream()
}
