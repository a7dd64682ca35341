//! From a plan file to the model.
//!
//! A keyword that is not understood is refused: skipped, it would look like a rule that somebody checks.

use crate::{
    error::{Mistake, PlanError},
    json,
    nearest::did_you_mean,
    object::{Node, Object, flag, length, number, object, text, texts, unknown},
    schema::{EventSchema, Kind, Limits, ObjectSchema, Property, ValueSchema},
};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

// Keywords of JSON Schema, and one of Thrive's own.
const SCHEMA: &str = "$schema";
const TITLE: &str = "title";
const DESCRIPTION: &str = "description";
const TYPE: &str = "type";
const FORMAT: &str = "format";
const PROPERTIES: &str = "properties";
const REQUIRED: &str = "required";
const CONST: &str = "const";
const ENUM: &str = "enum";
const MINIMUM: &str = "minimum";
const MIN_LENGTH: &str = "minLength";
const PERSONAL: &str = "x-personal";

const KEYWORD: &str = "a supported keyword here";
const EVENT_KEYWORDS: &[&str] = &[SCHEMA, TITLE, DESCRIPTION, TYPE, PROPERTIES, REQUIRED];
const EVENT_NAME_KEYWORDS: &[&str] = &[CONST, DESCRIPTION];
const OBJECT_KEYWORDS: &[&str] = &[TYPE, DESCRIPTION, PROPERTIES, REQUIRED];
const VALUE_KEYWORDS: &[&str] = &[TYPE, FORMAT, DESCRIPTION, ENUM, MINIMUM, MIN_LENGTH, PERSONAL];

const STRING: &str = "string";
const OBJECT: &str = "object";
const TYPES: &[(&str, Kind)] = &[
    (STRING, Kind::String),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("array", Kind::Array),
    (OBJECT, Kind::Object),
];
const DATE_TIME: &str = "date-time";

// The members of an event on the wire, beside its properties.
const EVENT_NAME: &str = "event_name";
const USER_ID: &str = "user_id";
const TIMESTAMP: &str = "timestamp";
const CONTEXT: &str = "context";
const GROUP_ID: &str = "group_id";

/// Reads the plan file of one event, which is named after the event: `tracking/account_created.json`.
///
/// `file` is the path to name in a mistake, and `text` what the file holds.
///
/// # Errors
///
/// The first mistake in the file: it is not JSON, breaks a rule of JSON Schema or of the service's event object, or
/// has a keyword that is not supported.
///
/// ```
/// let mistake = thrive_plan::read("tracking/account_created.json", r#"{ "title": "acount_created" }"#).unwrap_err();
/// assert_eq!(
///     mistake.to_string(),
///     "tracking/account_created.json:1:12: `title` must be `account_created`, as the file is named"
/// );
/// ```
pub fn read(file: &str, text: &str) -> Result<EventSchema, PlanError> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.strip_suffix(".json").unwrap_or(name);
    json::parse(text).and_then(|document| event(name, &document)).map_err(|mistake| PlanError::new(file, text, mistake))
}

fn event(name: &str, document: &Node<'_>) -> Result<EventSchema, Mistake> {
    let schema = object(name, document)?.only(EVENT_KEYWORDS, KEYWORD)?;
    if schema.member(SCHEMA).is_some() {
        schema.says(SCHEMA, DIALECT, "the dialect that plans are written in")?;
    }
    schema.says(TITLE, name, "as the file is named")?;
    if !is_snake_case(name) {
        let message = format!("`{name}` is not snake_case, as the name of an event must be");
        return Err(schema.place(TITLE).mistake(message));
    }
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
    require_members(&schema, &required(&schema, &members)?, &context)?;

    Ok(EventSchema {
        name: name.to_owned(),
        description: description(&schema)?,
        version: None,
        deprecated: None,
        properties,
        context,
    })
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'))
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

/// The service takes every id but the empty one, so a narrower rule would refuse what the service takes.
fn id(name: &str, node: &Node<'_>) -> Result<(), Mistake> {
    let write = r#"write `{ "type": "string", "minLength": 1 }`"#;
    match value(name, node)? {
        ValueSchema { kind: Kind::String, limits: Limits { min_length: Some(1), .. }, one_of, .. }
            if one_of.is_empty() =>
        {
            Ok(())
        }
        _ => Err(node.mistake(format!("`{name}` is any string but the empty one; {write}"))),
    }
}

fn timestamp(name: &str, node: &Node<'_>) -> Result<(), Mistake> {
    let write = r#"write `{ "type": "string", "format": "date-time" }`"#;
    match value(name, node)?.kind {
        Kind::DateTime => Ok(()),
        _ => Err(node.mistake(format!("`{name}` is a date-time; {write}"))),
    }
}

fn context(name: &str, node: &Node<'_>) -> Result<ObjectSchema, Mistake> {
    if let Some(listed) = object(name, node)?.optional(PROPERTIES, object)? {
        listed.optional(GROUP_ID, id)?;
    }
    properties(name, node)
}

fn properties(name: &str, node: &Node<'_>) -> Result<ObjectSchema, Mistake> {
    let schema = object(name, node)?.only(OBJECT_KEYWORDS, KEYWORD)?;
    schema.says(TYPE, OBJECT, "as its properties are listed here")?;
    let listed = schema.optional(PROPERTIES, object)?.unwrap_or(Object { at: schema.at, value: &[] });
    let required = required(&schema, &listed)?;
    let property = |member: &json::Member<'_>| {
        let name = &*member.key.value;
        let value = value(name, &member.value)?;
        Ok(Property { name: name.to_owned(), required: required.contains(&name), value })
    };
    Ok(ObjectSchema { properties: listed.value.iter().map(property).collect::<Result<_, _>>()?, closed: false })
}

/// The names that the schema requires, all of which are listed.
fn required<'n>(schema: &Object<'n, '_>, listed: &Object<'_, '_>) -> Result<Vec<&'n str>, Mistake> {
    let listed: Vec<&str> = listed.value.iter().map(|member| &*member.key.value).collect();
    let required = schema.optional(REQUIRED, texts)?.unwrap_or_default();
    match required.iter().find(|name| !listed.contains(&name.value)) {
        Some(name) => {
            let advice = did_you_mean(name.value, listed).unwrap_or_else(|| "list it there".to_owned());
            Err(name.mistake(format!("`{}` is required, but not listed in `{PROPERTIES}`; {advice}", name.value)))
        }
        None => Ok(required.iter().map(|name| name.value).collect()),
    }
}

fn value(name: &str, node: &Node<'_>) -> Result<ValueSchema, Mistake> {
    let schema = object(name, node)?.only(VALUE_KEYWORDS, KEYWORD)?;
    let kind = kind(&schema)?;
    supported(&schema, FORMAT, kind, &[Kind::String, Kind::DateTime])?;
    supported(&schema, ENUM, kind, &[Kind::String])?;
    supported(&schema, MINIMUM, kind, &[Kind::Integer, Kind::Number])?;
    supported(&schema, MIN_LENGTH, kind, &[Kind::String])?;
    Ok(ValueSchema {
        kind,
        description: description(&schema)?,
        one_of: schema.optional(ENUM, one_of)?.unwrap_or_default(),
        limits: Limits {
            minimum: schema.optional(MINIMUM, number)?,
            min_length: schema.optional(MIN_LENGTH, length)?,
            ..Limits::default()
        },
        personal: schema.optional(PERSONAL, flag)?.unwrap_or_default(),
        ..ValueSchema::default()
    })
}

fn kind(schema: &Object<'_, '_>) -> Result<Kind, Mistake> {
    let named = schema.needed(TYPE, text)?;
    let Some(&(_, kind)) = TYPES.iter().find(|(name, _)| *name == named.value) else {
        let names: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
        return Err(unknown(named, &names, "a type"));
    };
    match schema.optional(FORMAT, text)? {
        Some(format) if format.value != DATE_TIME => Err(unknown(format, &[DATE_TIME], "a supported format")),
        Some(_) if kind == Kind::String => Ok(Kind::DateTime),
        _ => Ok(kind),
    }
}

/// JSON Schema ignores a keyword on a value that it says nothing about, which is not what its author expects.
fn supported(schema: &Object<'_, '_>, keyword: &str, kind: Kind, kinds: &[Kind]) -> Result<(), Mistake> {
    match schema.member(keyword) {
        Some(member) if !kinds.contains(&kind) => {
            Err(member.key.mistake(format!("`{keyword}` is not supported for {kind}; remove it or change `{TYPE}`")))
        }
        _ => Ok(()),
    }
}

fn one_of(name: &str, node: &Node<'_>) -> Result<Vec<String>, Mistake> {
    match &*texts(name, node)? {
        [] => Err(node.mistake(format!("`{name}` allows no value at all; list one, or remove it"))),
        values => Ok(values.iter().map(|value| value.value.to_owned()).collect()),
    }
}

fn description(schema: &Object<'_, '_>) -> Result<Option<String>, Mistake> {
    Ok(schema.optional(DESCRIPTION, text)?.map(|text| text.value.to_owned()))
}
