//! The type as the user wrote it, with its attributes read.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, Fields, Generics, LitStr, Member, Path, PathSegment, Token};

use crate::attr::{self, FieldAttrs, TypeAttrs, item::Place};
use crate::case::Case;
use crate::errors::Errors;
use crate::serde;
use crate::tokens::Tokens;

/// A type whose values are events.
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// Where `thrive_core` is found.
    pub(crate) krate: Path,
    /// The plan that the type names itself.
    pub(crate) plan: Option<LitStr>,
    /// One for a struct, one a variant for an enum.
    pub(crate) events: Vec<Event>,
    pub(crate) is_enum: bool,
}

/// One event: a struct, or a variant.
pub(crate) struct Event {
    /// The struct's or the variant's name.
    pub(crate) ident: Ident,
    pub(crate) event: Option<LitStr>,
    /// Whether it stands in no plan.
    pub(crate) custom: Option<Span>,
    pub(crate) fields: Vec<Field>,
    /// What the author says about it, for the registry.
    pub(crate) description: String,
    /// Whether an attribute of it or of a field could not be parsed.
    pub(crate) malformed: bool,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Tokens,
    pub(crate) attrs: FieldAttrs,
    /// The name that it has on the wire if nobody gives it another; a tuple's field has none.
    pub(crate) name: Option<String>,
}

impl Field {
    /// Where the field is named: its name, or its type where it has none.
    pub(crate) fn named_at(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => self.ty.span(),
        }
    }
}

impl Input {
    /// Reads what a struct or an enum says. A union is refused: it comes back without events.
    pub(crate) fn read(input: DeriveInput, errors: &mut Errors) -> Self {
        let place = if matches!(input.data, Data::Enum(_)) { &attr::ENUM } else { &attr::STRUCT };
        let attrs = attr::of_type(&input.attrs, place, errors);
        let (events, is_enum) = match input.data {
            Data::Struct(data) => {
                let fields = Names::of(&attrs, &input.attrs).fields(data.fields, &attr::FIELD, errors);
                (vec![Event::new(input.ident.clone(), &input.attrs, &attrs, attrs.custom, fields)], false)
            }
            Data::Enum(data) => {
                if data.variants.is_empty() {
                    errors.at(
                        input.ident.span(),
                        "an enum without variants has no event: add a variant, or remove the derive",
                    );
                }
                let names = Names::of_enum(&attrs, &input.attrs);
                (variants(data, &attrs, &names, errors), true)
            }
            Data::Union(data) => {
                errors.at(
                    data.union_token.span,
                    "a union cannot be an event, as its fields cannot be read: use a struct",
                );
                (Vec::new(), false)
            }
        };
        let krate = attrs.krate.unwrap_or_else(default_crate);
        Input { ident: input.ident, generics: input.generics, krate, plan: attrs.plan, events, is_enum }
    }
}

impl Event {
    fn new(
        ident: Ident,
        attributes: &[Attribute],
        attrs: &TypeAttrs,
        custom: Option<Span>,
        fields: Vec<Field>,
    ) -> Self {
        let malformed = attrs.malformed || fields.iter().any(|field| field.attrs.malformed);
        Event { ident, event: attrs.event.clone(), custom, fields, description: description(attributes), malformed }
    }
}

fn variants(data: DataEnum, container: &TypeAttrs, names: &Names, errors: &mut Errors) -> Vec<Event> {
    let variant = |variant: syn::Variant| {
        let attrs = attr::of_type(&variant.attrs, &attr::VARIANT, errors);
        let names = names.within(&attrs, &variant.attrs);
        let mut fields = names.fields(variant.fields, &attr::FIELD, errors);
        // A variant that names its event and wraps one type takes that type's fields.
        if let ([Field { attrs: field, name: None, .. }], Some(event)) = (&mut *fields, &attrs.event)
            && field.given().is_empty()
            && !field.unclear
        {
            field.flatten = Some(event.span());
        }
        let custom = attrs.custom.or(container.custom);
        let mut event = Event::new(variant.ident, &variant.attrs, &attrs, custom, fields);
        event.malformed |= container.malformed;
        event
    };
    data.variants.into_iter().map(variant).collect()
}

/// How fields are named that nobody named.
pub(crate) struct Names {
    case: Option<Case>,
    serde: bool,
}

impl Names {
    pub(crate) fn of(attrs: &TypeAttrs, attributes: &[Attribute]) -> Self {
        let serde = attrs.serde.is_some();
        Names { case: attrs.rename_all.or_else(|| by_serde(serde, attributes, |names| names.rename_all)), serde }
    }

    /// Of the fields of an enum's variants, for which serde has another word: its `rename_all` is about the variants.
    fn of_enum(attrs: &TypeAttrs, attributes: &[Attribute]) -> Self {
        let serde = attrs.serde.is_some();
        Names { case: attrs.rename_all.or_else(|| by_serde(serde, attributes, |names| names.rename_all_fields)), serde }
    }

    /// The same in a variant, which may have a rule of its own.
    fn within(&self, attrs: &TypeAttrs, attributes: &[Attribute]) -> Self {
        let own = attrs.rename_all.or_else(|| by_serde(self.serde, attributes, |names| names.rename_all));
        Names { case: own.or(self.case), serde: self.serde }
    }

    pub(crate) fn fields(&self, fields: Fields, place: &Place, errors: &mut Errors) -> Vec<Field> {
        let members: Vec<Member> = fields.members().collect();
        let field = |(field, member): (syn::Field, Member)| {
            let mut attrs = attr::of_field(&field.attrs, place, errors);
            let by_serde = self.serde.then(|| serde::of(&field.attrs));
            let renamed = by_serde.as_ref().and_then(|names| names.rename.as_ref()).map(LitStr::value);
            if attrs.given().is_empty() {
                attrs.skip = by_serde.and_then(|names| names.skip);
            }
            let name = renamed.or_else(|| match (&member, &self.case) {
                (Member::Named(ident), Some(case)) => Some(case.field(&ident.unraw().to_string())),
                (Member::Named(ident), None) => Some(ident.unraw().to_string()),
                (Member::Unnamed(_), _) => None,
            });
            Field { member, ty: Tokens::of(&field.ty), attrs, name }
        };
        fields.into_iter().zip(members).map(field).collect()
    }
}

/// The rule that serde has, if it is to be heard. Its mistakes it reports itself.
fn by_serde(
    heard: bool,
    attributes: &[Attribute],
    rule: impl FnOnce(serde::Names) -> Option<syn::LitStr>,
) -> Option<Case> {
    heard.then(|| serde::of(attributes)).and_then(rule).and_then(|rule| Case::parse(&rule.value()).ok())
}

pub(crate) fn default_crate() -> Path {
    let thrive_core = PathSegment::from(Ident::new("thrive_core", Span::call_site()));
    Path { leading_colon: Some(Token![::](Span::call_site())), segments: std::iter::once(thrive_core).collect() }
}

/// The documentation comment, which only the registry shows.
fn description(attributes: &[Attribute]) -> String {
    if !cfg!(feature = "registry") {
        return String::new();
    }
    let line = |attribute: &Attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
        pair.path.is_ident("doc").then(|| text.value().trim().to_owned())
    };
    attributes.iter().filter_map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{Errors, Input};

    #[test]
    fn serde_has_one_rule_for_variants_and_another_for_their_fields() {
        let input = parse_quote! {
            #[track(serde, custom)]
            #[serde(rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
            enum Activity {
                #[track(event = "report_shared")]
                Shared { report_name: String },
                #[track(event = "report_archived")]
                #[serde(rename_all = "kebab-case")]
                Archived { report_name: String },
                #[track(event = "report_opened", rename_all = "UPPERCASE")]
                Opened { report_name: String },
            }
        };
        let mut errors = Errors::new();
        let input = Input::read(input, &mut errors);
        let names = input.events.iter().flat_map(|event| &event.fields).map(|field| field.name.as_deref().unwrap());
        assert_eq!(names.collect::<Vec<_>>(), ["reportName", "report-name", "REPORT_NAME"]);
        assert!(errors.into_tokens().is_empty());
    }
}
