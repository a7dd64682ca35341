//! What a struct says against what its event's schema asks. Collects every mistake; what is right stays and is expanded,
//! so that the compiler checks the kinds of the other fields in the same run.

mod unknown;

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Generics, LitStr, Member, Path};
use thrive_plan::{EventSchema, Kind, ObjectSchema, did_you_mean, nearest};

use crate::attr::{FieldAttrs, Named};
use crate::errors::{Errors, list};
use crate::input::{Field, Input};
use crate::plan;

/// A struct that can be expanded.
pub(crate) struct Checked {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) krate: Path,
    pub(crate) event: String,
    /// In the order in which they go over the wire: the schema's, then the struct's.
    pub(crate) properties: Vec<Written>,
    pub(crate) user: Role,
    pub(crate) timestamp: Option<Place>,
    pub(crate) group: Role,
    pub(crate) context: Vec<Written>,
    /// Whether the schema insists on a group.
    pub(crate) group_required: bool,
}

impl Checked {
    /// Every field that is sent, in whatever part.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        let members = self.properties.iter().chain(&self.context).map(|written| &written.place);
        members.chain(self.user.place()).chain(self.group.place()).chain(&self.timestamp)
    }
}

/// Where a role of the envelope comes from.
pub(crate) enum Role {
    Field(Place),
    /// Not from the struct: the call has to name it.
    Missing,
    /// Not from the struct, and not needed.
    NotNeeded,
    /// A mistake stands where it would come from, and was reported.
    Unknown,
}

impl Role {
    fn place(&self) -> Option<&Place> {
        match self {
            Role::Field(place) => Some(place),
            Role::Missing | Role::NotNeeded | Role::Unknown => None,
        }
    }
}

/// A field, as generated code reaches it.
pub(crate) struct Place {
    pub(crate) member: Member,
    pub(crate) ty: TokenStream,
}

/// A field that is written as a member of `properties` or `context`.
pub(crate) struct Written {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) form: Form,
    pub(crate) required: bool,
}

/// What a member's type must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Kind(Kind),
    /// The schema does not list it: any value will do.
    Any,
    /// It is the id of the user or the group too, and so a string on the wire whatever its type.
    Id,
    /// It is the event's time too.
    Time,
}

pub(crate) fn check(mut input: Input, errors: &mut Errors) -> Checked {
    let schema = if input.refused { None } else { find_schema(&input, errors) };

    let mut roles_unclear = input.malformed;
    for field in &mut input.fields {
        roles_unclear |= refuse_conflicts(field, errors);
    }
    let user = the_one(&input.fields, "user_id", |field| field.attrs.user_id, errors);
    let timestamp = the_one(&input.fields, "timestamp", |field| field.attrs.timestamp, errors);
    let group = the_one(&input.fields, "group_id", |field| field.attrs.group_id, errors);

    let event = input.event.as_ref().map(LitStr::value).unwrap_or_default();
    let group_required =
        schema.is_some_and(|schema| schema.context.get("group_id").is_some_and(|group| group.required));
    let members = |schema, of_context| Members { event: &event, fields: &input.fields, schema, of_context };
    let Properties { written: mut properties, meant, maybe_role } =
        properties(&members(schema.map(|schema| &schema.properties), false), errors);
    roles_unclear |= maybe_role;
    let context = contexts(&members(schema.map(|schema| &schema.context), true), errors);

    if let Some(schema) = schema {
        if !input.malformed {
            unknown::report_missing(&input, schema, &properties, &meant, errors);
        }
        let order: HashMap<&str, usize> = schema.properties.names().zip(0..).collect();
        properties.sort_by_key(|written| order.get(written.name.as_str()).copied().unwrap_or(usize::MAX));
    }

    // What could not be read may be the role that is missing, and without a schema nobody knows what is needed.
    let absent_user = if roles_unclear || schema.is_none() { Role::Unknown } else { Role::Missing };
    let absent_group = match (&absent_user, group_required) {
        (Role::Unknown, _) => Role::Unknown,
        (_, true) => Role::Missing,
        (_, false) => Role::NotNeeded,
    };
    Checked {
        ident: input.ident,
        generics: input.generics,
        krate: input.krate,
        properties,
        user: user.map_or(absent_user, Role::Field),
        timestamp,
        group: group.map_or(absent_group, Role::Field),
        context,
        group_required,
        event,
    }
}

/// The event must be named, and the plan must know it.
fn find_schema(input: &Input, errors: &mut Errors) -> Option<&'static EventSchema> {
    let Some(event) = &input.event else {
        if !input.malformed {
            let struct_name = input.ident.to_string();
            let likely = nearest(&struct_name, plan::event_names()).first().copied();
            let event = likely.unwrap_or("..");
            let mut message =
                format!("`{struct_name}` does not say which event it is: add `#[track(event = \"{event}\")]` above it");
            if likely.is_none() {
                message += &format!("\n- the standard events are {}", list(&plan::event_names(), "and"));
            }
            errors.at(input.ident.span(), message);
        }
        return None;
    };
    let name = event.value();
    match plan::event(&name) {
        Some(Ok(schema)) => Some(schema),
        Some(Err(mistake)) => {
            errors.at(event.span(), mistake);
            None
        }
        None => {
            let names = plan::event_names();
            let message = match did_you_mean(&name, names.iter().copied()) {
                Some(question) => format!("no event `{name}` stands in the plan; {question}"),
                None => {
                    format!("no event `{name}` stands in the plan; the standard events are {}", list(&names, "and"))
                }
            };
            errors.at(event.span(), message);
            None
        }
    }
}

/// `skip` keeps a field in the process, so it cannot be anything else. A time cannot be an id. What was reported is
/// dropped, so that nothing follows from it. Says whether a role was.
fn refuse_conflicts(field: &mut Field, errors: &mut Errors) -> bool {
    let attrs = &mut field.attrs;
    if let Some(skip) = attrs.skip {
        for (keyword, span) in attrs.given() {
            if keyword != "skip" {
                errors.at(span, format!("`{keyword}` sends the field and `skip` keeps it in the process: choose one"));
            }
        }
        let had_role = attrs.has_role();
        *attrs = FieldAttrs { skip: Some(skip), ..FieldAttrs::default() };
        return had_role;
    }
    if let (Some(span), true) = (attrs.timestamp, attrs.user_id.is_some() || attrs.group_id.is_some()) {
        errors.at(span, "one field cannot be the event's time and an id: choose one");
        attrs.timestamp = None;
    }
    false
}

/// At most one field has a role.
fn the_one(fields: &[Field], role: &str, mark: impl Fn(&Field) -> Option<Span>, errors: &mut Errors) -> Option<Place> {
    let mut first: Option<&Field> = None;
    for field in fields {
        let Some(span) = mark(field) else { continue };
        match first {
            None => first = Some(field),
            Some(first) => {
                let first = describe(&first.member);
                errors.at(
                    span,
                    format!("two fields are the event's `{role}`: {first} already is; write `property` or `skip` here"),
                )
            }
        }
    }
    first.map(place)
}

/// The members of `properties` or of `context`, while they are collected.
struct Members<'a> {
    event: &'a str,
    fields: &'a [Field],
    schema: Option<&'a ObjectSchema>,
    of_context: bool,
}

impl Members<'_> {
    /// Whether a field is that part of the envelope already, of those that only one can be.
    fn has_role(&self, attribute: &str) -> bool {
        let marked = |field: &Field| field.attrs.given().iter().any(|(given, _)| *given == attribute);
        attribute != "context" && self.fields.iter().any(marked)
    }

    /// Whether a field is the property `name`, by its own name or by its attribute.
    fn is_taken(&self, name: &str) -> bool {
        self.fields.iter().filter(|field| field.attrs.skip.is_none()).any(|field| {
            let given = field.attrs.property.as_ref().and_then(|named| named.name.as_ref());
            let own = || field.name().filter(|_| field.attrs.property.is_some() || !field.attrs.has_role());
            given.map(LitStr::value).or_else(own).as_deref() == Some(name)
        })
    }

    /// What the schema asks of the member `name` for `field`.
    fn written(&self, name: String, field: &Field) -> Written {
        let known = self.schema.and_then(|schema| schema.get(&name));
        let is_id = field.attrs.user_id.is_some() || field.attrs.group_id.is_some();
        let form = match known.map(|property| property.value.kind) {
            Some(Kind::String) | None if is_id => Form::Id,
            Some(Kind::DateTime) | None if field.attrs.timestamp.is_some() => Form::Time,
            Some(kind) => Form::Kind(kind),
            None => Form::Any,
        };
        Written { name, place: place(field), form, required: known.is_some_and(|property| property.required) }
    }

    /// Two fields cannot be one member of the wire's object.
    fn push(&self, members: &mut Vec<Written>, written: Written, typed: Span, errors: &mut Errors) {
        match members.iter().find(|other| other.name == written.name) {
            None => members.push(written),
            Some(other) => {
                let what = if self.of_context { "context" } else { "property" };
                errors.at(
                    typed,
                    format!(
                        "two fields are the {what} `{}` of event `{}`: {} already is",
                        written.name,
                        self.event,
                        describe(&other.place.member),
                    ),
                );
            }
        }
    }
}

/// The properties, and what may have been meant by fields that are none.
#[derive(Default)]
struct Properties {
    written: Vec<Written>,
    /// The names that were suggested.
    meant: Vec<String>,
    /// Whether one of them may be the user or the group.
    maybe_role: bool,
}

fn properties(members: &Members<'_>, errors: &mut Errors) -> Properties {
    let mut found = Properties::default();
    for field in members.fields {
        let attrs = &field.attrs;
        if attrs.skip.is_some() {
            continue;
        }
        match &attrs.property {
            Some(named) => {
                if let Some((name, typed)) = explicit_name(field, named, "property", errors) {
                    members.push(&mut found.written, members.written(name, field), typed, errors);
                }
            }
            None if attrs.has_role() => {}
            None => {
                let Some(schema) = members.schema else { continue };
                match field.name() {
                    Some(name) if schema.get(&name).is_some() => {
                        members.push(&mut found.written, members.written(name, field), field.named_at(), errors);
                    }
                    _ if attrs.unclear => {}
                    Some(name) => {
                        let advice = unknown::report(field, &name, schema, members, errors);
                        found.meant.extend(advice.meant);
                        found.maybe_role |= advice.role;
                    }
                    None => errors.on(
                        &field.ty,
                        "a field of a tuple struct has no name of its own: write `#[track(property = \"..\")]` to send it, \
                         or `#[track(skip)]` to keep it in the process",
                    ),
                }
            }
        }
    }
    found
}

fn contexts(members: &Members<'_>, errors: &mut Errors) -> Vec<Written> {
    let mut written = Vec::new();
    for field in members.fields {
        let Some(named) = &field.attrs.context else { continue };
        let Some((name, typed)) = explicit_name(field, named, "context", errors) else { continue };
        if name == "group_id" {
            errors.at(typed, "the context's `group_id` is a part of the envelope: write `#[track(group_id)]`");
        } else {
            members.push(&mut written, members.written(name, field), typed, errors);
        }
    }
    written
}

/// The name in the attribute, else the field's own; and where the user typed it.
fn explicit_name(field: &Field, named: &Named, keyword: &str, errors: &mut Errors) -> Option<(String, Span)> {
    match (&named.name, field.name()) {
        (Some(name), _) => Some((name.value(), name.span())),
        (None, Some(name)) => Some((name, field.named_at())),
        (None, None) => {
            errors.at(
                named.keyword,
                format!("a field of a tuple struct has no name of its own: write `{keyword} = \"..\"`"),
            );
            None
        }
    }
}

fn place(field: &Field) -> Place {
    Place { member: field.member.clone(), ty: field.ty.to_token_stream() }
}

fn describe(member: &Member) -> String {
    match member {
        Member::Named(ident) => format!("`{ident}`"),
        Member::Unnamed(index) => format!("field {}", index.index),
    }
}
