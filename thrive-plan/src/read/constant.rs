//! A value that is always the same.

use crate::{
    error::Mistake,
    json::Value,
    object::{Node, Object, number},
    read::keyword::*,
    schema::{Kind, ValueSchema},
};

/// A constant says it all: another rule beside it is idle, or in contradiction.
const BESIDE_CONST: &[&str] = &[CONST, TYPE, DESCRIPTION, EXAMPLES, PERSONAL];

pub(super) fn value(
    schema: &Object<'_, '_>,
    named: Option<(Kind, bool)>,
    constant: &Node<'_>,
) -> Result<ValueSchema, Mistake> {
    schema.only_beside(CONST, BESIDE_CONST)?;
    let (found, one_of) = match &constant.value {
        Value::String(text) => (Kind::String, vec![text.to_string()]),
        Value::Boolean(_) => (Kind::Boolean, Vec::new()),
        Value::Number(text) => {
            number(CONST, constant)?;
            let whole = !text.contains(['.', 'e', 'E']);
            (if whole { Kind::Integer } else { Kind::Number }, Vec::new())
        }
        other => {
            let message = format!(
                "`{CONST}` is a string, a number or a boolean, and this is {}; leave `{CONST}` out",
                other.noun()
            );
            return Err(constant.mistake(message));
        }
    };
    let kind = match named {
        Some((_, true)) => {
            let message = format!("`{CONST}` leaves no room for null; name one type only");
            return Err(schema.place(TYPE).mistake(message));
        }
        Some((Kind::Number, false)) if found == Kind::Integer => Kind::Number,
        Some((kind, false)) if kind != found => {
            let message = format!("`{CONST}` must be {kind}, as `{TYPE}` says, not {found}");
            return Err(constant.mistake(message));
        }
        _ => found,
    };
    Ok(ValueSchema { kind, one_of, constant: Some(constant.value.to_json()), ..ValueSchema::default() })
}
