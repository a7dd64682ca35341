//! The keywords that a type says nothing of. For each a value that compiles and breaks it.

use serde_json::{Value as Json, json};

/// A keyword that only run time can check.
pub(crate) struct RunTimeKeyword {
    /// What it is called here: a format has no keyword of its own.
    pub(crate) name: &'static str,
    pub(crate) schema: fn() -> Json,
    pub(crate) ty: &'static str,
    /// A value that breaks it.
    pub(crate) value: &'static str,
}

pub(crate) const RUN_TIME_KEYWORDS: &[RunTimeKeyword] = &[
    RunTimeKeyword { name: "minimum", schema: || json!({ "type": "integer", "minimum": 1 }), ty: "u8", value: "0" },
    RunTimeKeyword { name: "maximum", schema: || json!({ "type": "number", "maximum": 1 }), ty: "f64", value: "1.5" },
    RunTimeKeyword {
        name: "minLength",
        schema: || json!({ "type": "string", "minLength": 1 }),
        ty: "&'static str",
        value: "\"\"",
    },
    RunTimeKeyword {
        name: "maxLength",
        schema: || json!({ "type": "string", "maxLength": 2 }),
        ty: "&'static str",
        value: "\"long\"",
    },
    RunTimeKeyword {
        name: "pattern",
        schema: || json!({ "type": "string", "pattern": "^[A-Z]+$" }),
        ty: "&'static str",
        value: "\"small\"",
    },
    RunTimeKeyword {
        name: "email",
        schema: || json!({ "type": "string", "format": "email" }),
        ty: "&'static str",
        value: "\"nobody\"",
    },
    RunTimeKeyword {
        name: "uri",
        schema: || json!({ "type": "string", "format": "uri" }),
        ty: "&'static str",
        value: "\"nowhere\"",
    },
];

impl RunTimeKeyword {
    pub(crate) fn event(&self) -> String {
        format!("breaks_{}", self.name.to_ascii_lowercase())
    }

    pub(crate) fn plan_file(&self) -> Json {
        json!({ "properties": { "value": (self.schema)() }, "required": ["value"], "additionalProperties": false })
    }

    /// The whole event object's schema.
    pub(crate) fn whole(&self) -> Json {
        let properties =
            json!({ "properties": { "value": (self.schema)() }, "required": ["value"], "additionalProperties": false });
        json!({ "type": "object", "properties": { "properties": properties }, "required": ["properties"] })
    }

    /// The struct and the function that prints its value.
    pub(crate) fn module(&self) -> String {
        let RunTimeKeyword { name, ty, value, .. } = self;
        let event = self.event();
        format!(
            "use thrive_core::TrackEvent;\n\n#[derive(TrackEvent)]\n#[track(event = {event:?})]\n\
             pub struct Event {{\n    pub value: {ty},\n}}\n\n\
             pub fn print() {{\n    crate::print({name:?}, \"breaks\", Event {{ value: {value} }}.by(1).within(1).to_json());\n}}\n"
        )
    }

    /// Whether an error of the validator is this keyword's.
    pub(crate) fn names(&self, schema: &Json, path: &str) -> bool {
        let keyword = path.rsplit('/').next().unwrap_or_default();
        keyword == self.name || (keyword == "format" && schema.pointer(path).is_some_and(|format| format == self.name))
    }
}
