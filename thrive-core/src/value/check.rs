//! What a schema asks of a field's type, and the compiler's words when the type is another.
//!
//! The derive calls one method a field, with the user's own type tokens as `Self`: a type of the wrong kind is then one
//! E0277 that underlines the type. `E` and `P` are empty types named as the event and the property, which is how the
//! message can name both. The blanket implementations are not recommended to the user, so that the compiler blames the
//! question and not what it was deduced from.

mod forms;
mod kinds;
mod roles;

pub use forms::*;
pub use kinds::*;
pub use roles::*;

/// A trait for a property that may be absent, in its three ways; `member` of the encoder writes it, or null.
macro_rules! optional {
    ($(#[$meta:meta])+ $name:ident by $member:ident: $($question:path)?) => {
        /// A check that the derive emits. `key` is `,"name":`.
        $(#[$meta])+
        pub trait $name<E, P> {
            /// Writes the property, unless it is absent.
            fn write(&self, key: &'static str, out: &mut Encoder<'_>);

            /// Writes the property, as null where it is absent.
            fn write_or_null(&self, key: &'static str, out: &mut Encoder<'_>);

            /// Writes the property, unless it is absent itself: `None`. What is absent inside, `Some(None)`, is null.
            fn write_if_given(&self, key: &'static str, out: &mut Encoder<'_>);
        }
        #[diagnostic::do_not_recommend]
        impl<E, P, T> $name<E, P> for T
        where
            T: TrackValue + ?Sized $(, T::Kind: $question)?
        {
            #[inline]
            fn write(&self, key: &'static str, out: &mut Encoder<'_>) {
                if !self.is_absent() {
                    out.$member(key, self);
                }
            }

            #[inline]
            fn write_or_null(&self, key: &'static str, out: &mut Encoder<'_>) {
                out.$member(key, self);
            }

            #[inline]
            fn write_if_given(&self, key: &'static str, out: &mut Encoder<'_>) {
                if !self.is_left_out() {
                    out.$member(key, self);
                }
            }
        }
    };
}
use optional;

#[cfg(test)]
mod tests;
