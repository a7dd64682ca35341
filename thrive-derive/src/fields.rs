//! `#[derive(TrackFields)]`: fields that become part of an event, as an object of their own or among its properties.
//! Which event that is only the event knows, so names and kinds are checked there.

use proc_macro2::{Ident, Span};
use syn::{Data, DeriveInput, Generics, Path};

use crate::attr;
use crate::check::{Place, describe, refuse_conflicts};
use crate::errors::Errors;
use crate::input::{Field, Names, default_crate};

/// A struct that can be expanded.
pub(crate) struct Checked {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) krate: Path,
    pub(crate) members: Vec<Member>,
}

/// One field, in the order of the struct.
pub(crate) struct Member {
    pub(crate) place: Place,
    pub(crate) what: What,
    /// Whether the author named it: it may then stand beside what a schema lists.
    pub(crate) explicit: bool,
    /// Whether `None` is null.
    pub(crate) null: bool,
    pub(crate) personal: bool,
}

/// What a field brings.
pub(crate) enum What {
    Value(String),
    Json(String),
    Hashed(String),
    Flattened,
}

impl Member {
    pub(crate) fn name(&self) -> Option<&str> {
        match &self.what {
            What::Value(name) | What::Json(name) | What::Hashed(name) => Some(name),
            What::Flattened => None,
        }
    }
}

pub(crate) fn check(input: DeriveInput, errors: &mut Errors) -> Checked {
    let attrs = attr::of_type(&input.attrs, &attr::PLAIN_STRUCT, errors);
    let names = Names::of(&attrs, &input.attrs);
    let mut members = Vec::new();
    match input.data {
        Data::Struct(data) => {
            for mut field in names.fields(data.fields, &attr::PLAIN_FIELD, errors) {
                refuse_conflicts(&mut field, errors);
                let found = member(&field, &input.generics, errors);
                if let Some((member, typed)) = found.filter(|(member, _)| !is_inside_itself(member, &input.ident, errors)) {
                    push(&mut members, member, typed, errors);
                }
            }
        }
        Data::Enum(data) => errors.at(
            data.enum_token.span,
            "an enum has no fields of its own: derive `TrackValue` on one whose variants hold nothing, and `TrackFields` \
             on a struct",
        ),
        Data::Union(data) => {
            errors.at(data.union_token.span, "the fields of a union cannot be read: use a struct");
        }
    }
    let krate = attrs.krate.unwrap_or_else(default_crate);
    Checked { ident: input.ident, generics: input.generics, krate, members }
}

fn member(field: &Field, generics: &Generics, errors: &mut Errors) -> Option<(Member, Span)> {
    let attrs = &field.attrs;
    if attrs.skip.is_some() {
        return None;
    }
    let place = Place::of(field);
    let is_generic = place.ty.mention_type_or_const(generics);
    let member = |what, explicit| Member {
        place,
        what,
        explicit,
        null: attrs.null.is_some(),
        personal: attrs.declares_personal(),
    };
    if attrs.flatten.is_some() {
        if is_generic {
            errors.on(&field.ty, "the fields of a flattened type are listed here, so it cannot depend on a type parameter: write the type itself");
            return None;
        }
        return Some((member(What::Flattened, false), field.named_at()));
    }
    let given = attrs.property.as_ref().and_then(|named| named.name.as_ref());
    let (name, typed) = match (given, &field.name) {
        (Some(given), _) => (given.value(), given.span()),
        (None, Some(name)) => (name.clone(), field.named_at()),
        (None, None) if attrs.unclear => return None,
        (None, None) => {
            errors.on(
                &field.ty,
                "a field of a tuple struct has no name of its own: write `#[track(property = \"..\")]` to send it, \
                 or `#[track(skip)]` to keep it in the process; for a struct around one value derive `TrackValue`",
            );
            return None;
        }
    };
    let what = match (attrs.json, attrs.hashed) {
        (Some(_), _) => What::Json(name),
        (None, Some(_)) => What::Hashed(name),
        (None, None) => What::Value(name),
    };
    Some((member(what, attrs.property.is_some()), typed))
}

/// What a struct puts on the wire is listed while compiling, which has no end where it holds itself. That it does by way of
/// another struct, only the compiler can find.
fn is_inside_itself(member: &Member, ident: &Ident, errors: &mut Errors) -> bool {
    let ends = matches!(member.what, What::Json(_)) || !member.place.ty.hold(ident);
    if !ends {
        errors.on(
            &member.place.ty,
            format!(
                "`{ident}` would be inside of itself, and what is inside of a value is listed while compiling\n- to send \
                 this as serde writes it: `#[track(json)]`, with `serde::Serialize` on `{ident}`\n- to keep it in the \
                 process: `#[track(skip)]`"
            ),
        );
    }
    !ends
}

/// Two fields cannot be one member of the wire's object.
fn push(members: &mut Vec<Member>, member: Member, typed: Span, errors: &mut Errors) {
    let other = members.iter().find(|other| member.name().is_some() && other.name() == member.name());
    match (other, member.name()) {
        (Some(other), Some(name)) => {
            let (other, this) = (describe(&other.place.member), describe(&member.place.member));
            errors.at(
                typed,
                format!(
                    "{other} and {this} are both `{name}`\n\
                     - to keep one of them in the process: `#[track(skip)]` on that one\n\
                     - to send one under another name: `#[track(property = \"..\")]` on that one"
                ),
            );
        }
        _ => members.push(member),
    }
}
