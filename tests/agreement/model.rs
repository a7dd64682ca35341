//! The test's own model of a plan. It says what a value may be as JSON Schema says it, and knows nothing of how
//! `thrive-plan` reads that.

use serde_json::{Map, Value as Json, json};

/// An event of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) version: Option<u64>,
    pub(crate) deprecated: Option<String>,
    pub(crate) properties: Members,
    /// Without the id of the group, which is the envelope's own.
    pub(crate) context: Members,
    pub(crate) group_required: bool,
}

/// What an object lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    pub(crate) listed: Vec<Property>,
    pub(crate) closed: bool,
    /// How most of the names are written.
    pub(crate) style: Style,
}

#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// The words that `Members::style` makes the name of; none where the name is of no style.
    pub(crate) words: Vec<&'static str>,
    pub(crate) required: bool,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) shape: Shape,
    pub(crate) nullable: bool,
    pub(crate) personal: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// No type at all, which is any value.
    Any,
    Text(Text),
    Integer(Range),
    Number(Range),
    Boolean,
    DateTime,
    Date,
    Uuid,
    /// `None` where the items may be anything.
    Array(Option<Box<Value>>),
    /// `None` where no member is listed and any is allowed.
    Object(Option<Members>),
    /// The only value there is: a string, a number or a boolean.
    Constant(Json),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) one_of: Vec<String>,
    pub(crate) format: Option<&'static str>,
    pub(crate) least: Option<usize>,
    pub(crate) most: Option<usize>,
    pub(crate) pattern: Option<&'static str>,
}

impl Text {
    pub(crate) fn is_plain(&self) -> bool {
        self.one_of.is_empty()
            && self.format.is_none()
            && self.least.is_none()
            && self.most.is_none()
            && self.pattern.is_none()
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Range {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Style {
    #[default]
    Snake,
    Camel,
    Kebab,
    Screaming,
}

impl Style {
    /// The word for `rename_all`.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Style::Snake => "snake_case",
            Style::Camel => "camelCase",
            Style::Kebab => "kebab-case",
            Style::Screaming => "SCREAMING_SNAKE_CASE",
        }
    }

    pub(crate) fn join(self, words: &[&str]) -> String {
        match self {
            Style::Snake => words.join("_"),
            Style::Kebab => words.join("-"),
            Style::Screaming => words.join("_").to_uppercase(),
            Style::Camel => words
                .iter()
                .enumerate()
                .map(|(index, word)| if index == 0 { (*word).to_owned() } else { capital(word) })
                .collect(),
        }
    }
}

/// The word with a capital in front.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

impl Event {
    /// The plan's file: what a team writes.
    pub(crate) fn plan_file(&self) -> Json {
        let mut file = Map::new();
        file.extend(self.description.clone().map(|text| ("description".to_owned(), text.into())));
        file.extend(self.version.map(|version| ("version".to_owned(), version.into())));
        file.extend(self.deprecated.clone().map(|instead| ("deprecated".to_owned(), instead.into())));
        file.extend(self.properties.keywords());
        let mut context = self.context.keywords();
        if self.group_required {
            match context.get_mut("required").and_then(Json::as_array_mut) {
                Some(required) => required.push("group_id".into()),
                None => drop(context.insert("required".to_owned(), json!(["group_id"]))),
            }
        }
        if !context.is_empty() {
            file.insert("context".to_owned(), context.into());
        }
        file.into()
    }

    /// What the event object on the wire has to be: the plan's words in the service's envelope.
    pub(crate) fn whole(&self) -> Json {
        let mut context = Shape::Object(Some(self.context.clone())).schema();
        let id = json!({ "type": "string", "minLength": 1 });
        *member(member(&mut context, "properties"), "group_id") = id.clone();
        let mut required = vec!["event_name", "properties", "user_id", "timestamp"];
        let needed: Vec<&str> = self
            .context
            .required()
            .map(|property| property.name.as_str())
            .chain(self.group_required.then_some("group_id"))
            .collect();
        if !needed.is_empty() {
            required.push("context");
            *member(&mut context, "required") = json!(needed);
        }
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
                "event_name": { "const": self.name },
                "properties": Shape::Object(Some(self.properties.clone())).schema(),
                "user_id": id,
                "timestamp": { "type": "string", "format": "date-time" },
                "context": context,
            },
            "required": required,
            "additionalProperties": false,
        })
    }
}

fn member<'a>(object: &'a mut Json, name: &str) -> &'a mut Json {
    object.as_object_mut().expect("a schema is an object").entry(name).or_insert_with(|| json!({}))
}

impl Members {
    pub(crate) fn required(&self) -> impl Iterator<Item = &Property> {
        self.listed.iter().filter(|property| property.required)
    }

    fn keywords(&self) -> Map<String, Json> {
        let mut keywords = Map::new();
        if !self.listed.is_empty() {
            let properties = self.listed.iter().map(|property| (property.name.clone(), property.value.schema()));
            keywords.insert("properties".to_owned(), Json::Object(properties.collect()));
        }
        let required: Vec<&str> = self.required().map(|property| property.name.as_str()).collect();
        if !required.is_empty() {
            keywords.insert("required".to_owned(), required.into());
        }
        if self.closed {
            keywords.insert("additionalProperties".to_owned(), false.into());
        }
        keywords
    }
}

impl Value {
    pub(crate) fn schema(&self) -> Json {
        let mut schema = self.shape.schema();
        if self.nullable
            && let Some(schema) = schema.as_object_mut()
        {
            if let Some(kind) = schema.get("type").cloned() {
                schema.insert("type".to_owned(), json!([kind, "null"]));
            }
            if let Some(Json::Array(values)) = schema.get_mut("enum") {
                values.push(Json::Null);
            }
        }
        if self.personal {
            *member(&mut schema, "x-personal") = true.into();
        }
        schema
    }
}

impl Shape {
    fn schema(&self) -> Json {
        let mut schema = Map::new();
        let mut say = |keyword: &str, value: Json| drop(schema.insert(keyword.to_owned(), value));
        match self {
            Shape::Any => {}
            Shape::Text(Text { one_of, format, least, most, pattern }) => {
                say("type", "string".into());
                if !one_of.is_empty() {
                    say("enum", json!(one_of));
                }
                format.iter().for_each(|format| say("format", (*format).into()));
                least.iter().for_each(|least| say("minLength", (*least).into()));
                most.iter().for_each(|most| say("maxLength", (*most).into()));
                pattern.iter().for_each(|pattern| say("pattern", (*pattern).into()));
            }
            Shape::Integer(range) | Shape::Number(range) => {
                say("type", if matches!(self, Shape::Integer(_)) { "integer" } else { "number" }.into());
                range.minimum.iter().for_each(|minimum| say("minimum", (*minimum).into()));
                range.maximum.iter().for_each(|maximum| say("maximum", (*maximum).into()));
            }
            Shape::Boolean => say("type", "boolean".into()),
            Shape::DateTime | Shape::Date | Shape::Uuid => {
                say("type", "string".into());
                say("format", self.format().into());
            }
            Shape::Array(items) => {
                say("type", "array".into());
                items.iter().for_each(|items| say("items", items.schema()));
            }
            Shape::Object(members) => {
                say("type", "object".into());
                for (keyword, value) in members.iter().flat_map(Members::keywords) {
                    say(&keyword, value);
                }
            }
            Shape::Constant(value) => say("const", value.clone()),
        }
        schema.into()
    }

    fn format(&self) -> &'static str {
        match self {
            Shape::DateTime => "date-time",
            Shape::Date => "date",
            _ => "uuid",
        }
    }
}
