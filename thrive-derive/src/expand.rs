//! The code of an event that was checked. Cannot fail: after a mistake it is the same code without what was at fault,
//! which keeps follow-on errors away and lets the compiler check the kinds of the rest.

mod body;
mod fields;
mod names;
mod registry;
mod rule;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{GenericParam, Generics, Member, parse_quote};

use crate::check::{Arm, Checked, Event, Place, Role};
use crate::tokens::{Tokens, all_at, block};
use body::{Access, Body, Bound};
use names::Names;

pub(crate) use body::json_string;
pub(crate) use fields::expand_fields;

pub(crate) fn expand(checked: &Checked) -> TokenStream {
    let Checked { ident, generics, krate, watched, .. } = checked;
    let names = Names::of(checked);
    let mut bounds = Vec::new();
    let arms: Vec<ArmCode> = checked.arms.iter().map(|arm| arm_code(checked, arm, &names, &mut bounds)).collect();
    let (mut encoding, mut naming) = (Vec::new(), Vec::new());
    for ArmCode { pattern, calls, name_pattern, name } in arms {
        encoding.push((pattern, calls));
        naming.push((name_pattern, name));
    }
    let calls = dispatch(checked, "__event", encoding);
    let event_name = dispatch(checked, "self", naming);

    let function = Function { name: "__encode", receiver: "__event", ident, generics, names: &names, bounds: &bounds };
    let (plan, outer, encode) = function.expand(calls);
    let (outer_generics, _, outer_where) = outer.split_for_impl();
    let (_, type_generics, _) = generics.split_for_impl();
    let user = role(checked, |event| &event.user, "User");
    let group = role(checked, |event| &event.group, "Group");
    let variants = variants(checked);
    let checks = rule::checks(checked);
    let deprecated = checked.events().map(deprecated);
    let registered = registry::register(checked);
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private_v0_1 as __thrive;
            #plan
            #variants
            #[automatically_derived]
            impl #outer_generics #krate::TrackEvent for #ident #type_generics #outer_where {
                type User = #user;
                type Group = #group;

                fn event_name(&self) -> &'static str #event_name

                fn __encode(&self, __out: &mut __thrive::Encoder<'_>) #encode
            }
            #checks
            #registered
            #watched
        };
        #(#deprecated)*
    }
}

/// What a struct does, or an enum in one of its variants.
struct ArmCode {
    pattern: TokenStream,
    calls: TokenStream,
    name_pattern: TokenStream,
    name: TokenStream,
}

fn arm_code(checked: &Checked, arm: &Arm, names: &Names, bounds: &mut Vec<Bound>) -> ArmCode {
    let Checked { ident, generics, krate, is_enum, .. } = checked;
    match arm {
        Arm::Event(event) => {
            let access = if *is_enum { Access::Bound } else { Access::Field(format_ident!("__event")) };
            let mut body = Body::new(ident, generics, names, &access);
            body.event(event);
            let (calls, mut open) = body.finish();
            bounds.append(&mut open);
            let name = event.name.to_token_stream();
            if !is_enum {
                return ArmCode { pattern: TokenStream::new(), calls, name_pattern: TokenStream::new(), name };
            }
            let variant = &event.ident;
            let members: BTreeSet<MemberKey<'_>> =
                event.places().into_iter().map(|place| MemberKey(&place.member)).collect();
            let bindings = members.iter().map(|MemberKey(member)| {
                let binding = body::binding(member);
                quote!(#member: #binding,)
            });
            ArmCode {
                pattern: quote!(#ident::#variant { #(#bindings)* .. }),
                calls,
                name_pattern: quote!(#ident::#variant { .. }),
                name,
            }
        }
        Arm::Inner { variant, place } => {
            let ty = place.ty.without_self(ident, generics);
            if let Some(bound) = Bound::of_event(&ty, generics, krate) {
                bounds.push(bound);
            }
            let binding = body::binding(&place.member);
            let pattern = quote!(#ident::#variant(#binding));
            ArmCode {
                calls: all_at(&ty, quote!(<#ty as #krate::TrackEvent>::__encode(#binding, __out);)),
                name: all_at(&ty, quote!(<#ty as #krate::TrackEvent>::event_name(#binding))),
                name_pattern: pattern.clone(),
                pattern,
            }
        }
    }
}

/// Members in a fixed order, each once.
#[derive(PartialEq, Eq)]
struct MemberKey<'a>(&'a Member);

impl MemberKey<'_> {
    fn text(&self) -> String {
        self.0.to_token_stream().to_string()
    }
}

impl Ord for MemberKey<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text().cmp(&other.text())
    }
}

impl PartialOrd for MemberKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What a struct does, or a `match` over what the variants do.
fn dispatch(checked: &Checked, value: &str, mut arms: Vec<(TokenStream, TokenStream)>) -> TokenTree {
    let value = Ident::new(value, Span::call_site());
    if checked.is_enum {
        let arms = arms.into_iter().map(|(pattern, body)| {
            let body = block(body);
            quote!(#pattern => #body)
        });
        let value = if checked.arms.is_empty() { quote!(*#value) } else { value.to_token_stream() };
        return block(quote!(match #value { #(#arms)* }));
    }
    // There is one, but for a union, which was refused.
    block(arms.pop().map_or_else(|| quote!(::core::unimplemented!()), |(_, body)| body))
}

/// A function inside of a method, whose type parameters carry the names of events and properties: that is how the
/// compiler prints them bare. Outside, only what depends on a type parameter of the type is still open and needs a name.
struct Function<'a> {
    name: &'static str,
    receiver: &'static str,
    ident: &'a Ident,
    generics: &'a Generics,
    names: &'a Names,
    bounds: &'a [Bound],
}

impl Function<'_> {
    /// The module of open names, the generics of the impl, and the method's body.
    fn expand(&self, calls: TokenTree) -> (Option<TokenStream>, Generics, TokenTree) {
        let Function { ident, generics, names, bounds, .. } = self;
        let (name, receiver) = (format_ident!("{}", self.name), format_ident!("{}", self.receiver));
        let mut inner = generics_without_self(ident, generics);
        inner.params.extend(names.all().map(|name| GenericParam::Type(name.clone().into())));
        let mut outer = (*generics).clone();
        let open: BTreeSet<&Ident> = bounds.iter().flat_map(|bound| &bound.names).collect();
        for Bound { ty, check, lead, names } in *bounds {
            inner.make_where_clause().predicates.push(parse_quote!(#ty: #check<#lead #(#names),*>));
            outer.make_where_clause().predicates.push(parse_quote!(#ty: #check<#lead #(__plan::#names),*>));
        }
        let plan = (!open.is_empty()).then(|| quote!(mod __plan { #(pub enum #open {})* }));
        let own = generics.params.iter().filter_map(|parameter| match parameter {
            GenericParam::Lifetime(_) => None,
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
        });
        let chosen = names.all().map(|name| if open.contains(name) { quote!(__plan::#name) } else { quote!(()) });
        let arguments = own.map(ToTokens::to_token_stream).chain(chosen);
        let (inner_generics, _, inner_where) = inner.split_for_impl();
        let (_, type_generics, _) = generics.split_for_impl();
        let body = quote! {
            fn #name #inner_generics (
                #receiver: &#ident #type_generics,
                __out: &mut __thrive::Encoder<'_>,
            ) #inner_where #calls
            #name::<#(#arguments),*>(self, __out)
        };
        (plan, outer, block(body))
    }
}

/// The type's generics for a function of its own.
fn generics_without_self(ident: &Ident, generics: &Generics) -> Generics {
    let (params, predicates) = (Tokens::of(generics), Tokens::of(&generics.where_clause));
    if !params.mention("Self") && !predicates.mention("Self") {
        return generics.clone();
    }
    let without_self = |written: &Tokens| written.without_self(ident, generics).to_token_stream();
    let replaced = syn::parse2::<Generics>(without_self(&params))
        .and_then(|inner| Ok(Generics { where_clause: syn::parse2(without_self(&predicates))?, ..inner }));
    // What syn printed it can read; if not, the compiler will have something to say.
    replaced.unwrap_or_else(|_| generics.clone())
}

/// Who is named by the type itself: of an enum, by every variant.
fn role(checked: &Checked, role: impl Fn(&Event) -> &Role, associated: &str) -> TokenStream {
    let mut own = "Present";
    for event in checked.events() {
        own = match (own, role(event)) {
            ("Missing", _) | (_, Role::Missing) => "Missing",
            ("Optional", _) | (_, Role::NotNeeded) => "Optional",
            (_, Role::Field(_) | Role::Unknown) => "Present",
        };
    }
    let own = format_ident!("{own}");
    let own = match lacking(checked, &role).as_slice() {
        [] => quote!(__thrive::#own),
        [variant] => quote!(__thrive::MissingIn<__variant::#variant>),
        variants => quote!(__thrive::MissingIn<(#(__variant::#variants),*)>),
    };
    let krate = &checked.krate;
    let associated = format_ident!("{associated}");
    checked.arms.iter().fold(own, |all, arm| match arm {
        Arm::Event(_) => all,
        Arm::Inner { place: Place { ty, .. }, .. } => {
            // Where the calls are, too, so that the compiler takes the same error for one.
            all_at(ty, quote!(<#all as __thrive::And<<#ty as #krate::TrackEvent>::#associated, #ty>>::Output))
        }
    })
}

/// The variants that lack what others have, or may have. Where all lack it, none is to blame.
fn lacking<'a>(checked: &'a Checked, role: &impl Fn(&Event) -> &Role) -> Vec<&'a Ident> {
    let lacks = |event: &&Event| matches!(role(event), Role::Missing);
    let variants: Vec<&Ident> = checked.events().filter(lacks).map(|event| &event.ident).collect();
    if variants.len() < checked.arms.len() { variants } else { Vec::new() }
}

/// A type for each variant that lacks a role, for the compiler to name and to point at: it stands where the variant does.
fn variants(checked: &Checked) -> Option<TokenStream> {
    let mut lacking_one: Vec<&Ident> = lacking(checked, &|event: &Event| &event.user);
    for variant in lacking(checked, &|event: &Event| &event.group) {
        if !lacking_one.contains(&variant) {
            lacking_one.push(variant);
        }
    }
    let types = lacking_one.iter().map(|variant| {
        // Generated code for the lints, which may ask of the user's own what this is not.
        let span = Span::call_site().located_at(variant.span());
        let mut name = (*variant).clone();
        name.set_span(span);
        quote_spanned!(span=> pub enum #name {})
    });
    (!lacking_one.is_empty()).then(|| quote!(mod __variant { #(#types)* }))
}

/// A warning where the event is named: the use of something deprecated that bears the event's name.
fn deprecated(event: &Event) -> Option<TokenStream> {
    let (instead, span) = event.deprecated.as_ref()?;
    let name = Ident::new(&names::identifier(&event.name, |_| false).to_string(), *span);
    Some(quote_spanned! {*span=>
        #[allow(non_upper_case_globals)]
        const _: () = {
            #[deprecated(note = #instead)]
            const #name: () = ();
            #name
        };
    })
}

#[cfg(test)]
mod tests;
