//! The struct as the user wrote it, with its attributes read.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Generics, LitStr, Member, Path, Type};

use crate::attr::{self, FieldAttrs};
use crate::errors::Errors;

pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) event: Option<LitStr>,
    /// Where `thrive_core` is found.
    pub(crate) krate: Path,
    pub(crate) fields: Vec<Field>,
    /// Whether this is something that cannot be an event at all, and was reported as such.
    pub(crate) refused: bool,
    /// Whether an attribute of the struct or of a field could not be parsed.
    pub(crate) malformed: bool,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) attrs: FieldAttrs,
}

impl Field {
    /// Where the field is named: its name, or its type where it has none.
    pub(crate) fn named_at(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => self.ty.span(),
        }
    }

    /// The field's name as a property's; a tuple struct's field has none.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(ident) => Some(ident.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }
}

impl Input {
    /// Reads what a struct says. Enums and unions are refused: they come back without fields.
    pub(crate) fn read(input: DeriveInput, errors: &mut Errors) -> Self {
        let attrs = attr::of_struct(&input.attrs, errors);
        let fields = match input.data {
            Data::Struct(data) => Some(read_fields(data.fields, errors)),
            Data::Enum(data) => {
                errors
                    .at(data.enum_token.span, "an enum cannot be an event: derive `TrackEvent` on one struct an event");
                None
            }
            Data::Union(data) => {
                errors.at(
                    data.union_token.span,
                    "a union cannot be an event, as its fields cannot be read: use a struct",
                );
                None
            }
        };
        let refused = fields.is_none();
        let fields = fields.unwrap_or_default();
        let malformed = attrs.malformed || fields.iter().any(|field| field.attrs.malformed);
        let krate = attrs.krate.unwrap_or_else(|| {
            let thrive_core = format_ident!("thrive_core");
            syn::parse_quote!(::#thrive_core)
        });
        Input { ident: input.ident, generics: input.generics, event: attrs.event, krate, fields, refused, malformed }
    }
}

fn read_fields(fields: Fields, errors: &mut Errors) -> Vec<Field> {
    let members: Vec<Member> = fields.members().collect();
    fields
        .into_iter()
        .zip(members)
        .map(|(field, member)| Field { member, ty: field.ty, attrs: attr::of_field(&field.attrs, errors) })
        .collect()
}
