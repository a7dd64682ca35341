//! An event as a team writes it: its properties and its context, without the envelope around them.
//!
//! `properties` is an object's schema with a `type` of its own, or, shorter, the list of properties itself, with
//! `required` and `additionalProperties` beside it.

use crate::{
    error::Mistake,
    json::Value,
    object::{Node, Object, object, text, whole_number},
    read::{
        keyword::*,
        members::{GroupId, listed, properties},
        value::description,
    },
    schema::{EventSchema, ObjectSchema},
};

const LONG_KEYWORDS: &[&str] = &[SCHEMA, DESCRIPTION, VERSION, DEPRECATED, PROPERTIES, CONTEXT];
const SHORT_KEYWORDS: &[&str] =
    &[SCHEMA, DESCRIPTION, VERSION, DEPRECATED, TYPE, PROPERTIES, REQUIRED, ADDITIONAL, CONTEXT];
const CONTEXT_KEYWORDS: &[&str] = &[TYPE, DESCRIPTION, PROPERTIES, REQUIRED, ADDITIONAL];

pub(super) fn event(name: &str, node: &Node<'_>) -> Result<EventSchema, Mistake> {
    let schema = object(name, node)?.only(SHORT_KEYWORDS, KEYWORD)?;
    // An editor's business: the path of the meta-schema.
    schema.optional(SCHEMA, text)?;
    let properties = if is_long(&schema) {
        let misplaced = schema.value.iter().find(|member| !LONG_KEYWORDS.contains(&&*member.key.value));
        if let Some(member) = misplaced {
            let message = format!("`{0}` belongs into `{PROPERTIES}`, which has a `{TYPE}`; move it", member.key.value);
            return Err(member.key.mistake(message));
        }
        schema.needed(PROPERTIES, properties)?
    } else {
        if schema.member(TYPE).is_some() {
            schema.says(TYPE, OBJECT, "as its properties are listed here")?;
        }
        listed(&schema, GroupId::Listed)?
    };
    Ok(EventSchema {
        name: name.to_owned(),
        description: description(&schema)?,
        version: version(&schema)?,
        deprecated: deprecated(&schema)?,
        properties,
        context: schema.optional(CONTEXT, team_context)?.unwrap_or_default(),
    })
}

/// In the short form a member `type` is a property of that name, and no property is a string.
fn is_long(schema: &Object<'_, '_>) -> bool {
    let properties = schema.member(PROPERTIES).map(|member| object(PROPERTIES, &member.value));
    let kind = properties.and_then(Result::ok).and_then(|properties| properties.member(TYPE));
    kind.is_some_and(|kind| matches!(kind.value.value, Value::String(_)))
}

/// The context of a whole event's schema, which lists what it requires.
pub(super) fn context(name: &str, node: &Node<'_>) -> Result<ObjectSchema, Mistake> {
    let schema = object(name, node)?.only(CONTEXT_KEYWORDS, KEYWORD)?;
    schema.says(TYPE, OBJECT, "as its properties are listed here")?;
    listed(&schema, GroupId::Checked)
}

/// The context of a team's event. The id of the group is the envelope's own, so it can be required without more words.
fn team_context(name: &str, node: &Node<'_>) -> Result<ObjectSchema, Mistake> {
    let schema = object(name, node)?.only(CONTEXT_KEYWORDS, KEYWORD)?;
    if schema.member(TYPE).is_some() {
        schema.says(TYPE, OBJECT, "as its properties are listed here")?;
    }
    listed(&schema, GroupId::Known)
}

pub(super) fn version(schema: &Object<'_, '_>) -> Result<Option<u64>, Mistake> {
    schema.optional(VERSION, |name, node| whole_number(name, node, 1))
}

pub(super) fn deprecated(schema: &Object<'_, '_>) -> Result<Option<String>, Mistake> {
    schema.optional(DEPRECATED, |name, node| match &node.value {
        Value::String(instead) if !instead.trim().is_empty() => Ok(instead.to_string()),
        Value::String(_) => Err(node.mistake(format!("`{name}` is empty; say what to use instead"))),
        other => {
            Err(node.mistake(format!("`{name}` must be a string that says what to use instead, not {}", other.noun())))
        }
    })
}
