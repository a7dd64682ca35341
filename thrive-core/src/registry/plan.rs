//! The events as a plan: JSON Schema, as far as the types say it.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::EventInfo;
use super::property::{PropertyInfo, flat};
use crate::value::shape::Shape;

pub(super) fn json<'a>(events: impl Iterator<Item = &'a EventInfo>) -> String {
    let mut plan = Plan::default();
    for event in events {
        let one = Event::of(event);
        match plan.events.remove(event.name) {
            None => plan.events.insert(event.name, one),
            Some(other) => plan.events.insert(event.name, other.or(one)),
        };
    }
    // Strings, lists and maps by strings are what every JSON can say.
    let mut text = serde_json::to_string_pretty(&plan).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Default)]
struct Plan {
    events: BTreeMap<&'static str, Event>,
}

struct Event {
    description: &'static str,
    properties: Vec<Member>,
    context: Vec<Member>,
}

struct Member {
    name: &'static str,
    required: bool,
    personal: bool,
    value: Value,
}

struct Value {
    kind: Kind,
    nullable: bool,
}

enum Kind {
    Any,
    /// The id of a group: any string but the empty one.
    Id,
    /// A `type`, and the `format` of a string.
    Plain(&'static str, Option<&'static str>),
    Choice(Vec<&'static str>),
    Array(Box<Value>),
    /// With the members that are known.
    Object(Vec<Member>),
}

const TEXT: Kind = Kind::Plain("string", None);

impl Event {
    fn of(event: &EventInfo) -> Self {
        let group = event.group.map(|required| Member {
            name: "group_id",
            required,
            personal: false,
            value: Value { kind: Kind::Id, nullable: false },
        });
        let context = event.context().into_iter().map(|property| Member::of(&property));
        Event {
            description: event.description.trim(),
            properties: event.properties().iter().map(Member::of).collect(),
            context: group.into_iter().chain(context).collect(),
        }
    }

    fn or(self, other: Self) -> Self {
        Event {
            description: if self.description.is_empty() { other.description } else { self.description },
            properties: any_of(self.properties, other.properties),
            context: any_of(self.context, other.context),
        }
    }
}

/// The members of either object; a member is required where both require it.
fn any_of(mut one: Vec<Member>, other: Vec<Member>) -> Vec<Member> {
    for member in &mut one {
        member.required &= other.iter().any(|same| same.name == member.name);
    }
    for member in other {
        match one.iter_mut().find(|same| same.name == member.name) {
            Some(same) => {
                same.required &= member.required;
                same.personal |= member.personal;
                let value = std::mem::replace(&mut same.value, Value { kind: Kind::Any, nullable: false });
                same.value = value.or(member.value);
            }
            None => one.push(Member { required: false, ..member }),
        }
    }
    one
}

impl Member {
    fn of(property: &PropertyInfo) -> Self {
        Member {
            name: property.name(),
            required: property.is_required(),
            personal: property.is_personal(),
            value: Value { kind: Kind::of(property.shape()), nullable: property.is_nullable() },
        }
    }
}

impl Value {
    fn or(self, other: Self) -> Self {
        Value { nullable: self.nullable || other.nullable, kind: self.kind.or(other.kind) }
    }
}

impl Kind {
    fn of(shape: &'static Shape) -> Self {
        match shape {
            Shape::Unknown | Shape::Json => Kind::Any,
            Shape::Text => TEXT,
            Shape::Integer => Kind::Plain("integer", None),
            Shape::Number => Kind::Plain("number", None),
            Shape::Boolean => Kind::Plain("boolean", None),
            Shape::DateTime => Kind::Plain("string", Some("date-time")),
            Shape::Date => Kind::Plain("string", Some("date")),
            Shape::Uuid => Kind::Plain("string", Some("uuid")),
            Shape::Choice(_, variants) => Kind::Choice(variants.iter().map(|variant| variant.name).collect()),
            Shape::Array(items, nullable) => {
                Kind::Array(Box::new(Value { kind: Kind::of(items), nullable: *nullable }))
            }
            Shape::Map(..) => Kind::Object(Vec::new()),
            Shape::Fields(_, fields) => Kind::Object(flat(fields).iter().map(Member::of).collect()),
        }
    }

    /// What takes the values of both, and types of both kinds.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Kind::Plain(one, format), Kind::Plain(other, same)) if one == other && format == same => {
                Kind::Plain(one, format)
            }
            (Kind::Id, Kind::Id) => Kind::Id,
            (Kind::Plain("integer" | "number", _), Kind::Plain("integer" | "number", _)) => Kind::Plain("number", None),
            (Kind::Choice(mut values), Kind::Choice(others)) => {
                values.extend(others);
                let mut seen = Vec::new();
                values.retain(|value| {
                    !seen.contains(value) && {
                        seen.push(*value);
                        true
                    }
                });
                Kind::Choice(values)
            }
            (one, other) if one.is_text() && other.is_text() => TEXT,
            (Kind::Array(one), Kind::Array(other)) => Kind::Array(Box::new(one.or(*other))),
            (Kind::Object(one), Kind::Object(other)) => Kind::Object(any_of(one, other)),
            _ => Kind::Any,
        }
    }

    /// Whether a property of any string takes it.
    fn is_text(&self) -> bool {
        matches!(self, Kind::Choice(_) | Kind::Plain("string", None | Some("uuid")))
    }

    fn type_name(&self) -> Option<&'static str> {
        match self {
            Kind::Any => None,
            Kind::Plain(name, _) => Some(name),
            Kind::Id | Kind::Choice(_) => Some("string"),
            Kind::Array(_) => Some("array"),
            Kind::Object(_) => Some("object"),
        }
    }
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("events", &self.events)])
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.description.is_empty() {
            map.serialize_entry("description", self.description)?;
        }
        map.serialize_entry("properties", &Object(&self.properties))?;
        if !self.context.is_empty() {
            map.serialize_entry("context", &Object(&self.context))?;
        }
        map.end()
    }
}

/// The schema of an object of these members.
struct Object<'a>(&'a [Member]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "object")?;
        self.members(&mut map)?;
        map.end()
    }
}

impl Object<'_> {
    fn members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.0.is_empty() {
            map.serialize_entry("properties", &ByName(self.0))?;
        }
        let required: Vec<&str> = self.0.iter().filter(|member| member.required).map(|member| member.name).collect();
        if !required.is_empty() {
            map.serialize_entry("required", &required)?;
        }
        Ok(())
    }
}

/// Members in their order, which a map of serde_json need not keep.
struct ByName<'a>(&'a [Member]);

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|member| (member.name, member)))
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.value.members(&mut map)?;
        if self.personal {
            map.serialize_entry("x-personal", &true)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.members(&mut map)?;
        map.end()
    }
}

impl Value {
    fn members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match self.kind.type_name() {
            Some(name) if self.nullable => map.serialize_entry("type", &[name, "null"])?,
            Some(name) => map.serialize_entry("type", name)?,
            None => {}
        }
        match &self.kind {
            Kind::Any | Kind::Plain(_, None) => Ok(()),
            Kind::Id => map.serialize_entry("minLength", &1),
            Kind::Plain(_, Some(format)) => map.serialize_entry("format", format),
            Kind::Choice(values) => {
                let null = self.nullable.then_some(None);
                map.serialize_entry("enum", &values.iter().map(Some).chain(null).collect::<Vec<_>>())
            }
            Kind::Array(items) => map.serialize_entry("items", items),
            Kind::Object(members) => Object(members).members(map),
        }
    }
}
