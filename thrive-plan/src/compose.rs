//! From the model to JSON Schema, and to a plan file.

use crate::{
    plan::Plan,
    schema::{EventSchema, Format, Kind, Limits, ObjectSchema, Property, ValueSchema},
    write::Json,
};

impl EventSchema {
    /// The JSON Schema 2020-12 of the whole event object, envelope included, as the catalogue's files are. Every keyword
    /// that run time can check is in it.
    ///
    /// JSON Schema knows `deprecated` as a boolean: what to use instead stands in `$comment`.
    ///
    /// ```
    /// use thrive_plan::catalogue;
    ///
    /// let signed_in = catalogue::schema("signed_in")?.ok_or("not a standard event")?;
    /// assert_eq!(signed_in.to_json_schema(), catalogue::source("signed_in").ok_or("not a standard event")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json_schema(&self) -> String {
        let context_required = self.context.required().next().map(|_| "context");
        let required = ["event_name", "properties", "user_id", "timestamp"].into_iter().chain(context_required);
        let id = [("type", "\"string\""), ("minLength", "1"), ("description", "\"The id of the user who acts.\"")];
        let time = [("type", "\"string\""), ("format", "\"date-time\""), ("description", "\"When it happened.\"")];
        let members = Members::default()
            .with("event_name", Members::default().with("const", Json::string(&self.name)))
            .with("properties", object(&self.properties))
            .with("user_id", id.into_iter().collect::<Members>())
            .with("timestamp", time.into_iter().collect::<Members>())
            .with("context", object(&self.context_with_group()));
        Members::default()
            .with("$schema", Json::string("https://json-schema.org/draft/2020-12/schema"))
            .with("title", Json::string(&self.name))
            .text("description", self.description.as_deref())
            .number("version", self.version)
            .optional("deprecated", self.deprecated.as_ref().map(|_| Json::Text("true".to_owned())))
            .text("$comment", self.deprecated.as_deref())
            .with("type", Json::string("object"))
            .with("properties", members)
            .with("required", Json::strings(required))
            .file()
    }

    /// The account's id is the envelope's own, which no plan has to list.
    fn context_with_group(&self) -> ObjectSchema {
        let mut context = self.context.clone();
        if context.closed && context.get("group_id").is_none() {
            let limits = Limits { min_length: Some(1), ..Limits::default() };
            let value = ValueSchema { kind: Kind::String, limits, ..ValueSchema::default() };
            context.properties.push(Property { name: "group_id".to_owned(), required: false, value });
        }
        context
    }
}

impl Plan {
    /// The plan as one plan file, from which [`Plan::read`] reads an equal plan.
    ///
    /// ```
    /// use thrive_plan::Plan;
    ///
    /// let plan = Plan::standard()?;
    /// assert_eq!(Plan::read("tracking/plan.json", &plan.to_json())?, plan);
    /// # Ok::<(), thrive_plan::PlanError>(())
    /// ```
    pub fn to_json(&self) -> String {
        let event = |event: &EventSchema| {
            let context = (event.context != ObjectSchema::default()).then(|| object(&event.context));
            Members::default()
                .text("description", event.description.as_deref())
                .number("version", event.version)
                .text("deprecated", event.deprecated.as_deref())
                .with("properties", object(&event.properties))
                .optional("context", context)
        };
        let events = self.events.iter().map(|one| (one.name.clone(), event(one).into())).collect();
        Members::default()
            .text("personal", self.declare_personal.then_some("declare"))
            .with("events", Json::Object(events))
            .file()
    }
}

fn object(object: &ObjectSchema) -> Members {
    Members::default().with("type", Json::string("object")).described_by(object)
}

fn value(schema: &ValueSchema) -> Members {
    let ValueSchema { kind, nullable, description, one_of, constant, items, members, limits, personal, example } =
        schema;
    // The constant is the one value already.
    let listed = constant.is_none() && !one_of.is_empty();
    let null = nullable.then(|| Json::string("null"));
    let listed = listed.then(|| {
        let null = nullable.then(|| Json::Text("null".to_owned()));
        Json::Array(one_of.iter().map(|value| Json::string(value)).chain(null).collect())
    });
    let kind_name = name(*kind).map(|name| match null {
        Some(null) => Json::Array(vec![Json::string(name), null]),
        None => Json::string(name),
    });
    Members::default()
        .optional("type", kind_name)
        .text("format", format(*kind, limits.format))
        .number("minLength", limits.min_length)
        .number("maxLength", limits.max_length)
        .text("pattern", limits.pattern.as_deref())
        .text("description", description.as_deref())
        .optional("const", constant.clone().map(Json::Text))
        .optional("enum", listed)
        // JSON has no other numbers.
        .number("minimum", limits.minimum.filter(|limit| limit.is_finite()))
        .number("maximum", limits.maximum.filter(|limit| limit.is_finite()))
        .optional("items", items.as_deref().map(value))
        .described_by(members.as_ref().unwrap_or(&ObjectSchema::default()))
        .optional("examples", example.clone().map(|example| Json::Array(vec![Json::Text(example)])))
        .optional("x-personal", personal.then(|| Json::Text("true".to_owned())))
}

fn name(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Any => None,
        Kind::String | Kind::DateTime | Kind::Date | Kind::Uuid => Some("string"),
        Kind::Integer => Some("integer"),
        Kind::Number => Some("number"),
        Kind::Boolean => Some("boolean"),
        Kind::Array => Some("array"),
        Kind::Object => Some("object"),
    }
}

fn format(kind: Kind, limit: Option<Format>) -> Option<&'static str> {
    match (kind, limit) {
        (Kind::DateTime, _) => Some("date-time"),
        (Kind::Date, _) => Some("date"),
        (Kind::Uuid, _) => Some("uuid"),
        (_, Some(Format::Email)) => Some("email"),
        (_, Some(Format::Uri)) => Some("uri"),
        (_, None) => None,
    }
}

/// The members of a JSON object, one after the other.
#[derive(Default)]
struct Members(Vec<(String, Json)>);

impl Members {
    fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    fn optional(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    fn text(self, key: &str, value: Option<&str>) -> Self {
        self.optional(key, value.map(Json::string))
    }

    fn number(self, key: &str, value: Option<impl ToString>) -> Self {
        self.optional(key, value.map(|number| Json::Text(number.to_string())))
    }

    /// The keywords that list an object's members.
    fn described_by(self, object: &ObjectSchema) -> Self {
        let listed = object.properties.iter().map(|one| (one.name.clone(), value(&one.value).into()));
        let listed: Vec<_> = listed.collect();
        let required: Vec<_> = object.required().map(|property| property.name.as_str()).collect();
        self.optional("properties", (!listed.is_empty()).then_some(Json::Object(listed)))
            .optional("required", (!required.is_empty()).then(|| Json::strings(required)))
            .optional("additionalProperties", object.closed.then(|| Json::Text("false".to_owned())))
    }

    fn file(self) -> String {
        Json::from(self).file()
    }
}

impl From<Members> for Json {
    fn from(Members(members): Members) -> Self {
        Json::Object(members)
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Members {
    /// Each value is JSON text.
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(members: I) -> Self {
        Members(members.into_iter().map(|(key, text)| (key.to_owned(), Json::Text(text.to_owned()))).collect())
    }
}
