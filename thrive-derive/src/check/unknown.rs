//! Fields that the schema does not know, and properties that no field is: most often two sides of one mistake.

use thrive_plan::{EventSchema, ObjectSchema, Property, did_you_mean, nearest};

use super::members::Members;
use super::{Property as Sent, words};
use crate::attr::keyword;
use crate::errors::{Errors, list};
use crate::input::{Event, Field};

/// What a field that the schema does not know may be meant for.
pub(super) struct Advice {
    /// The property that was suggested: it is then not missing as well.
    pub(super) meant: Option<String>,
    /// Whether it may be the user or the group.
    pub(super) role: bool,
    /// Whether nothing says what it may be.
    pub(super) stranger: bool,
}

/// Nothing leaves a struct unless the schema or the author named it.
pub(super) fn report(
    field: &Field,
    name: &str,
    schema: &ObjectSchema,
    members: &Members<'_>,
    errors: &mut Errors,
) -> Advice {
    // What another field is already cannot be what is meant.
    let free = || schema.names().filter(|known| !members.is_taken(known));
    let meant = nearest(name, free()).first().copied();
    let role = role_of(name).filter(|(attribute, _)| !members.has_role(attribute));
    let stranger = meant.is_none() && role.is_none();
    // It may be what is missing under a name that is nothing like it. Which of several it is, nobody knows.
    let owed = if stranger { members.owed() } else { Vec::new() };
    let event = members.event;
    let mut message = format!("event `{event}` knows no property `{name}`");
    if let Some(question) = did_you_mean(name, free()) {
        message += &format!("; {question}");
    } else if !owed.is_empty() {
        message += &format!(", and requires {}, which no field is", list(&owed, "and"));
    }
    if let Some((attribute, meaning)) = role {
        message += &format!("\n- to send it as {meaning}: `#[track({attribute})]`");
    } else if stranger && !members.has_role(keyword::USER_ID) && (members.user_elsewhere || is_person(name)) {
        message += "\n- to send it as the user who did it: `#[track(user_id)]`";
    }
    let others: Vec<&str> = free().collect();
    // What is declared already need not be told.
    let declares = members.declare_personal && !field.attrs.declares_personal();
    let is_personal = |name: &str| declares && schema.get(name).is_some_and(|property| property.value.personal);
    match meant {
        Some(meant) => {
            message += &format!("\n- to send it as `{meant}`: {}", words::attribute(meant, is_personal(meant)));
        }
        None if role.is_some() || others.is_empty() => {}
        None => {
            message += &format!(
                "\n- to send it as one that it knows: `#[track(property = \"..\")]` with {}",
                list(&others, "or")
            );
            let personal: Vec<&str> = others.iter().copied().filter(|name| is_personal(name)).collect();
            if !personal.is_empty() {
                message += &format!("; with `personal` or `hashed` beside it for {}", list(&personal, "and"));
            }
        }
    }
    if !schema.closed {
        message += &format!("\n- to send it as `{name}` all the same: `#[track(property)]`");
    }
    message += "\n- to keep it in the process: `#[track(skip)]`";
    errors.at(field.named_at(), message);
    Advice { meant: meant.map(str::to_owned), stranger, role: matches!(role, Some(("user_id" | "group_id", _))) }
}

/// The part of the envelope that a field's name speaks of.
fn role_of(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "user_id" | "user" | "owner" | "owner_id" | "actor" | "actor_id" | "created_by" => {
            ("user_id", "the user who did it")
        }
        "group_id" | "group" | "account" | "account_id" | "tenant" | "tenant_id" | "organization_id"
        | "workspace_id" => ("group_id", "the account it happened for"),
        "timestamp" | "created_at" | "occurred_at" | "happened_at" | "at" | "time" => {
            ("timestamp", "the time when it happened")
        }
        "device_id" | "session_id" | "source" | "group_type" => ("context", "a part of the context"),
        _ => return None,
    })
}

/// Whether a name speaks of somebody who may be the user.
fn is_person(name: &str) -> bool {
    const PERSONS: &[&str] = &[
        "admin", "author", "by", "customer", "editor", "employee", "inviter", "manager", "member", "person", "sender",
        "uid", "visitor",
    ];
    let name = name.strip_suffix("_id").unwrap_or(name);
    PERSONS.contains(&name) || name.ends_with("_by") || name.split('_').any(|word| word == "user")
}

/// Every required property must come from somewhere.
/// `strangers` are fields of which nobody knows what they are, so that one of them may be what is missing.
pub(super) fn report_missing(
    event: &Event,
    name: &str,
    missing: &[&Property],
    strangers: &[String],
    declare_personal: bool,
    errors: &mut Errors,
) {
    if missing.is_empty() {
        return;
    }
    let names: Vec<&str> = missing.iter().map(|property| property.name.as_str()).collect();
    let strangers: Vec<&str> = strangers.iter().map(String::as_str).collect();
    let other_use = |name: &str| event.fields.iter().find_map(|field| other_use(field, name));
    let is_guess = !strangers.is_empty() && names.iter().any(|name| other_use(name).is_none());
    let unless = if is_guess { format!(", unless {} is", list(&strangers, "or")) } else { String::new() };
    let ident = &event.ident;
    let mut message =
        format!("event `{name}` requires {}, and `{ident}` has no field for that{unless}", list(&names, "and"));
    for property in missing {
        let name = &property.name;
        message += &match other_use(name) {
            Some(used) => format!("\n- its field `{name}` is {}", used),
            None => format!(
                "\n- add a field `{name}`: {}; or name the one that holds it: `#[track(property = \"{name}\"{})]`",
                words::what(property, false, declare_personal),
                if declare_personal && property.value.personal { ", personal" } else { "" },
            ),
        };
    }
    errors.at(ident.span(), message);
}

/// What a field that has the name of a property is instead, with what makes it that property, too.
fn other_use(field: &Field, name: &str) -> Option<String> {
    let attrs = &field.attrs;
    if field.name.as_deref() != Some(name) || attrs.property.is_some() {
        return None;
    }
    let roles = [
        (keyword::USER_ID, attrs.user_id, "the event's user"),
        (keyword::GROUP_ID, attrs.group_id, "the event's account"),
        (keyword::TIMESTAMP, attrs.timestamp, "the event's time"),
    ];
    let (attribute, _, role) = roles.into_iter().find(|(_, span, _)| span.is_some())?;
    Some(format!("{role} alone; to send it as a property too: `#[track({attribute}, property)]`"))
}

/// So must every required part of the context but the group, which has an attribute of its own.
pub(super) fn report_missing_context(event: &Event, schema: &EventSchema, context: &[Sent], errors: &mut Errors) {
    let required = schema.context.required().map(|property| property.name.as_str());
    let unmet = |name: &&str| *name != "group_id" && !event.fields.iter().any(|field| is_context(field, name));
    let missing: Vec<&str> =
        required.filter(|name| !context.iter().any(|written| written.name() == *name)).filter(unmet).collect();
    let Some(first) = missing.first() else { return };
    errors.at(
        event.ident.span(),
        format!(
            "event `{}` requires {} in its context, and `{}` has no field for that\n- mark the field that holds it: \
             `#[track(context = \"{first}\")]`",
            schema.name,
            list(&missing, "and"),
            event.ident,
        ),
    );
}

/// Whether a field was meant for that part of the context, be it right or refused.
fn is_context(field: &Field, name: &str) -> bool {
    let named = field.attrs.context.as_ref();
    named.is_some_and(|named| {
        named.name.as_ref().map(syn::LitStr::value).or(field.name.clone()).as_deref() == Some(name)
    })
}

/// Whether a name in an attribute is a misspelt one of what is required.
pub(super) fn report_misspelt(event: &Event, schema: &EventSchema, required: &str, errors: &mut Errors) -> bool {
    let typed = event.fields.iter().filter_map(|field| field.attrs.property.as_ref()?.name.as_ref()).find(|name| {
        let name = name.value();
        schema.properties.get(&name).is_none() && nearest(&name, schema.properties.names()).first() == Some(&required)
    });
    if let Some(name) = typed {
        errors.at(
            name.span(),
            format!("event `{}` requires `{required}`; is `{}` meant to be that?", schema.name, name.value()),
        );
    }
    typed.is_some()
}
