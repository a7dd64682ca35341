//! What the registry is told of each event, where the feature `registry` asks for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::rule::probe;
use crate::check::{Checked, Event, Form, Presence, Property, Role, Written};

/// One entry an event. What a generic type sends depends on its parameters, so it has none.
pub(super) fn register(checked: &Checked) -> Option<TokenStream> {
    let generic = checked.generics.type_params().next().is_some() || checked.generics.const_params().next().is_some();
    if !cfg!(feature = "registry") || generic {
        return None;
    }
    let entries = checked.events().map(|event| entry(checked, event));
    Some(quote!(const _: () = { use __thrive::NoShape as _; #(#entries)* };))
}

fn entry(checked: &Checked, event: &Event) -> TokenStream {
    let Event { name, description, custom, .. } = event;
    let ident = &checked.ident;
    let path = if checked.is_enum { format!("::{ident}::{}", event.ident) } else { format!("::{ident}") };
    let field = |property: &Property| match property {
        Property::Field(written) => Some(shape(checked, written)),
        Property::Constant { .. } => None,
    };
    let written = event.properties.iter().filter_map(field);
    let flattened = event.flattened.places.iter().map(|place| {
        let field = probe(ident, &checked.generics, &place.ty, "FIELD");
        quote!(__thrive::FieldShape::flattened(#field))
    });
    let context = event.context.iter().filter_map(field);
    let user = matches!(event.user, Role::Field(_));
    let group = match (event.group_required, &event.group) {
        (true, _) => quote!(::core::option::Option::Some(true)),
        (false, Role::Field(_)) => quote!(::core::option::Option::Some(false)),
        (false, _) => quote!(::core::option::Option::None),
    };
    quote! {
        __thrive::register! {
            __thrive::EventInfo {
                name: #name,
                type_name: ::core::concat!(::core::module_path!(), #path),
                description: #description,
                custom: #custom,
                properties: &[#(#written,)* #(#flattened,)*],
                context: &[#(#context),*],
                user: #user,
                group: #group,
            }
        }
    }
}

fn shape(checked: &Checked, written: &Written) -> TokenStream {
    let name = &written.name;
    let field = probe(&checked.ident, &checked.generics, &written.place.ty, "FIELD");
    let shape = match written.form {
        Form::Hashed => quote!(__thrive::FieldShape::hashed(#name, #field)),
        Form::Json(_) => quote!(__thrive::FieldShape::json(#name)),
        _ => quote!(__thrive::FieldShape::new(#name, #field)),
    };
    let or_null = (written.presence == Presence::OrNull).then(|| quote!(.or_null()));
    let explicit = written.unlisted.then(|| quote!(.explicit()));
    let declared = written.personal.then(|| quote!(.declared()));
    quote!(#shape #or_null #explicit #declared)
}
