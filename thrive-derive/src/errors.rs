//! Collects every mistake of one struct, so that all are reported in one compile.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// The mistakes so far. Dropping it unread would lose them, and so panics.
#[derive(Default)]
pub(crate) struct Errors {
    mistakes: Vec<Error>,
    read: bool,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors::default()
    }

    /// A mistake at one place the user typed.
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.mistakes.push(Error::new(span, message));
    }

    /// A mistake in something of more than one token, all of it underlined.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.mistakes.push(Error::new_spanned(tokens, message));
    }

    /// A mistake found by syn.
    pub(crate) fn syn(&mut self, error: Error) {
        self.mistakes.push(error);
    }

    /// The mistakes as `compile_error!`s.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        self.read = true;
        self.mistakes.iter().map(Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(self.read || std::thread::panicking(), "the mistakes of a struct were dropped unread");
    }
}

/// Names as a sentence lists them: `a`, `b` and `c`.
pub(crate) fn list(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => format!("`{}` {and} `{last}`", first.join("`, `")),
    }
}
