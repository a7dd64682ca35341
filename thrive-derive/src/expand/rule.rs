//! What const evaluation checks: the values of enums, the inside of arrays and objects, the fields of flattened types.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Generics;
use thrive_plan::{Kind, ObjectSchema, ValueSchema};

use crate::check::{Checked, Event, Owed, Presence, Property};
use crate::tokens::{Tokens, call_at, with_static_lifetimes};

/// One constant a field that needs it. Beside the impl, since a constant in generic code is not always evaluated.
pub(super) fn checks(checked: &Checked) -> Option<TokenStream> {
    let checks: Vec<TokenStream> = checked.events().flat_map(|event| of_event(checked, event)).collect();
    (!checks.is_empty()).then(|| quote!(use __thrive::NoShape as _; #(const _: () = #checks;)*))
}

fn of_event(checked: &Checked, event: &Event) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    for written in event.written() {
        if let Some(value) = &written.nested {
            let field = probe(&checked.ident, &checked.generics, &written.place.ty, "FIELD");
            let ty = written.place.ty.text();
            let member = member(&written.name, written.presence == Presence::Required, value);
            let event = &event.name;
            checks.push(call_at(&written.place.ty, "fits", quote!(#field, #ty, #event, &#member)));
        }
    }
    let flattened = &event.flattened;
    let name = &event.name;
    let direct: Vec<&str> = event.properties.iter().map(Property::name).collect();
    let members = flattened.schema.as_ref().map(members);
    let closed = flattened.schema.as_ref().is_some_and(|schema| schema.closed);
    let declare = flattened.declare_personal;
    for place in &flattened.places {
        let shape = probe(&checked.ident, &checked.generics, &place.ty, "FLATTENED");
        let arguments = match &members {
            Some(members) => quote!(#shape, #name, &#members, #closed, &[#(#direct),*], #declare),
            None => quote!(#shape, #name, &[#(#direct),*]),
        };
        let function = if members.is_some() { "flattens" } else { "flattens_custom" };
        checks.push(call_at(&place.ty, function, arguments));
    }
    if !flattened.places.is_empty() {
        let shapes =
            flattened.places.iter().map(|place| probe(&checked.ident, &checked.generics, &place.ty, "FLATTENED"));
        let ident = event.ident.to_string();
        let owed = flattened.owed.iter().map(|Owed { name, what }| quote!((#name, #what)));
        let arguments = quote!(&[#(#shapes),*], #ident, #name, &[#(#owed),*]);
        checks.push(call_at(&Tokens::of(&event.ident), "complete", arguments));
    }
    checks
}

/// What a type puts on the wire, as a constant.
pub(super) fn probe(ident: &Ident, generics: &Generics, ty: &Tokens, constant: &str) -> TokenStream {
    let ty = with_static_lifetimes(ty.without_self(ident, generics).to_token_stream());
    let constant = format_ident!("{constant}");
    quote!(__thrive::Probe::<#ty>::#constant)
}

fn rule(value: &ValueSchema) -> TokenStream {
    if !value.one_of.is_empty() {
        let values = &value.one_of;
        return quote!(__thrive::Rule::OneOf(&[#(#values),*]));
    }
    if let Some(constant) = &value.constant {
        return quote!(__thrive::Rule::Constant(#constant));
    }
    match value.kind {
        Kind::Any => quote!(__thrive::Rule::Any),
        Kind::String => quote!(__thrive::Rule::String),
        Kind::Integer => quote!(__thrive::Rule::Integer),
        Kind::Number => quote!(__thrive::Rule::Number),
        Kind::Boolean => quote!(__thrive::Rule::Boolean),
        Kind::DateTime => quote!(__thrive::Rule::DateTime),
        Kind::Date => quote!(__thrive::Rule::Date),
        Kind::Uuid => quote!(__thrive::Rule::Uuid),
        Kind::Array => {
            let items = value.items.as_deref().map_or_else(|| asked(&ValueSchema::default()), asked);
            quote!(__thrive::Rule::Array(&#items))
        }
        Kind::Object => {
            let members = value.members.as_ref().map_or_else(|| quote!([]), members);
            let closed = value.members.as_ref().is_some_and(|members| members.closed);
            quote!(__thrive::Rule::Object { members: &#members, closed: #closed })
        }
    }
}

fn asked(value: &ValueSchema) -> TokenStream {
    let rule = rule(value);
    let or_null = is_nullable(value).then(|| quote!(.or_null()));
    quote!(__thrive::Asked::of(#rule)#or_null)
}

fn members(schema: &ObjectSchema) -> TokenStream {
    let members = schema.properties.iter().map(|property| {
        let personal = property.value.personal.then(|| quote!(.personal()));
        let member = member(&property.name, property.required, &property.value);
        quote!(#member #personal)
    });
    quote!([#(#members),*])
}

fn member(name: &str, required: bool, value: &ValueSchema) -> TokenStream {
    let presence = format_ident!("{}", if required { "required" } else { "optional" });
    let rule = rule(value);
    let or_null = is_nullable(value).then(|| quote!(.or_null()));
    quote!(__thrive::MemberRule::#presence(#name, #rule)#or_null)
}

fn is_nullable(value: &ValueSchema) -> bool {
    value.nullable || value.kind == Kind::Any
}
