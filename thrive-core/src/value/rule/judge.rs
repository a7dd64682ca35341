//! Whether one value is what its rule asks, and the words if not.

use super::members::{Allowed, judge_map, judge_members};
use super::message::Message;
use super::remedy::{push_remedy, push_rule};
use super::variants::judge_variants;
use super::{Asked, MemberRule, Rule};
use crate::value::shape::{FieldShape, Personal, Shape};

/// What a type gives.
pub(super) struct Given<'a> {
    pub(super) shape: &'a Shape,
    pub(super) optional: bool,
    pub(super) nullable: bool,
    pub(super) personal: Personal,
    /// The type as the user wrote it, where that is known.
    pub(super) ty: &'a str,
}

impl<'a> Given<'a> {
    /// The type of a property itself, which writes null as its schema asks.
    pub(super) const fn property(field: &'a (Shape, bool), ty: &'a str) -> Self {
        Given { optional: field.1, ty, ..Given::always(&field.0) }
    }

    pub(super) const fn field(field: &'a FieldShape, optional: bool) -> Self {
        Given { shape: &field.shape, optional, nullable: field.nullable, personal: field.personal, ty: "" }
    }

    /// A value that is there.
    pub(super) const fn always(shape: &'a Shape) -> Self {
        Given { shape, optional: false, nullable: false, personal: Personal::Undeclared, ty: "" }
    }
}

/// What the schema asks.
pub(super) struct Need<'a> {
    pub(super) rule: &'a Rule,
    pub(super) required: bool,
    pub(super) nullable: bool,
}

impl<'a> Need<'a> {
    /// A property of an event, whose `None` is null where null is allowed.
    pub(super) const fn property(member: &'a MemberRule) -> Self {
        let MemberRule { required, asked: Asked { rule, nullable }, .. } = member;
        Need { rule, required: *required && !*nullable, nullable: *nullable }
    }

    /// A member of a struct, which writes itself whatever the schema says.
    pub(super) const fn member(member: &'a MemberRule) -> Self {
        Need { rule: &member.asked.rule, required: member.required, nullable: member.asked.nullable }
    }

    const fn item(asked: &'a Asked) -> Self {
        Need { rule: &asked.rule, required: false, nullable: asked.nullable }
    }
}

/// Where a value stands: `address.lines[].city` of event `order_placed`.
pub(super) struct Place<'a> {
    name: &'a str,
    outer: Outer<'a>,
}

enum Outer<'a> {
    /// The place is the event itself.
    None,
    /// The place is a property of this event.
    Event(&'a str),
    /// A member of an object, or with an empty name an item of an array.
    Value(&'a Place<'a>),
}

impl<'a> Place<'a> {
    /// A property of an event.
    pub(super) const fn property(name: &'a str, event: &'a str) -> Self {
        Place { name, outer: Outer::Event(event) }
    }

    pub(super) const fn event(event: &'a str) -> Self {
        Place { name: event, outer: Outer::None }
    }

    pub(super) const fn is_event(&self) -> bool {
        matches!(self.outer, Outer::None)
    }

    pub(super) const fn member(&'a self, name: &'a str) -> Self {
        if self.is_event() { Self::property(name, self.name) } else { Place { name, outer: Outer::Value(self) } }
    }

    const fn item(&'a self) -> Self {
        Place { name: "", outer: Outer::Value(self) }
    }

    /// The name of the value, or of the array whose item it is.
    const fn last_name(&self) -> &'a str {
        match self.outer {
            Outer::Value(array) if self.name.is_empty() => array.last_name(),
            _ => self.name,
        }
    }

    /// Starts a mistake with the name of the place.
    pub(super) const fn start(&self, message: &mut Message) {
        message.start();
        self.push(message);
    }

    pub(super) const fn push(&self, message: &mut Message) {
        match self.outer {
            Outer::None => message.push(&["event `", self.name]),
            Outer::Value(array) if self.name.is_empty() => {
                message.push(&["each item of `"]);
                array.push_path(message);
            }
            _ => {
                message.push(&["`"]);
                self.push_path(message);
            }
        }
        self.push_end(message);
    }

    const fn push_path(&self, message: &mut Message) {
        match self.outer {
            Outer::Value(outer) if self.name.is_empty() => {
                outer.push_path(message);
                message.push(&["[]"]);
            }
            Outer::Value(outer) => {
                outer.push_path(message);
                message.push(&[".", self.name]);
            }
            _ => message.push(&[self.name]),
        }
    }

    const fn push_end(&self, message: &mut Message) {
        match self.outer {
            Outer::Value(outer) => outer.push_end(message),
            Outer::Event(event) => message.push(&["` of event `", event, "`"]),
            Outer::None => message.push(&["`"]),
        }
    }
}

pub(super) const fn judge(given: Given<'_>, need: Need<'_>, place: &Place<'_>, message: &mut Message) {
    // What is no value inside of something else is said where that is derived.
    if matches!(given.shape, Shape::Unknown) && given.ty.is_empty() {
        return;
    }
    let is_of_kind = is_of_kind(given.shape, need.rule);
    let may_lack = given.optional && need.required;
    let may_be_null = given.nullable && !need.nullable;
    if !is_of_kind || may_lack || may_be_null {
        say_unfit(&given, &need, is_of_kind, place, message);
    }
    if is_of_kind {
        judge_inside(given, need, place, message);
    }
}

// What is said stands in functions of its own here: the compiler makes room for all of a function whenever it evaluates
// a call, and most often there is nothing to say.

const fn say_unfit(given: &Given<'_>, need: &Need<'_>, is_of_kind: bool, place: &Place<'_>, message: &mut Message) {
    let may_lack = given.optional && need.required;
    let may_be_null = given.nullable && !need.nullable;
    place.start(message);
    message.push(&[" must be "]);
    push_rule(need.rule, message);
    if need.nullable && !matches!(need.rule, Rule::Any) {
        message.push(&[" or null"]);
    }
    if need.required {
        message.push(&[" that is always there"]);
    }
    if given.ty.is_empty() {
        message.push(&["; here it "]);
    } else {
        message.push(&["; `", given.ty, "` "]);
    }
    match (is_of_kind, given.personal) {
        (true, _) => {}
        (false, Personal::Hashed) => message.push(&["is hashed, which makes it a string"]),
        (false, _) if matches!(given.shape, Shape::Unknown) => message.push(&["is not"]),
        (false, _) => message.push(&["is ", given.shape.words()]),
    }
    if may_lack {
        message.push(&[if is_of_kind { "" } else { " and " }, "may be absent"]);
    }
    if may_be_null {
        message.push(&[if is_of_kind && !may_lack { "" } else { " and " }, "may be null"]);
    }
    if may_lack && need.nullable {
        message.push(&["; `#[track(null)]` on that field sends null instead"]);
    }
    if !is_of_kind {
        push_remedy(need.rule, place.last_name(), given.ty, message);
    }
}

/// Whether a value's kind is the rule's, whatever is inside.
const fn is_of_kind(shape: &Shape, rule: &Rule) -> bool {
    match rule {
        Rule::Any | Rule::Constant(_) => true,
        Rule::String | Rule::OneOf(_) => matches!(shape, Shape::Text | Shape::Choice(..) | Shape::Uuid),
        Rule::Integer => matches!(shape, Shape::Integer),
        Rule::Number => matches!(shape, Shape::Integer | Shape::Number),
        Rule::Boolean => matches!(shape, Shape::Boolean),
        Rule::DateTime => matches!(shape, Shape::DateTime),
        Rule::Date => matches!(shape, Shape::Date),
        Rule::Uuid => matches!(shape, Shape::Uuid),
        Rule::Array(_) => matches!(shape, Shape::Array(..)),
        Rule::Object { .. } => matches!(shape, Shape::Fields(..) | Shape::Map(..)),
    }
}

const fn judge_inside(given: Given<'_>, need: Need<'_>, place: &Place<'_>, message: &mut Message) {
    match (need.rule, given.shape) {
        (Rule::OneOf(values), Shape::Choice(ident, variants)) => {
            judge_variants(ident, variants, values, place, message)
        }
        (Rule::OneOf(values), _) => say_any_other(&given, values, place, message),
        (Rule::Array(asked), Shape::Array(items, nullable)) => {
            let items = Given { nullable: *nullable, ..Given::always(items) };
            judge(items, Need::item(asked), &place.item(), message);
        }
        (Rule::Object { members, closed }, Shape::Fields(ident, fields)) => {
            let allowed = Allowed { members, closed: *closed, declare_personal: true };
            judge_members(ident, fields, &allowed, &[], place, message);
        }
        (Rule::Object { members, closed }, Shape::Map(values, nullable)) => {
            judge_map(values, *nullable, members, *closed, place, message);
        }
        (Rule::Constant(json), shape) => say_constant(json, shape, place, message),
        _ => {}
    }
}

const fn say_any_other(given: &Given<'_>, values: &'static [&'static str], place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" must be one of "]);
    message.list(values, "or");
    match given.personal {
        Personal::Hashed => message.push(&[", and a hash is none of them"]),
        _ => {
            message.push(&[", and ", given.shape.words(), " may be any other"]);
            push_remedy(&Rule::OneOf(values), place.last_name(), "", message);
        }
    }
}

const fn say_constant(json: &str, shape: &Shape, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" is always `", json, "`, and ", shape.words(), " may be any other; "]);
    message.push(&[if matches!(place.outer, Outer::Value(_)) {
        "no struct can promise it, so the plan has to say its `type` instead"
    } else {
        "leave the field out, and it is written by itself"
    }]);
}
