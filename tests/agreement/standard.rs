//! The standard catalogue in the test's own model.

use serde_json::Value as Json;
use thrive_plan::catalogue;

use crate::model::{Event, Members, Property, Range, Shape, Style, Text, Value};

/// Every standard event and its file, which is the schema of the whole event object.
pub(crate) fn events() -> Vec<(Event, Json)> {
    let event = |name: &str| {
        let source = catalogue::source(name).expect("a listed event has a file");
        let file: Json = serde_json::from_str(source).expect("the catalogue is JSON");
        let context = &file["properties"]["context"];
        let mut event = Event {
            name: name.to_owned(),
            description: None,
            version: None,
            deprecated: None,
            properties: members(&file["properties"]["properties"]),
            context: members(context),
            group_required: requires(context, "group_id"),
        };
        event.context.listed.retain(|property| property.name != "group_id");
        (event, file)
    };
    catalogue::names().map(event).collect()
}

fn requires(object: &Json, name: &str) -> bool {
    object["required"].as_array().is_some_and(|required| required.iter().any(|other| other == name))
}

fn members(object: &Json) -> Members {
    let property = |(name, schema): (&String, &'_ Json)| Property {
        name: name.clone(),
        words: name.clone().leak().split('_').collect(),
        required: requires(object, name),
        value: Value { shape: shape(schema), nullable: false, personal: schema["x-personal"] == true },
    };
    let listed = object["properties"].as_object().into_iter().flatten().map(property).collect();
    Members { listed, closed: false, style: Style::Snake }
}

fn shape(schema: &Json) -> Shape {
    let range = || Range { minimum: schema["minimum"].as_i64(), maximum: None };
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date-time")) => Shape::DateTime,
        (Some("string"), None) => {
            let values = schema["enum"].as_array().into_iter().flatten();
            let one_of = values.map(|value| value.as_str().expect("a string").to_owned()).collect();
            Shape::Text(Text { one_of, ..Text::default() })
        }
        (Some("integer"), _) => Shape::Integer(range()),
        (Some("number"), _) => Shape::Number(range()),
        (Some("boolean"), _) => Shape::Boolean,
        (Some("array"), _) => Shape::Array(None),
        (Some("object"), _) => Shape::Object(None),
        other => unreachable!("the catalogue has come to use {other:?}"),
    }
}
