//! The code of an event that was checked. Cannot fail: after a mistake it is the same code without what was at fault,
//! which keeps follow-on errors away and lets the compiler check the kinds of the rest.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericParam, Generics, parse_quote};
use thrive_plan::Kind;

use crate::check::{Checked, Form, Place, Role, Written};

pub(crate) fn expand(event: &Checked) -> TokenStream {
    let Checked { ident, krate, event: name, .. } = event;
    let names = Names::of(event);
    let Body { calls, bounds, .. } = Body::of(event, &names);

    // Inside, the names are type parameters, which is how the compiler prints them bare. Outside, only what depends on
    // a type parameter of the struct is still open and needs a name.
    let mut inner = generics_without_self(event);
    inner.params.extend(names.all().map(|name| -> GenericParam { parse_quote!(#name) }));
    let mut outer = event.generics.clone();
    let open: BTreeSet<&Ident> = bounds.iter().flat_map(|bound| &bound.names).collect();
    for Bound { ty, check, names } in &bounds {
        inner.make_where_clause().predicates.push(parse_quote!(#ty: __thrive::#check<#(#names),*>));
        outer.make_where_clause().predicates.push(parse_quote!(#ty: __thrive::#check<#(__plan::#names),*>));
    }
    let plan = (!open.is_empty()).then(|| quote!(mod __plan { #(pub enum #open {})* }));
    let own = event.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(parameter) => Some(&parameter.ident),
        GenericParam::Const(parameter) => Some(&parameter.ident),
    });
    let chosen = names.all().map(|name| if open.contains(name) { quote!(__plan::#name) } else { quote!(()) });
    let arguments = own.map(ToTokens::to_token_stream).chain(chosen);

    let (inner_generics, _, inner_where) = inner.split_for_impl();
    let (outer_generics, _, outer_where) = outer.split_for_impl();
    let (_, type_generics, _) = event.generics.split_for_impl();
    let user = presence(&event.user);
    let group = presence(&event.group);
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private_v0_1 as __thrive;
            #plan
            #[automatically_derived]
            impl #outer_generics #krate::TrackEvent for #ident #type_generics #outer_where {
                type User = __thrive::#user;
                type Group = __thrive::#group;

                fn event_name(&self) -> &'static str {
                    #name
                }

                fn __encode(&self, __out: &mut __thrive::Encoder<'_>) {
                    fn __encode #inner_generics (
                        __event: &#ident #type_generics,
                        __out: &mut __thrive::Encoder<'_>,
                    ) #inner_where {
                        #calls
                    }
                    __encode::<#(#arguments),*>(self, __out)
                }
            }
        };
    }
}

/// The identifiers that carry the event's and the properties' names into the compiler's messages.
struct Names {
    of: BTreeMap<String, Ident>,
}

impl Names {
    fn of(event: &Checked) -> Self {
        // A name must not hide one that the struct itself uses: a property `uuid` beside a field of type `uuid::Uuid`.
        let mut used = BTreeSet::new();
        collect_identifiers(event.generics.params.to_token_stream(), &mut used);
        collect_identifiers(event.generics.where_clause.to_token_stream(), &mut used);
        collect_identifiers(event.ident.to_token_stream(), &mut used);
        for place in event.places() {
            collect_identifiers(place.ty.clone(), &mut used);
        }
        let mut of = BTreeMap::new();
        let members = event.properties.iter().chain(&event.context).map(|written| &written.name);
        for name in members.chain([&event.event]) {
            if !of.contains_key(name) {
                let identifier = identifier(name, &used);
                used.insert(identifier.to_string());
                of.insert(name.clone(), identifier);
            }
        }
        Names { of }
    }

    fn all(&self) -> impl Iterator<Item = &Ident> {
        self.of.values()
    }

    fn get(&self, name: &str) -> Option<&Ident> {
        self.of.get(name)
    }
}

fn collect_identifiers(tokens: TokenStream, used: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(used.insert(ident.to_string())),
            TokenTree::Group(group) => collect_identifiers(group.stream(), used),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// A name as an identifier: what none may hold becomes `_`.
fn identifier(name: &str, used: &BTreeSet<String>) -> Ident {
    let mut word: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        word.insert(0, '_');
    }
    loop {
        // The five are no identifiers even in raw form.
        let reserved = matches!(word.as_str(), "_" | "self" | "Self" | "super" | "crate");
        let identifier = (!reserved)
            .then(|| syn::parse_str(&word).unwrap_or_else(|_| Ident::new_raw(&word, Span::call_site())))
            .filter(|identifier: &Ident| !used.contains(&identifier.to_string()));
        match identifier {
            Some(identifier) => return identifier,
            None => word.push('_'),
        }
    }
}

fn presence(role: &Role) -> Ident {
    match role {
        Role::Field(_) | Role::Unknown => format_ident!("Present"),
        Role::Missing => format_ident!("Missing"),
        Role::NotNeeded => format_ident!("Optional"),
    }
}

/// One call a field, in the order of the wire, and what the calls ask of the struct's type parameters.
struct Body<'a> {
    event: &'a Checked,
    names: &'a Names,
    calls: TokenStream,
    bounds: Vec<Bound>,
}

/// `ty: check<names>`
struct Bound {
    ty: TokenStream,
    check: Ident,
    names: Vec<Ident>,
}

impl<'a> Body<'a> {
    fn of(event: &'a Checked, names: &'a Names) -> Self {
        let mut body = Body { event, names, calls: TokenStream::new(), bounds: Vec::new() };
        let prefix = format!("{{\"event_name\":{},\"properties\":", json_string(&event.event));
        body.calls.extend(quote!(__out.event(#prefix);));
        body.members(&event.properties);
        match &event.user {
            Role::Field(place) => body.role(place, "UserId"),
            _ => body.calls.extend(quote!(__out.no_user();)),
        }
        match &event.timestamp {
            Some(place) => body.role(place, "EventTime"),
            None => body.calls.extend(quote!(__out.no_timestamp();)),
        }
        match &event.group {
            Role::Field(place) if event.group_required => body.role(place, "GroupId"),
            Role::Field(place) => body.role(place, "OptionalGroupId"),
            _ => body.calls.extend(quote!(__out.no_group();)),
        }
        body.members(&event.context);
        body.calls.extend(quote!(__out.end();));
        body
    }

    fn members(&mut self, members: &[Written]) {
        for member in members {
            let key = key(&member.name);
            let names = [self.event.event.as_str(), &member.name];
            self.call(&member.place, &member_check(member), &names, Some(quote!(#key,)));
        }
    }

    fn role(&mut self, place: &Place, check: &str) {
        self.call(place, check, &[&self.event.event], None);
    }

    fn call(&mut self, place: &Place, check: &str, names: &[&str], key: Option<TokenStream>) {
        let member = &place.member;
        let check = format_ident!("{check}");
        let names: Vec<Ident> = names.iter().filter_map(|name| self.names.get(name)).cloned().collect();
        let ty = without_self(place.ty.clone(), self.event);
        self.calls.extend(quote!(<#ty as __thrive::#check<#(#names),*>>::write(&__event.#member, #key __out);));
        if mentions_parameter(&ty, &self.event.generics) {
            self.bounds.push(Bound { ty, check, names });
        }
    }
}

/// The trait that a member's type must have.
fn member_check(written: &Written) -> String {
    let kind = match written.form {
        Form::Kind(Kind::String) => "StringValue",
        Form::Kind(Kind::Integer) => "IntegerValue",
        Form::Kind(Kind::Number) => "NumberValue",
        Form::Kind(Kind::Boolean) => "BooleanValue",
        Form::Kind(Kind::DateTime) => "DateTimeValue",
        Form::Kind(Kind::Array) => "ArrayValue",
        Form::Kind(Kind::Object) => "ObjectValue",
        Form::Kind(Kind::Date) => "DateValue",
        Form::Kind(Kind::Uuid) => "UuidValue",
        Form::Kind(Kind::Any) => "AnyValue",
        Form::Any => "AnyValue",
        Form::Id => "IdProperty",
        Form::Time => "TimeProperty",
    };
    // The event's time is always there.
    let always = written.required || written.form == Form::Time;
    format!("{}{kind}", if always { "" } else { "Optional" })
}

/// `,"name":`, with all that the punctuation needs joined while compiling.
fn key(name: &str) -> String {
    format!(",{}:", json_string(name))
}

fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => json.push(plain),
        }
    }
    json.push('"');
    json
}

/// Whether a type mentions one of the struct's type parameters, so that only its user can know its kind.
fn mentions_parameter(ty: &TokenStream, generics: &Generics) -> bool {
    let mut used = BTreeSet::new();
    collect_identifiers(ty.clone(), &mut used);
    generics.type_params().any(|parameter| used.contains(&parameter.ident.to_string()))
}

/// The struct's generics for a function of its own.
fn generics_without_self(event: &Checked) -> Generics {
    let generics = &event.generics;
    let replaced = syn::parse2::<Generics>(without_self(generics.to_token_stream(), event)).and_then(|inner| {
        let where_clause = syn::parse2(without_self(generics.where_clause.to_token_stream(), event))?;
        Ok(Generics { where_clause, ..inner })
    });
    // What syn printed it can read; if not, the compiler will have something to say.
    replaced.unwrap_or_else(|_| generics.clone())
}

/// What the user wrote, for a place where `Self` no longer means the struct.
fn without_self(tokens: TokenStream, event: &Checked) -> TokenStream {
    let (_, type_generics, _) = event.generics.split_for_impl();
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(word) if word == "Self" => {
                let ident = Ident::new(&event.ident.to_string(), word.span());
                quote!(#ident #type_generics)
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_self(group.stream(), event));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
