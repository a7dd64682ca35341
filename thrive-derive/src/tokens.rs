//! What the user's own tokens say, and what they become where they are repeated.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Generics;

pub(crate) fn collect_identifiers(tokens: TokenStream, used: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(used.insert(ident.to_string())),
            TokenTree::Group(group) => collect_identifiers(group.stream(), used),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether a type mentions one of the type parameters, so that only its user can know its kind.
pub(crate) fn mentions_type(ty: &TokenStream, generics: &Generics) -> bool {
    mentions(ty, generics.type_params().map(|parameter| &parameter.ident))
}

/// Whether a type mentions a parameter that a constant beside the type cannot.
pub(crate) fn mentions_type_or_const(ty: &TokenStream, generics: &Generics) -> bool {
    let constants = generics.const_params().map(|parameter| &parameter.ident);
    mentions(ty, generics.type_params().map(|parameter| &parameter.ident).chain(constants))
}

fn mentions<'a>(ty: &TokenStream, mut parameters: impl Iterator<Item = &'a Ident>) -> bool {
    let mut used = BTreeSet::new();
    collect_identifiers(ty.clone(), &mut used);
    parameters.any(|parameter| used.contains(&parameter.to_string()))
}

/// What the user wrote, for a place where `Self` no longer means the type.
pub(crate) fn without_self(tokens: TokenStream, ident: &Ident, generics: &Generics) -> TokenStream {
    let (_, type_generics, _) = generics.split_for_impl();
    replace(tokens, &|token| match token {
        TokenTree::Ident(word) if word == "Self" => {
            let ident = Ident::new(&ident.to_string(), word.span());
            Some(quote!(#ident #type_generics))
        }
        _ => None,
    })
}

/// What the user wrote, for a place that knows none of the type's lifetimes.
pub(crate) fn with_static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let mut changed = TokenStream::new();
    for token in tokens {
        let replaced = match token {
            TokenTree::Ident(name) if after_quote => TokenTree::Ident(Ident::new("static", name.span())),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_static_lifetimes(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        };
        after_quote = matches!(&replaced, TokenTree::Punct(punct) if punct.as_char() == '\'');
        changed.extend([replaced]);
    }
    changed
}

fn replace(tokens: TokenStream, with: &impl Fn(&TokenTree) -> Option<TokenStream>) -> TokenStream {
    let one = |token: TokenTree| match (with(&token), token) {
        (Some(replaced), _) => replaced,
        (None, TokenTree::Group(group)) => {
            let mut inner = Group::new(group.delimiter(), replace(group.stream(), with));
            inner.set_span(group.span());
            TokenTree::Group(inner).to_token_stream()
        }
        (None, other) => other.to_token_stream(),
    };
    tokens.into_iter().flat_map(one).collect()
}

/// A call that the compiler underlines as if it stood where `tokens` do, from their first to their last.
pub(crate) fn call_at(tokens: &TokenStream, function: &str, arguments: TokenStream) -> TokenStream {
    let mut spans = tokens.clone().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    let function = Ident::new(function, first);
    let mut arguments = Group::new(proc_macro2::Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote::quote_spanned!(first=> __thrive::#function #arguments)
}

/// The same code, of which the compiler says that all of it stands where `place` begins.
pub(crate) fn all_at(place: &TokenStream, code: TokenStream) -> TokenStream {
    let span = place.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    respan(code, span)
}

fn respan(code: TokenStream, span: Span) -> TokenStream {
    let one = |token| {
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), respan(group.stream(), span)).into(),
            other => other,
        };
        token.set_span(span);
        token
    };
    code.into_iter().map(one).collect()
}
