//! What the registry is told of each event, where the feature `registry` asks for it.

use proc_macro2::TokenStream;

use crate::check::Checked;

pub(super) fn register(_checked: &Checked) -> Option<TokenStream> {
    None
}
