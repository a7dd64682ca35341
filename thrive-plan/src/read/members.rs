//! The members of an object: which are listed, which are required, and whether there may be others.

use crate::{
    error::Mistake,
    json::Member,
    nearest::did_you_mean,
    object::{Node, Object, flag, object, texts},
    read::{keyword::*, value::value},
    schema::{Kind, Limits, ObjectSchema, Property, ValueSchema},
};

const OBJECT_KEYWORDS: &[&str] = &[TYPE, DESCRIPTION, PROPERTIES, REQUIRED, ADDITIONAL];

/// What `group_id` is in an object.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum GroupId {
    /// A member like others.
    Listed,
    /// An id, where it is listed.
    Checked,
    /// An id, whether it is listed or only required.
    Known,
}

pub(super) fn properties(name: &str, node: &Node<'_>) -> Result<ObjectSchema, Mistake> {
    let schema = object(name, node)?.only(OBJECT_KEYWORDS, KEYWORD)?;
    schema.says(TYPE, OBJECT, "as its properties are listed here")?;
    listed(&schema, GroupId::Listed)
}

/// The members that `properties`, `required` and `additionalProperties` of a schema describe.
pub(super) fn listed(schema: &Object<'_, '_>, group_id: GroupId) -> Result<ObjectSchema, Mistake> {
    let listed = schema.optional(PROPERTIES, object)?.unwrap_or(Object { at: schema.at, value: &[] });
    if group_id != GroupId::Listed {
        listed.optional(GROUP_ID, id)?;
    }
    let known = (group_id == GroupId::Known).then_some(GROUP_ID);
    let required = required(schema, &listed, known)?;
    let property = |member: &Member<'_>| {
        let name = &*member.key.value;
        let value = value(name, &member.value)?;
        Ok(Property { name: name.to_owned(), required: required.contains(&name), value })
    };
    let mut properties = listed.value.iter().map(property).collect::<Result<Vec<_>, _>>()?;
    if required.contains(&GROUP_ID) && listed.member(GROUP_ID).is_none() {
        properties.insert(0, required_group_id());
    }
    let open = schema.optional(ADDITIONAL, flag)?.unwrap_or(true);
    Ok(ObjectSchema { properties, closed: !open })
}

/// The names that the schema requires, all of which are listed or `known` without that.
pub(super) fn required<'n>(
    schema: &Object<'n, '_>,
    listed: &Object<'_, '_>,
    known: Option<&str>,
) -> Result<Vec<&'n str>, Mistake> {
    let listed: Vec<&str> = listed.value.iter().map(|member| &*member.key.value).chain(known).collect();
    let required = schema.optional(REQUIRED, texts)?.unwrap_or_default();
    match required.iter().find(|name| !listed.contains(&name.value)) {
        Some(name) => {
            let advice = did_you_mean(name.value, listed).unwrap_or_else(|| "list it there".to_owned());
            Err(name.mistake(format!("`{}` is required, but not listed in `{PROPERTIES}`; {advice}", name.value)))
        }
        None => Ok(required.iter().map(|name| name.value).collect()),
    }
}

/// The service takes every id but the empty one, so a narrower rule would refuse what the service takes.
pub(super) fn id(name: &str, node: &Node<'_>) -> Result<(), Mistake> {
    let write = r#"write `{ "type": "string", "minLength": 1 }`"#;
    let ValueSchema { kind, nullable, one_of, limits, .. } = value(name, node)?;
    if kind == Kind::String && !nullable && one_of.is_empty() && limits == not_empty() {
        Ok(())
    } else {
        Err(node.mistake(format!("`{name}` is any string but the empty one; {write}")))
    }
}

fn not_empty() -> Limits {
    Limits { min_length: Some(1), ..Limits::default() }
}

fn required_group_id() -> Property {
    let value = ValueSchema { kind: Kind::String, limits: not_empty(), ..ValueSchema::default() };
    Property { name: GROUP_ID.to_owned(), required: true, value }
}
