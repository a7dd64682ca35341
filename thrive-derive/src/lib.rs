//! The derive macro of Thrive. Use it through `thrive-core`, whose default feature brings it:
//!
//! ```toml
//! [dependencies]
//! thrive-core = "0.1"
//! ```
//!
//! [`TrackEvent`](macro@TrackEvent) is documented there with the trait of the same name.

mod attr;
mod check;
mod errors;
mod expand;
mod input;
mod plan;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct an event that can be tracked, and checks it against the event's schema while it compiles.
#[proc_macro_derive(TrackEvent, attributes(track))]
pub fn derive_track_event(input: TokenStream) -> TokenStream {
    expand_track_event(parse_macro_input!(input as DeriveInput)).into()
}

fn expand_track_event(input: DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::new();
    let input = input::Input::read(input, &mut errors);
    let checked = check::check(input, &mut errors);
    let mut tokens = expand::expand(&checked);
    tokens.extend(errors.into_tokens());
    tokens
}
