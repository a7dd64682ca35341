//! What one field says: attributes that cannot go together.

use proc_macro2::Span;

use crate::attr::{FieldAttrs, keyword};
use crate::errors::Errors;
use crate::input::Field;

/// What was reported is dropped, so that nothing follows from it. Says whether a role was.
pub(crate) fn refuse_conflicts(field: &mut Field, errors: &mut Errors) -> bool {
    let attrs = &mut field.attrs;
    // `skip` keeps a field in the process, so it cannot be anything else.
    if let Some(skip) = attrs.skip {
        for (keyword, span) in attrs.given() {
            if keyword != keyword::SKIP {
                errors.at(span, format!("`{keyword}` sends the field and `skip` keeps it in the process: choose one"));
            }
        }
        let had_role = attrs.has_role();
        *attrs = FieldAttrs { skip: Some(skip), ..FieldAttrs::default() };
        return had_role;
    }
    // The fields of a flattened type say themselves what they are.
    if let Some(flatten) = attrs.flatten {
        for (keyword, span) in attrs.given() {
            if keyword != keyword::FLATTEN {
                errors.at(
                    span,
                    format!("`flatten` brings the fields of another type, which say themselves what they are: `{keyword}` belongs there"),
                );
            }
        }
        let had_role = attrs.has_role();
        *attrs = FieldAttrs { flatten: Some(flatten), unclear: attrs.unclear, ..FieldAttrs::default() };
        return had_role;
    }
    if let (Some(span), true) = (attrs.timestamp, attrs.user_id.is_some() || attrs.group_id.is_some()) {
        errors.at(span, "one field cannot be the event's time and an id: choose one");
        attrs.timestamp = None;
    }
    if let (Some(span), true) = (attrs.hashed, attrs.personal.is_some()) {
        errors.at(span, "`personal` sends the value as it is and `hashed` a hash of it: choose one");
        attrs.hashed = None;
    }
    if let (Some(span), true) = (attrs.hashed, attrs.json.is_some()) {
        errors.at(span, "`json` sends what serde makes of the value and `hashed` a hash of it: choose one");
        attrs.hashed = None;
    }
    if let (Some(span), true) = (attrs.hashed, attrs.timestamp.is_some()) {
        errors.at(span, "`timestamp` sends the time as it is and `hashed` a hash of it: choose one");
        attrs.hashed = None;
    }
    if let (Some(span), true) = (attrs.json, attrs.user_id.or(attrs.group_id).or(attrs.timestamp).is_some()) {
        errors.at(span, "`json` is for free-form values, and this field is an id or the time: remove one of the two");
        attrs.json = None;
    }
    refuse_without_property(attrs, errors);
    false
}

/// A part of the envelope that is no property has no value of its own to speak of.
fn refuse_without_property(attrs: &mut FieldAttrs, errors: &mut Errors) {
    let FieldAttrs { user_id, group_id, timestamp, context, property, json, null, personal, hashed, .. } = attrs;
    let role = user_id.map(|_| keyword::USER_ID).or(group_id.map(|_| keyword::GROUP_ID));
    let Some(role) = role.or(timestamp.map(|_| keyword::TIMESTAMP)) else { return };
    if property.is_some() || context.is_some() {
        return;
    }
    let words: [(&str, &mut Option<Span>); 4] =
        [(keyword::JSON, json), (keyword::NULL, null), (keyword::PERSONAL, personal), (keyword::HASHED, hashed)];
    for (word, given) in words {
        if let Some(span) = given.take() {
            errors.at(
                span,
                format!("`{word}` speaks of a property, and this field is the event's `{role}` alone: remove it, or write `property`, too"),
            );
        }
    }
}
