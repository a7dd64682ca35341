//! The members of `properties` and of `context`: which field is which, and what its type must be.

use proc_macro2::Span;
use syn::{Generics, LitStr};
use thrive_plan::{Kind, ObjectSchema, Property, ValueSchema, did_you_mean, nearest};

use super::{Form, Place, Presence, Written, describe, unknown};
use crate::attr::Named;
use crate::errors::{Errors, list};
use crate::input::Field;

/// The hexadecimal digits of a SHA-256.
const HASH_LENGTH: u64 = 64;

/// The members of one object of the event, while they are collected.
pub(super) struct Members<'a> {
    pub(super) event: &'a str,
    pub(super) fields: &'a [Field],
    pub(super) generics: &'a Generics,
    pub(super) schema: Option<&'a ObjectSchema>,
    /// Whether the type itself is the schema.
    pub(super) custom: bool,
    /// Whether personal data has to be declared.
    pub(super) declare_personal: bool,
    pub(super) of_context: bool,
    /// Whether other variants of the enum name their user, so that this one is to name it, too.
    pub(super) user_elsewhere: bool,
}

/// The properties, and what may have been meant by fields that are none.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) written: Vec<Written>,
    /// The fields whose types bring properties.
    pub(super) flattened: Vec<Place>,
    /// The names that were suggested.
    pub(super) meant: Vec<String>,
    /// Whether one of them may be the user or the group.
    pub(super) maybe_role: bool,
    /// The fields that the schema does not know, and of which nothing says what they may be.
    pub(super) strangers: Vec<String>,
}

impl Members<'_> {
    /// Whether a field is that part of the envelope already, of those that only one can be.
    pub(super) fn has_role(&self, attribute: &str) -> bool {
        let marked = |field: &Field| field.attrs.given().iter().any(|(given, _)| *given == attribute);
        attribute != "context" && self.fields.iter().any(marked)
    }

    /// Whether a field is the property `name`, by its own name or by its attribute.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.fields.iter().filter(|field| field.attrs.skip.is_none()).any(|field| {
            let given = field.attrs.property.as_ref().and_then(|named| named.name.as_ref());
            let own = || field.name.clone().filter(|_| field.attrs.property.is_some() || !field.attrs.has_role());
            given.map(LitStr::value).or_else(own).as_deref() == Some(name)
        })
    }

    /// What the schema requires and no field is, by its name or nearly. Empty where a flattened type may bring it.
    pub(super) fn owed(&self) -> Vec<&str> {
        let Some(schema) = self.schema.filter(|_| self.fields.iter().all(|field| field.attrs.flatten.is_none())) else {
            return Vec::new();
        };
        let typed = |field: &Field| match &field.attrs.property {
            Some(Named { name: Some(name), .. }) => Some(name.value()),
            _ => field.name.clone(),
        };
        let free = || schema.names().filter(|name| !self.is_taken(name));
        let meant: Vec<&str> = self
            .fields
            .iter()
            .filter(|field| field.attrs.skip.is_none())
            .filter_map(typed)
            .filter_map(|name| nearest(&name, free()).first().copied())
            .collect();
        let required = schema.required().filter(|property| property.value.constant.is_none());
        let names = required.map(|property| property.name.as_str());
        names.filter(|name| !self.is_taken(name) && !meant.contains(name)).collect()
    }

    pub(super) fn properties(&self, errors: &mut Errors) -> Collected {
        let mut found = Collected::default();
        for field in self.fields {
            let attrs = &field.attrs;
            if attrs.skip.is_some() {
                continue;
            }
            if attrs.flatten.is_some() {
                found.flattened.extend(self.flattened(field, errors));
                continue;
            }
            match &attrs.property {
                Some(named) => {
                    if let Some((name, typed)) = explicit_name(field, named, "property", errors) {
                        self.push_property(&mut found, name, field, typed, errors);
                    }
                }
                None if attrs.unclear => found.meant.extend(field.name.clone()),
                None if attrs.has_role() => {}
                None => self.unmarked(field, &mut found, errors),
            }
        }
        found
    }

    /// A field that says nothing is a property if the schema knows it.
    fn unmarked(&self, field: &Field, found: &mut Collected, errors: &mut Errors) {
        match (&field.name, self.schema) {
            (None, _) => errors.on(
                &field.ty,
                "a field of a tuple struct has no name of its own: write `#[track(property = \"..\")]` to send it, \
                 or `#[track(skip)]` to keep it in the process",
            ),
            (Some(name), None) if self.custom => {
                self.push_property(found, name.clone(), field, field.named_at(), errors);
            }
            (Some(_), None) => {}
            (Some(name), Some(schema)) if schema.get(name).is_some() => {
                self.push_property(found, name.clone(), field, field.named_at(), errors);
            }
            (Some(name), Some(schema)) => {
                let advice = unknown::report(field, name, schema, self, errors);
                found.strangers.extend(advice.stranger.then(|| name.clone()));
                found.meant.extend(advice.meant);
                found.maybe_role |= advice.role;
            }
        }
    }

    /// A type whose fields are properties here. Which they are is asked of the type itself, so it must be known here.
    fn flattened(&self, field: &Field, errors: &mut Errors) -> Option<Place> {
        let place = Place::of(field);
        if place.ty.mention_type_or_const(self.generics) {
            errors.on(
                &field.ty,
                format!("the fields of a flattened type are checked against event `{}` here, so it cannot depend on a type parameter: write the type itself", self.event),
            );
            return None;
        }
        Some(place)
    }

    pub(super) fn contexts(&self, errors: &mut Errors) -> Vec<Written> {
        let mut written = Vec::new();
        for field in self.fields {
            let Some(named) = &field.attrs.context else { continue };
            let Some((name, typed)) = explicit_name(field, named, "context", errors) else { continue };
            if name == "group_id" {
                errors.at(typed, "the context's `group_id` is a part of the envelope: write `#[track(group_id)]`");
            } else {
                self.push(&mut written, name, field, typed, errors);
            }
        }
        written
    }

    /// A field that was refused is not missing as well.
    fn push_property(&self, found: &mut Collected, name: String, field: &Field, typed: Span, errors: &mut Errors) {
        found.meant.push(name.clone());
        self.push(&mut found.written, name, field, typed, errors);
    }

    /// Two fields cannot be one member of the wire's object.
    fn push(&self, members: &mut Vec<Written>, name: String, field: &Field, typed: Span, errors: &mut Errors) {
        if let Some(other) = members.iter().find(|other| other.name == name) {
            let what = if self.of_context { "context" } else { "property" };
            let (event, other, this) = (self.event, describe(&other.place.member), describe(&field.member));
            errors.at(
                typed,
                format!(
                    "{other} and {this} are both the {what} `{name}` of event `{event}`, which has but one\n\
                     - to keep one of them in the process: `#[track(skip)]` on that one\n\
                     - to send one under another name: `#[track({what} = \"..\")]` on that one"
                ),
            );
        } else {
            members.extend(self.written(name, field, typed, errors));
        }
    }

    /// What the schema asks of the member `name` for `field`. None where the field cannot be that member.
    fn written(&self, name: String, field: &Field, typed: Span, errors: &mut Errors) -> Option<Written> {
        let known = self.schema.and_then(|schema| schema.get(&name));
        let Some(known) = known else {
            self.refuse_where_closed(&name, typed, errors)?;
            let form = self.form(&name, field, None, errors)?;
            let presence = if field.attrs.null.is_some() { Presence::OrNull } else { Presence::IfGiven };
            return Some(self.member(name, field, form, presence));
        };
        let value = &known.value;
        if let (Some(constant), false) = (&value.constant, value.kind == Kind::String) {
            errors.at(
                typed,
                format!("`{name}` of event `{}` is always `{constant}`, and written without a field: remove this one, or keep it in the process with `#[track(skip)]`", self.event),
            );
            return None;
        }
        if self.declare_personal && value.personal && !field.attrs.declares_personal() {
            self.report_undeclared(&name, known.required, typed, errors);
        }
        let form = self.form(&name, field, Some(known), errors)?;
        let presence = self.presence(&name, field, known, errors);
        let mut written = self.member(name, field, form, presence);
        written.unlisted = false;
        if matches!(form, Form::Kind(_)) && needs_const_evaluation(value) {
            if written.place.ty.mention_type_or_const(self.generics) {
                self.report_generic(&written.name, field, value, errors);
                return None;
            }
            written.nested = Some(value.clone());
        }
        Some(written)
    }

    fn member(&self, name: String, field: &Field, form: Form, presence: Presence) -> Written {
        let personal = field.attrs.declares_personal();
        Written { name, place: Place::of(field), form, presence, nested: None, unlisted: true, personal }
    }

    fn form(&self, name: &str, field: &Field, known: Option<&Property>, errors: &mut Errors) -> Option<Form> {
        let attrs = &field.attrs;
        if let Some(span) = attrs.hashed {
            return self.hashed(name, span, known, errors);
        }
        let value = known.map(|known| &known.value);
        if let Some(span) = attrs.json {
            return self.json(name, span, value, errors);
        }
        let is_id = attrs.user_id.is_some() || attrs.group_id.is_some();
        Some(match value {
            Some(ValueSchema { kind: Kind::String, one_of, .. }) if is_id && one_of.is_empty() => Form::Id,
            None if is_id => Form::Id,
            Some(ValueSchema { kind: Kind::DateTime, .. }) | None if attrs.timestamp.is_some() => Form::Time,
            Some(value) => scalar_items(value).map_or(Form::Kind(value.kind), Form::Items),
            None => Form::Kind(Kind::Any),
        })
    }

    /// A hash is a string of its own form, which a plain string property takes and no other.
    fn hashed(&self, name: &str, span: Span, known: Option<&Property>, errors: &mut Errors) -> Option<Form> {
        let Some(Property { required, value, .. }) = known else { return Some(Form::Hashed) };
        let limits = &value.limits;
        let asked = match value.kind {
            Kind::Any | Kind::String if !value.one_of.is_empty() => Some("one of a few values".to_owned()),
            Kind::Any | Kind::String if limits.format.is_some() => Some("a string of another format".to_owned()),
            Kind::Any | Kind::String => {
                let short = limits.max_length.filter(|length| *length < HASH_LENGTH);
                short.map(|length| format!("at most {length} characters"))
            }
            kind => Some(kind.to_string()),
        };
        let Some(asked) = asked else { return Some(Form::Hashed) };
        let event = self.event;
        let mut message = match value.kind {
            Kind::Array | Kind::Object => format!("`{name}` of event `{event}` is {asked}, which cannot be hashed"),
            _ => format!(
                "`{name}` of event `{event}` must be {asked}, and a hash is a string of {HASH_LENGTH} hexadecimal digits"
            ),
        };
        if !required {
            message += "\n- to keep it in the process: `#[track(skip)]`";
        }
        message += "\n- to send it as it is, on purpose: `#[track(personal)]`";
        errors.at(span, message);
        None
    }

    /// What serde writes is not checked while compiling, so it goes where the schema takes anything.
    fn json(&self, name: &str, span: Span, value: Option<&ValueSchema>, errors: &mut Errors) -> Option<Form> {
        let Some(value) = value else { return Some(Form::Json(Kind::Any)) };
        let free = value.items.is_none() && value.members.as_ref().is_none_or(is_free);
        match value.kind {
            Kind::Any | Kind::Array | Kind::Object if free => Some(Form::Json(value.kind)),
            kind => {
                let what = if free { kind.to_string() } else { format!("{kind} whose inside its plan describes") };
                let event = self.event;
                errors.at(span, format!("`json` sends whatever serde makes of a value, and `{name}` of event `{event}` must be {what}: remove `json`, so that the compiler can check it"));
                None
            }
        }
    }

    fn presence(&self, name: &str, field: &Field, known: &Property, errors: &mut Errors) -> Presence {
        let nullable = known.value.nullable || known.value.kind == Kind::Any;
        if let (Some(span), false) = (field.attrs.null, nullable) {
            errors.at(span, format!("`{name}` of event `{}` is never null in its plan: remove `null`", self.event));
        }
        match (known.required, nullable) {
            (true, false) => Presence::Required,
            (false, false) => Presence::Optional,
            (true, true) => Presence::OrNull,
            (false, true) if field.attrs.null.is_some() => Presence::OrNull,
            (false, true) => Presence::IfGiven,
        }
    }

    fn refuse_where_closed(&self, name: &str, typed: Span, errors: &mut Errors) -> Option<()> {
        let Some(schema) = self.schema.filter(|schema| schema.closed) else { return Some(()) };
        let event = self.event;
        let mut message = format!(
            "the plan of event `{event}` allows no property but those that it lists, and `{name}` is none of them"
        );
        let is_free = |known: &&str| {
            let constant = schema.get(known).is_some_and(|known| known.value.constant.is_some());
            !self.is_taken(known) && !constant
        };
        let free: Vec<&str> = schema.names().filter(is_free).collect();
        let meant = nearest(name, free.iter().copied()).first().copied();
        if let Some(question) = did_you_mean(name, free.iter().copied()) {
            message += &format!("; {question}");
        }
        if let Some(meant) = meant {
            message += &format!("\n- to send it as `{meant}`: `#[track(property = \"{meant}\")]`");
        }
        message +=
            &format!("\n- to send it as `{name}`: list it in the plan\n- to keep it in the process: `#[track(skip)]`");
        match free.as_slice() {
            [] => {}
            _ if meant.is_some() => {}
            [only] => {
                message += &format!("\n- if it is `{only}` under another name: `#[track(property = \"{only}\")]`")
            }
            several => {
                let several = list(several, "or");
                message += &format!("\n- if it is {several} under another name: `#[track(property = \"..\")]`");
            }
        }
        errors.at(typed, message);
        None
    }

    fn report_undeclared(&self, name: &str, required: bool, typed: Span, errors: &mut Errors) {
        let event = self.event;
        let mut message = format!(
            "`{name}` of event `{event}` is personal data, and the plan asks to declare what is sent of it\n\
             - to send it as it is: `#[track(personal)]`\n\
             - to send a keyed hash of it: `#[track(hashed)]`, and a `hash_key` for the client"
        );
        if !required {
            message += "\n- to keep it in the process: `#[track(skip)]`";
        }
        errors.at(typed, message);
    }

    fn report_generic(&self, name: &str, field: &Field, value: &ValueSchema, errors: &mut Errors) {
        let what = if value.one_of.is_empty() { "what is inside of it" } else { "its values" };
        let event = self.event;
        errors.on(
            &field.ty,
            format!("the plan says of `{name}` of event `{event}` what {what} may be, which is checked here, so its type cannot depend on a type parameter: write the type itself", what = what),
        );
    }
}

/// Whether an object may hold anything under any name.
fn is_free(schema: &ObjectSchema) -> bool {
    schema.properties.is_empty() && !schema.closed
}

/// The kind of an array's items, where it says all that the schema asks of them.
fn scalar_items(value: &ValueSchema) -> Option<Kind> {
    let items = value.items.as_deref()?;
    let plain = !items.nullable && items.one_of.is_empty() && items.constant.is_none();
    plain.then_some(items.kind).filter(|kind| !matches!(kind, Kind::Any | Kind::Array | Kind::Object))
}

/// Whether a schema asks more than the kind of a type can tell.
fn needs_const_evaluation(value: &ValueSchema) -> bool {
    let items = value.items.as_deref().is_some_and(|items| items.kind != Kind::Any);
    let members = value.members.as_ref().is_some_and(|members| !is_free(members));
    !value.one_of.is_empty() || items || members
}

/// The name in the attribute, else the field's own; and where the user typed it.
fn explicit_name(field: &Field, named: &Named, keyword: &str, errors: &mut Errors) -> Option<(String, Span)> {
    match (&named.name, &field.name) {
        (Some(name), _) => Some((name.value(), name.span())),
        (None, Some(name)) => Some((name.clone(), field.named_at())),
        (None, None) => {
            errors.at(
                named.keyword,
                format!("a field of a tuple struct has no name of its own: write `{keyword} = \"..\"`"),
            );
            None
        }
    }
}
