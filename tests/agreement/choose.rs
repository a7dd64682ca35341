//! From a schema to a struct, by rule: every choice here is one that the derive has to accept.

use fastrand::Rng;

use crate::model::{Event, Members, Property, Range, Shape, Style, Text};
use crate::random::pick;
use crate::rust::{Field, Leaf, Slot, Struct, Type};

/// Rust's words that an identifier may be in raw form only.
const RESERVED: &[&str] = &["type", "async", "self", "crate"];

/// The struct of an event, and what the call has to add.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) event: Struct,
    /// `.by("u")` and the like.
    pub(crate) call: String,
}

pub(crate) fn event(rng: &mut Rng, event: &Event) -> Derived {
    let mut chooser = Chooser { rng, types: 0 };
    chooser.event(event)
}

pub(crate) struct Chooser<'r> {
    pub(crate) rng: &'r mut Rng,
    /// How many types have a name.
    pub(crate) types: usize,
}

/// Where a field stands, which is who says what happens to a `None`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Event,
    Fields,
}

impl Chooser<'_> {
    fn event(&mut self, event: &Event) -> Derived {
        let (flattened, direct) = self.split(&event.properties);
        let mut fields = self.fields(&direct, Place::Event);
        for (number, part) in flattened.into_iter().enumerate() {
            let all_optional = part.required().next().is_none();
            let ty = Type::Fields(Box::new(self.fields_struct(&part)));
            let options = usize::from(all_optional && self.rng.bool());
            fields.push(Field {
                ident: format!("part_{number}"),
                words: vec!["flatten".to_owned()],
                slot: Slot { options, ty },
                listed: None,
            });
        }
        fields.extend(self.context(&event.context));
        if !event.properties.closed && self.rng.u8(..5) == 0 {
            let name = pick(self.rng, &["extra", "Extra of another style", "x-tra"]);
            let slot = Slot { options: self.rng.usize(0..2), ty: self.anything() };
            fields.push(own_field("own_extra", vec![format!("property = {name:?}")], slot));
        }
        if self.rng.u8(..4) == 0 {
            fields.push(own_field("own_secret", vec!["skip".to_owned()], Slot::always(Type::Fixed("()", "()"))));
        }
        let call = self.roles(event, &mut fields);
        self.rng.shuffle(&mut fields);
        let rename_all = self.rename_all(&mut fields, &event.properties);
        let event_name = Some(event.name.clone());
        let event =
            Struct { name: "Event".to_owned(), event: event_name, rename_all, fields, closed: event.properties.closed };
        Derived { event, call }
    }

    /// Takes some properties out, for a flattened struct of their own. A constant is the event's own business.
    fn split(&mut self, properties: &Members) -> (Vec<Members>, Members) {
        if self.rng.u8(..4) > 0 {
            return (Vec::new(), properties.clone());
        }
        let (mut part, mut direct) = (
            Members { listed: Vec::new(), ..properties.clone() },
            Members { listed: Vec::new(), ..properties.clone() },
        );
        for property in &properties.listed {
            let apart = self.rng.bool() && !matches!(property.value.shape, Shape::Constant(_));
            if apart { &mut part } else { &mut direct }.listed.push(property.clone());
        }
        let parts = if part.listed.is_empty() { Vec::new() } else { vec![part] };
        (parts, direct)
    }

    fn context(&mut self, context: &Members) -> Vec<Field> {
        let mut fields = self.fields(context, Place::Event);
        for field in &mut fields {
            field.ident = format!("around_{}", field.ident.trim_start_matches("r#"));
            let name = field.listed.as_ref().map(|property| property.name.clone()).unwrap_or_default();
            field.words.retain(|word| !word.starts_with("property"));
            field.words.push(format!("context = {name:?}"));
        }
        fields
    }

    /// The user, the group and the time: a field, or the call's to name.
    fn roles(&mut self, event: &Event, fields: &mut Vec<Field>) -> String {
        let mut call = String::new();
        if self.rng.u8(..5) == 0 {
            call += ".by(\"u-1\")";
        } else {
            self.role("user_id", fields);
        }
        match (event.group_required, self.rng.u8(..5)) {
            (true, 0) => call += ".within(7_u64)",
            (false, 0..=1) => {}
            (false, 2) => {
                let ty = self.id();
                fields.push(own_field("own_group_id", vec!["group_id".to_owned()], Slot { options: 1, ty }));
            }
            _ => self.role("group_id", fields),
        }
        if self.rng.bool() {
            let time = fields.iter_mut().find(|field| {
                let listed = field.listed.as_ref();
                field.slot.options == 0
                    && !is_context(field)
                    && listed.is_some_and(|property| matches!(property.value.shape, Shape::DateTime))
                    && matches!(field.slot.ty, Type::Leaf(_, Leaf::Moment))
                    && !field.words.iter().any(|word| word == "null")
            });
            match time {
                Some(field) => also(field, "timestamp"),
                None => {
                    let slot = Slot::always(self.moment());
                    fields.push(own_field("own_time", vec!["timestamp".to_owned()], slot));
                }
            }
        }
        call
    }

    /// An id of its own or, now and then, a property that is the id, too.
    fn role(&mut self, role: &str, fields: &mut Vec<Field>) {
        let both = self.rng.u8(..3) == 0;
        let plain = fields.iter_mut().find(|field| {
            let shape = field.listed.as_ref().map(|property| &property.value.shape);
            let taken =
                field.words.iter().any(|word| matches!(word.as_str(), "user_id" | "group_id" | "null" | "hashed"));
            both && !taken && !is_context(field) && matches!(shape, Some(Shape::Text(text)) if text.is_plain())
        });
        match plain {
            Some(field) => {
                also(field, role);
                field.slot = Slot::always(self.id());
            }
            None => {
                let slot = Slot::always(self.id());
                fields.push(own_field(&format!("own_{role}"), vec![role.to_owned()], slot));
            }
        }
    }

    fn id(&mut self) -> Type {
        let not_blank = || Text { one_of: vec!["u-1".to_owned(), "5p442d0e".to_owned()], ..Text::default() };
        match self.rng.u8(..5) {
            0 => Type::Leaf("u64", Leaf::Whole(Range::default())),
            1 => Type::Leaf("uuid::Uuid", Leaf::Uuid),
            2 => Type::Leaf("&'static str", Leaf::Text(not_blank())),
            3 => self.newtype(Type::Leaf("u32", Leaf::Whole(Range::default()))),
            _ => Type::Leaf("String", Leaf::Text(not_blank())),
        }
    }

    /// A field for each member, but for optional ones that are left out and constants that are written without one.
    fn fields(&mut self, members: &Members, place: Place) -> Vec<Field> {
        let mut fields = Vec::new();
        for (number, property) in members.listed.iter().enumerate() {
            let written = match &property.value.shape {
                // Only a string's can have a field, and only in a struct of fields it needs one.
                Shape::Constant(constant) if !constant.is_string() => false,
                Shape::Constant(_) if property.required => place == Place::Fields || self.rng.bool(),
                _ => property.required || self.rng.u8(..4) > 0,
            };
            if written {
                fields.push(self.field(number, property, place));
            }
        }
        fields
    }

    fn field(&mut self, number: usize, property: &Property, place: Place) -> Field {
        let Property { name, required, value, .. } = property;
        let mut words = Vec::new();
        let (ty, free) = self.field_type(value, place);
        let mut options = 0;
        let nullable = value.nullable || matches!(value.shape, Shape::Any);
        match (required, nullable) {
            (true, false) => {}
            (false, false) => options = self.rng.usize(0..2),
            (true, true) => {
                options = self.rng.usize(0..2);
                if place == Place::Fields && (options > 0 || free) {
                    words.push("null".to_owned());
                }
            }
            (false, true) => {
                options = self.rng.usize(0..3);
                if place == Place::Fields || free {
                    options = options.min(1);
                }
                if options == 1 && self.rng.u8(..3) == 0 {
                    words.push("null".to_owned());
                }
            }
        }
        if free {
            words.push("json".to_owned());
        }
        let hashable = matches!(&value.shape, Shape::Text(text) if text.is_plain());
        if value.personal {
            words.push(if hashable && self.rng.bool() { "hashed" } else { "personal" }.to_owned());
        } else if hashable && self.rng.u8(..16) == 0 {
            words.push("hashed".to_owned());
        }
        let ident = if is_identifier(name) && self.rng.u8(..3) > 0 {
            if self.rng.u8(..4) == 0 {
                words.push("property".to_owned());
            }
            if RESERVED.contains(&name.as_str()) { format!("r#{name}") } else { name.clone() }
        } else {
            words.push(format!("property = {name:?}"));
            format!("field_{number}")
        };
        Field { ident, words, slot: Slot { options, ty }, listed: Some(property.clone()) }
    }

    /// Renames the fields by rule where that gives some of them their names.
    fn rename_all(&mut self, fields: &mut [Field], members: &Members) -> Option<Style> {
        let keeps = |field: &Field| {
            let words: Vec<&str> = field.ident.trim_start_matches("r#").split('_').collect();
            let named = field.words.iter().any(|word| word.contains('='));
            named || field.listed.as_ref().is_none_or(|property| members.style.join(&words) == property.name)
        };
        let unnamed = !fields.iter().all(keeps);
        if members.style == Style::Snake || unnamed || self.rng.bool() {
            return None;
        }
        for field in fields {
            let Some(property) = field.listed.as_ref().filter(|property| !property.words.is_empty()) else { continue };
            let named = format!("property = {:?}", property.name);
            // A word of its own that is no name in Rust, and a role that is no property by itself.
            let reserved = matches!(*property.words, ["type"]);
            if !reserved && field.words.contains(&named) {
                let role = field.words.iter().any(|word| matches!(word.as_str(), "user_id" | "group_id" | "timestamp"));
                field.words.retain(|word| *word != named);
                field.words.extend(role.then(|| "property".to_owned()));
                field.ident = property.words.join("_");
            }
        }
        Some(members.style)
    }

    pub(crate) fn fields_struct(&mut self, members: &Members) -> Struct {
        let mut fields = self.fields(members, Place::Fields);
        if !members.closed && self.rng.u8(..8) == 0 {
            let slot = Slot { options: self.rng.usize(0..2), ty: self.anything() };
            fields.push(own_field("own_more", vec!["property".to_owned()], slot));
        }
        if self.rng.u8(..8) == 0 {
            fields.push(own_field("own_secret", vec!["skip".to_owned()], Slot::always(Type::Fixed("()", "()"))));
        }
        let rename_all = self.rename_all(&mut fields, members);
        Struct { name: self.name("Fields"), event: None, rename_all, fields, closed: members.closed }
    }
}

fn is_context(field: &Field) -> bool {
    field.words.iter().any(|word| word.starts_with("context"))
}

fn is_identifier(name: &str) -> bool {
    let raw = !matches!(name, "_" | "self" | "crate");
    raw && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn own_field(ident: &str, words: Vec<String>, slot: Slot) -> Field {
    Field { ident: ident.to_owned(), words, slot, listed: None }
}

/// Makes a property's field a part of the envelope, too.
fn also(field: &mut Field, role: &str) {
    if !field.words.iter().any(|word| word.starts_with("property")) {
        field.words.push("property".to_owned());
    }
    field.words.push(role.to_owned());
}
