//! What a value may be.

use crate::{
    error::{Located, Mistake},
    json::Value,
    object::{Node, Object, Text, flag, items, number, object, text, unknown, whole_number},
    read::{
        constant,
        keyword::*,
        members::{GroupId, listed},
    },
    schema::{Format, Kind, Limits, ValueSchema},
};

const KEYWORDS: &[&str] = &[
    TYPE,
    FORMAT,
    DESCRIPTION,
    ENUM,
    CONST,
    ITEMS,
    PROPERTIES,
    REQUIRED,
    ADDITIONAL,
    MINIMUM,
    MAXIMUM,
    MIN_LENGTH,
    MAX_LENGTH,
    PATTERN,
    EXAMPLES,
    PERSONAL,
];

/// The keywords that say something of some kinds only.
const SAYS_SOMETHING_OF: &[(&str, &[Kind])] = &[
    (ENUM, &[Kind::String]),
    (MINIMUM, &[Kind::Integer, Kind::Number]),
    (MAXIMUM, &[Kind::Integer, Kind::Number]),
    (MIN_LENGTH, &[Kind::String]),
    (MAX_LENGTH, &[Kind::String]),
    (PATTERN, &[Kind::String]),
    (ITEMS, &[Kind::Array]),
    (PROPERTIES, &[Kind::Object]),
    (REQUIRED, &[Kind::Object]),
    (ADDITIONAL, &[Kind::Object]),
];

const NULL: &str = "null";
const TYPES: &[(&str, Kind)] = &[
    ("string", Kind::String),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("array", Kind::Array),
    (OBJECT, Kind::Object),
];

/// A format makes another kind of a string, or limits it at run time.
const FORMATS: &[(&str, Kind, Option<Format>)] = &[
    ("date-time", Kind::DateTime, None),
    ("date", Kind::Date, None),
    ("uuid", Kind::Uuid, None),
    ("email", Kind::String, Some(Format::Email)),
    ("uri", Kind::String, Some(Format::Uri)),
];

pub(super) fn value(name: &str, node: &Node<'_>) -> Result<ValueSchema, Mistake> {
    let schema = object(name, node)?.only(KEYWORDS, KEYWORD)?;
    let named = schema.optional(TYPE, types)?;
    let value = match schema.member(CONST) {
        Some(constant) => constant::value(&schema, named, &constant.value)?,
        None => variable(&schema, named)?,
    };
    let examples = schema.optional(EXAMPLES, items)?.unwrap_or_default();
    Ok(ValueSchema {
        description: description(&schema)?,
        personal: schema.optional(PERSONAL, flag)?.unwrap_or_default(),
        example: examples.first().map(|example| example.value.to_json()),
        ..value
    })
}

/// A value that is not always the same.
fn variable(schema: &Object<'_, '_>, named: Option<(Kind, bool)>) -> Result<ValueSchema, Mistake> {
    let (kind, nullable) = match named {
        Some(named) => named,
        // Only strings can be listed.
        None if schema.member(ENUM).is_some() => (Kind::String, false),
        None => (Kind::Any, true),
    };
    says_something(schema, FORMAT, kind, &[Kind::String])?;
    let (kind, format) = schema.optional(FORMAT, format)?.unwrap_or((kind, None));
    for (keyword, kinds) in SAYS_SOMETHING_OF {
        says_something(schema, keyword, kind, kinds)?;
    }

    let limits = limits(schema, format)?;
    let listed_values = schema.optional(ENUM, items)?.map(|values| one_of(schema, values, &limits)).transpose()?;
    let lists_null = listed_values.as_ref().map(|(_, lists_null)| *lists_null);
    match (named, lists_null) {
        (Some((_, true)), Some(false)) => {
            let message = "`enum` does not list `null`, which `type` allows; add it here, or remove it there";
            return Err(schema.place(ENUM).mistake(message));
        }
        (Some((_, false)), Some(true)) => {
            let message = r#"`enum` lists `null`, and `type` does not allow it; write `"type": ["string", "null"]`"#;
            return Err(schema.place(ENUM).mistake(message));
        }
        _ => {}
    }
    let members = if kind == Kind::Object { Some(listed(schema, GroupId::Listed)?) } else { None };
    Ok(ValueSchema {
        kind,
        nullable: nullable || lists_null == Some(true),
        one_of: listed_values.unwrap_or_default().0,
        items: schema.optional(ITEMS, value)?.map(Box::new),
        members: members.filter(|members| members.closed || !members.properties.is_empty()),
        limits,
        ..ValueSchema::default()
    })
}

/// A type, or a type and `null`: its kind, and whether `null` is a value too.
fn types(name: &str, node: &Node<'_>) -> Result<(Kind, bool), Mistake> {
    if let Value::Array(_) = node.value {
        return match items(name, node)? {
            [null, other] | [other, null] if is_null(null) && !is_null(other) => Ok((kind(text(name, other)?)?, true)),
            _ => Err(node.mistake(r#"`type` is one type, or one type and null: `["string", "null"]`"#)),
        };
    }
    Ok((kind(text(name, node)?)?, false))
}

fn is_null(node: &Node<'_>) -> bool {
    matches!(&node.value, Value::String(name) if name == NULL)
}

fn kind(named: Text<'_>) -> Result<Kind, Mistake> {
    if named.value == NULL {
        return Err(named.mistake(r#"`null` alone is no type; name the other one too: `["string", "null"]`"#));
    }
    let kind = TYPES.iter().find(|(name, _)| *name == named.value).map(|(_, kind)| *kind);
    kind.ok_or_else(|| {
        let names: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
        unknown(named, &names, "a type")
    })
}

fn format(name: &str, node: &Node<'_>) -> Result<(Kind, Option<Format>), Mistake> {
    let named = text(name, node)?;
    match FORMATS.iter().find(|(name, ..)| *name == named.value) {
        Some((_, kind, format)) => Ok((*kind, *format)),
        None => {
            let names: Vec<&str> = FORMATS.iter().map(|(name, ..)| *name).collect();
            Err(unknown(named, &names, "a supported format"))
        }
    }
}

/// JSON Schema ignores a keyword on a value that it says nothing about, which is not what its author expects.
fn says_something(schema: &Object<'_, '_>, keyword: &str, kind: Kind, kinds: &[Kind]) -> Result<(), Mistake> {
    let Some(member) = schema.member(keyword).filter(|_| !kinds.contains(&kind)) else { return Ok(()) };
    Err(member.key.mistake(match kind {
        Kind::Any => format!("`{keyword}` is not supported without a `{TYPE}`; add one"),
        Kind::DateTime | Kind::Date | Kind::Uuid => {
            format!("`{keyword}` is not supported for {kind}; remove it or `{FORMAT}`")
        }
        _ => format!("`{keyword}` is not supported for {kind}; remove it or change `{TYPE}`"),
    }))
}

fn limits(schema: &Object<'_, '_>, format: Option<Format>) -> Result<Limits, Mistake> {
    let length = |name: &str, node: &Node<'_>| whole_number(name, node, 0);
    let limits = Limits {
        minimum: schema.optional(MINIMUM, number)?,
        maximum: schema.optional(MAXIMUM, number)?,
        min_length: schema.optional(MIN_LENGTH, length)?,
        max_length: schema.optional(MAX_LENGTH, length)?,
        pattern: schema.optional(PATTERN, pattern)?,
        format,
    };
    let contradiction = |least, greatest| {
        let message = format!("`{greatest}` is below `{least}`, so no value would be right; change one of them");
        Err(schema.place(greatest).mistake(message))
    };
    if limits.minimum.zip(limits.maximum).is_some_and(|(minimum, maximum)| maximum < minimum) {
        return contradiction(MINIMUM, MAXIMUM);
    }
    if limits.min_length.zip(limits.max_length).is_some_and(|(least, greatest)| greatest < least) {
        return contradiction(MIN_LENGTH, MAX_LENGTH);
    }
    Ok(limits)
}

/// Whether it is a regular expression is seen by who runs it.
fn pattern(name: &str, node: &Node<'_>) -> Result<String, Mistake> {
    match text(name, node)?.value {
        "" => Err(node.mistake(format!("`{name}` is empty, so every string matches it; write one, or remove it"))),
        pattern => Ok(pattern.to_owned()),
    }
}

/// The strings of an `enum`, and whether `null` stands among them.
fn one_of(schema: &Object<'_, '_>, values: &[Node<'_>], limits: &Limits) -> Result<(Vec<String>, bool), Mistake> {
    let mut strings: Vec<String> = Vec::new();
    let mut lists_null = false;
    for item in values {
        let twice = match &item.value {
            Value::Null => std::mem::replace(&mut lists_null, true),
            Value::String(value) if strings.iter().any(|other| other == value) => true,
            Value::String(value) => {
                fits(item, value, limits)?;
                strings.push(value.to_string());
                false
            }
            other => {
                return Err(item.mistake(format!("`{ENUM}` lists strings, and this is {}", other.noun())));
            }
        };
        if twice {
            let value = if let Value::String(value) = &item.value { value } else { NULL };
            return Err(item.mistake(format!("`{value}` stands twice in `{ENUM}`; remove one")));
        }
    }
    if strings.is_empty() {
        return Err(schema.place(ENUM).mistake(format!("`{ENUM}` lists no string; list one, or remove it")));
    }
    Ok((strings, lists_null))
}

/// Refuses a listed value that its own schema would refuse.
fn fits(item: &Located<Value<'_>>, value: &str, limits: &Limits) -> Result<(), Mistake> {
    let length = value.chars().count() as u64;
    let broken = |keyword: &str, limit: u64| {
        Err(item.mistake(format!("`{value}` has {length} characters, and `{keyword}` is {limit}; change one of them")))
    };
    match *limits {
        Limits { min_length: Some(least), .. } if length < least => broken(MIN_LENGTH, least),
        Limits { max_length: Some(greatest), .. } if length > greatest => broken(MAX_LENGTH, greatest),
        _ => Ok(()),
    }
}

pub(super) fn description(schema: &Object<'_, '_>) -> Result<Option<String>, Mistake> {
    Ok(schema.optional(DESCRIPTION, text)?.map(|text| text.value.to_owned()))
}
