//! What a schema says of each value, for people to read.

use serde_json::{Map, Value, json};

/// By where a value stands in the event, as a JSON pointer with `*` for every item of an array: its `description`, and
/// whether it is `personal`. What the schema says nothing of is not in it.
pub(super) fn of(schema: &Value) -> Value {
    let mut notes = Map::new();
    collect(schema, "", &mut notes);
    Value::Object(notes)
}

fn collect(schema: &Value, place: &str, notes: &mut Map<String, Value>) {
    let description = schema.get("description").filter(|_| !place.is_empty());
    let is_personal = schema.get("x-personal").and_then(Value::as_bool).unwrap_or_default();
    if description.is_some() || is_personal {
        notes.insert(place.to_owned(), json!({ "description": description, "personal": is_personal }));
    }
    for (name, value) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect(value, &format!("{place}/{}", name.replace('~', "~0").replace('/', "~1")), notes);
    }
    if let Some(items) = schema.get("items") {
        collect(items, &format!("{place}/*"), notes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_description_and_all_personal_data_are_found_where_they_stand() {
        let schema = json!({
            "description": "the event's own",
            "properties": {
                "a/b": { "description": "slashed" },
                "plain": { "type": "string" },
                "friends": { "items": { "properties": { "email": { "x-personal": true } } } }
            }
        });
        assert_eq!(
            of(&schema),
            json!({
                "/a~1b": { "description": "slashed", "personal": false },
                "/friends/*/email": { "description": null, "personal": true }
            })
        );
    }
}
