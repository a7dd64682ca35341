//! The schema of a whole event object, as the catalogue's files are: a file of the catalogue can be copied and edited.

use crate::{
    error::Mistake,
    object::{Node, Object, object},
    read::{
        event::{context, deprecated, version},
        keyword::*,
        members::{id, properties, required},
        value::{description, value},
    },
    schema::{EventSchema, Kind, ObjectSchema},
};

const EVENT_KEYWORDS: &[&str] = &[SCHEMA, TITLE, DESCRIPTION, VERSION, DEPRECATED, TYPE, PROPERTIES, REQUIRED];
const EVENT_NAME_KEYWORDS: &[&str] = &[CONST, DESCRIPTION];

/// Whether this describes the event object with its envelope: `properties` lists `event_name`, as a constant or beside
/// the `properties` of the event.
pub(crate) fn is_whole(document: &Node<'_>) -> bool {
    let listed = object("", document).and_then(|schema| schema.needed(PROPERTIES, object));
    listed.is_ok_and(|listed| {
        listed.member(EVENT_NAME).is_some_and(|event_name| {
            let fixed = object("", &event_name.value).is_ok_and(|schema| schema.member(CONST).is_some());
            fixed || listed.member(PROPERTIES).is_some()
        })
    })
}

pub(super) fn event(name: &str, document: &Node<'_>) -> Result<EventSchema, Mistake> {
    let schema = object(name, document)?.only(EVENT_KEYWORDS, KEYWORD)?;
    if schema.member(SCHEMA).is_some() {
        schema.says(SCHEMA, DIALECT, "the dialect of a whole event's schema")?;
    }
    schema.says(TITLE, name, "as the file is named")?;
    schema.says(TYPE, OBJECT, "as an event is one")?;

    let members = schema
        .needed(PROPERTIES, object)?
        .only(&[EVENT_NAME, PROPERTIES, USER_ID, TIMESTAMP, CONTEXT], "a member of an event")?;
    let event_name = members.needed(EVENT_NAME, object)?.only(EVENT_NAME_KEYWORDS, KEYWORD)?;
    event_name.says(CONST, name, "as the file is named")?;
    members.needed(USER_ID, id)?;
    members.needed(TIMESTAMP, timestamp)?;
    let properties = members.needed(PROPERTIES, properties)?;
    let context = members.optional(CONTEXT, context)?.unwrap_or_default();
    require_members(&schema, &required(&schema, &members, None)?, &context)?;

    Ok(EventSchema {
        name: name.to_owned(),
        description: description(&schema)?,
        version: version(&schema)?,
        deprecated: deprecated(&schema)?,
        properties,
        context,
    })
}

/// The service refuses an event without one of these, and the context is a required one if anything in it is.
fn require_members(schema: &Object<'_, '_>, required: &[&str], context: &ObjectSchema) -> Result<(), Mistake> {
    let refuse = |message| Err(schema.place(REQUIRED).mistake(message));
    for member in [EVENT_NAME, PROPERTIES, USER_ID, TIMESTAMP] {
        if !required.contains(&member) {
            return refuse(format!("`{REQUIRED}` must list `{member}`, which no event goes without"));
        }
    }
    match (context.required().next(), required.contains(&CONTEXT)) {
        (Some(key), false) => {
            refuse(format!("`{REQUIRED}` must list `{CONTEXT}`, since `{}` is required in it", key.name))
        }
        (None, true) => refuse(format!("`{REQUIRED}` lists `{CONTEXT}`, in which nothing is required; remove it")),
        _ => Ok(()),
    }
}

fn timestamp(name: &str, node: &Node<'_>) -> Result<(), Mistake> {
    let write = r#"write `{ "type": "string", "format": "date-time" }`"#;
    let value = value(name, node)?;
    if value.kind == Kind::DateTime && !value.nullable {
        Ok(())
    } else {
        Err(node.mistake(format!("`{name}` is a date-time; {write}")))
    }
}
