//! What `#[serde(..)]` says about names, for a type that says `#[track(serde)]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Meta, Token, parenthesized, token};

/// What serde's attributes on a type, a variant or a field say of the names that are written.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_all: Option<LitStr>,
    /// Of an enum: the rule for the fields of its variants, where `rename_all` is the one for its variants.
    pub(crate) rename_all_fields: Option<LitStr>,
    /// Where it says that nothing is written.
    pub(crate) skip: Option<Span>,
}

/// Reads serde's attributes. What has no bearing on names is passed over, as is what is malformed: serde reports that.
pub(crate) fn of(attributes: &[Attribute]) -> Names {
    let mut names = Names::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let Meta::List(list) = &attribute.meta else { continue };
        for Item { word, value, inner } in items(list.tokens.clone()) {
            let written = || value.or_else(|| serialized(inner));
            match word.to_string().as_str() {
                "rename" => names.rename = written().or(names.rename),
                "rename_all_fields" => names.rename_all_fields = written().or(names.rename_all_fields),
                "rename_all" => names.rename_all = written().or(names.rename_all),
                "skip" | "skip_serializing" => names.skip = Some(word.span()),
                _ => {}
            }
        }
    }
    names
}

/// The text of `serialize = ".."` in `rename(serialize = "..", deserialize = "..")`.
fn serialized(inner: TokenStream) -> Option<LitStr> {
    items(inner).find(|item| item.word == "serialize")?.value
}

/// `word`, `word = "text"` or `word(..)`.
struct Item {
    word: Ident,
    value: Option<LitStr>,
    inner: TokenStream,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut item = Item { word: Ident::parse_any(input)?, value: None, inner: TokenStream::new() };
        if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            item.inner = content.parse()?;
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            item.value = Some(input.parse()?);
        }
        Ok(item)
    }
}

/// The items between commas, but for those of another form.
fn items(tokens: TokenStream) -> impl Iterator<Item = Item> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts.into_iter().filter_map(|part| syn::parse2(part).ok())
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, LitStr, parse_quote};

    use super::{Names, of};

    /// The rename, the rule for all, and whether it is skipped.
    fn read(attributes: &[Attribute]) -> (Option<String>, Option<String>, bool) {
        let Names { rename, rename_all, skip, .. } = of(attributes);
        let text = |literal: Option<LitStr>| literal.map(|literal| literal.value());
        (text(rename), text(rename_all), skip.is_some())
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_name_is_what_is_serialized() {
        assert_eq!(read(&[parse_quote!(#[serde(rename = "a")])]), (some("a"), None, false));
        assert_eq!(
            read(&[parse_quote!(#[serde(rename(deserialize = "in", serialize = "out"))])]),
            (some("out"), None, false)
        );
        assert_eq!(read(&[parse_quote!(#[serde(rename(deserialize = "in"))])]), (None, None, false));
        assert_eq!(read(&[parse_quote!(#[serde(rename_all = "camelCase")])]), (None, some("camelCase"), false));
        assert_eq!(
            read(&[parse_quote!(#[serde(rename_all(serialize = "kebab-case", deserialize = "lowercase"))])]),
            (None, some("kebab-case"), false)
        );
    }

    #[test]
    fn an_enum_has_a_rule_for_its_variants_and_one_for_their_fields() {
        let names = of(&[parse_quote!(#[serde(rename_all = "lowercase", rename_all_fields = "camelCase")])]);
        let text = |literal: Option<LitStr>| literal.map(|literal| literal.value());
        assert_eq!((text(names.rename_all), text(names.rename_all_fields)), (some("lowercase"), some("camelCase")));
    }

    #[test]
    fn what_serde_does_not_write_is_skipped() {
        assert_eq!(read(&[parse_quote!(#[serde(skip)])]), (None, None, true));
        assert_eq!(read(&[parse_quote!(#[serde(skip_serializing)])]), (None, None, true));
        assert_eq!(read(&[parse_quote!(#[serde(skip_deserializing)])]), (None, None, false));
        assert_eq!(read(&[parse_quote!(#[serde(skip_serializing_if = "Option::is_none")])]), (None, None, false));
    }

    #[test]
    fn other_items_and_other_attributes_are_passed_over() {
        assert_eq!(
            read(&[
                parse_quote!(#[doc = "rename"]),
                parse_quote!(#[track(rename = "not serde")]),
                parse_quote!(#[serde(default, crate = "other", bound(serialize = "T: Clone, U: Clone"), flatten)]),
                parse_quote!(#[serde(default = "make", with = "module", rename = "a", alias = "b", type = "c",)]),
            ]),
            (some("a"), None, false)
        );
    }

    #[test]
    fn what_is_malformed_is_left_to_serde() {
        assert_eq!(
            read(&[
                parse_quote!(#[serde]),
                parse_quote!(#[serde = "rename"]),
                parse_quote!(#[serde(rename, rename = 5, rename = "a" "b", , = "c", rename_all(serialize), skip)]),
            ]),
            (None, None, true)
        );
    }
}
