//! What the user's own tokens say, and what they become where they are repeated.

use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Generics;

/// A type, or another piece of what the user wrote, and the words in it. Every look into a `TokenStream` is a call of the
/// compiler, so each piece is taken apart once.
#[derive(Clone)]
pub(crate) struct Tokens(Rc<Written>);

struct Written {
    trees: Vec<TokenTree>,
    words: Vec<String>,
}

impl Tokens {
    pub(crate) fn of(written: &impl ToTokens) -> Self {
        Self::from(written.to_token_stream())
    }

    pub(crate) fn mention(&self, word: &str) -> bool {
        self.0.words.iter().any(|known| known == word)
    }

    /// Whether a type is, or holds, the type of that name, which is in scope; another of the same name has a path.
    pub(crate) fn hold(&self, ident: &Ident) -> bool {
        (self.mention("Self") || self.mention(&ident.to_string())) && holds(&self.0.trees, ident)
    }

    /// Whether a type mentions one of the type parameters, so that only its user can know its kind.
    pub(crate) fn mention_type(&self, generics: &Generics) -> bool {
        generics.type_params().any(|parameter| self.mention(&parameter.ident.to_string()))
    }

    /// Whether a type mentions a parameter that a constant beside the type cannot.
    pub(crate) fn mention_type_or_const(&self, generics: &Generics) -> bool {
        let mut constants = generics.const_params();
        self.mention_type(generics) || constants.any(|parameter| self.mention(&parameter.ident.to_string()))
    }

    /// The same, for a place where `Self` no longer means the type.
    pub(crate) fn without_self(&self, ident: &Ident, generics: &Generics) -> Self {
        if !self.mention("Self") {
            return self.clone();
        }
        let (_, type_generics, _) = generics.split_for_impl();
        let replaced = replace(self.to_token_stream(), &|token| match token {
            TokenTree::Ident(word) if word == "Self" => {
                let ident = Ident::new(&ident.to_string(), word.span());
                Some(quote!(#ident #type_generics))
            }
            _ => None,
        });
        Self::from(replaced)
    }

    /// A type as one writes it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        write(&self.0.trees, &mut text);
        text
    }

    /// From where to where it was written.
    pub(crate) fn ends(&self) -> (Span, Span) {
        let Written { trees, .. } = &*self.0;
        let first = trees.first().map_or_else(Span::call_site, TokenTree::span);
        (first, trees.last().map_or(first, TokenTree::span))
    }
}

impl From<TokenStream> for Tokens {
    fn from(stream: TokenStream) -> Self {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut words = Vec::new();
        collect_words(&trees, &mut words);
        Tokens(Rc::new(Written { trees, words }))
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.trees.iter().cloned());
    }
}

fn holds(trees: &[TokenTree], ident: &Ident) -> bool {
    let mut before = None;
    trees.iter().any(|tree| {
        let in_a_path = matches!(before.replace(tree), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        match tree {
            TokenTree::Ident(word) => !in_a_path && (word == "Self" || word == ident),
            TokenTree::Group(group) => holds(&group.stream().into_iter().collect::<Vec<_>>(), ident),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        }
    })
}

/// The compiler itself would put a space between all tokens.
fn write(trees: &[TokenTree], text: &mut String) {
    for tree in trees {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                *text += open;
                write(&group.stream().into_iter().collect::<Vec<_>>(), text);
                *text += close;
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                text.extend(matches!(punct.as_char(), ',' | ';').then_some(' '));
            }
            word => {
                let after_word = text.ends_with(|last: char| last == '_' || last.is_alphanumeric());
                text.extend(after_word.then_some(' '));
                *text += &word.to_string();
            }
        }
    }
}

fn collect_words(trees: &[TokenTree], words: &mut Vec<String>) {
    for tree in trees {
        match tree {
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Group(group) => collect_words(&group.stream().into_iter().collect::<Vec<_>>(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Appends a call's arguments: `(..)`.
pub(crate) fn append_arguments(tokens: &mut TokenStream, arguments: impl FnOnce(&mut TokenStream)) {
    let mut inside = TokenStream::new();
    arguments(&mut inside);
    tokens.extend([TokenTree::from(Group::new(Delimiter::Parenthesis, inside))]);
}

/// Appends words and punctuation, no literals and no brackets but `<` and `>`. Unlike one `quote!` inside of another this
/// calls the compiler for nothing, and there is a call a field.
macro_rules! append {
    ($tokens:expr, $($code:tt)*) => {{ $($crate::tokens::append_one($tokens, stringify!($code));)* }};
}
pub(crate) use append;

/// A word, or punctuation without a space in it.
pub(crate) fn append_one(tokens: &mut TokenStream, code: &str) {
    if code.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic()) {
        tokens.extend([TokenTree::from(Ident::new(code, Span::call_site()))]);
        return;
    }
    let last = code.len().saturating_sub(1);
    for (at, mark) in code.char_indices() {
        let spacing = if at < last { Spacing::Joint } else { Spacing::Alone };
        tokens.extend([TokenTree::from(Punct::new(mark, spacing))]);
    }
}

/// The code between braces.
pub(crate) fn block(code: TokenStream) -> TokenTree {
    Group::new(Delimiter::Brace, code).into()
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
pub(crate) fn call_at(tokens: &Tokens, function: &str, arguments: TokenStream) -> TokenStream {
    let (first, last) = tokens.ends();
    let function = Ident::new(function, first);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote::quote_spanned!(first=> __thrive::#function #arguments)
}

/// The same code, of which the compiler says that all of it stands where `place` begins.
pub(crate) fn all_at(place: &Tokens, code: TokenStream) -> TokenStream {
    respan(code, place.ends().0)
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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Tokens;

    #[test]
    fn a_type_is_shown_as_it_is_written() {
        let text = |tokens| Tokens::from(tokens).text();
        assert_eq!(text(quote!(Option<&'a mut Interface>)), "Option<&'a mut Interface>");
        assert_eq!(
            text(quote!(std::collections::HashMap<String, [u8; 4]>)),
            "std::collections::HashMap<String, [u8; 4]>"
        );
        assert_eq!(text(quote!((A, Vec<B>))), "(A, Vec<B>)");
    }
}
