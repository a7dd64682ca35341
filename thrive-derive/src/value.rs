//! `#[derive(TrackValue)]`: a type around one value, which goes out as that value, or an enum of names. What a schema
//! asks of it is checked where it is a field.

mod choice;
mod wrapper;

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

use crate::errors::Errors;
use crate::input::default_crate;

pub(crate) fn expand_track_value(input: DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let mut tokens = match &input.data {
        Data::Struct(data) => wrapper::expand(&input, data, &mut errors),
        Data::Enum(data) => choice::expand(&input, data, &mut errors),
        Data::Union(data) => {
            let message = "a union cannot be a value, as nobody knows which of its fields is there: use an enum";
            errors.at(data.union_token.span, message);
            wrapper::refused(&input, &default_crate())
        }
    };
    tokens.extend(errors.into_tokens());
    tokens
}

#[cfg(test)]
mod tests;
