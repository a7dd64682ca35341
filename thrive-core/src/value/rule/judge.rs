//! Whether one value is what its rule asks, and the words if not.

use super::members::{Allowed, judge_map, judge_members};
use super::message::{Message, same};
use super::{Asked, Rule};
use crate::value::shape::{Personal, Shape};

/// What a type gives.
pub(super) struct Given<'a> {
    pub(super) shape: &'a Shape,
    pub(super) optional: bool,
    pub(super) nullable: bool,
    pub(super) personal: Personal,
}

impl<'a> Given<'a> {
    /// A value of which a trait checked that it is there.
    pub(super) const fn always(shape: &'a Shape) -> Self {
        Given { shape, optional: false, nullable: false, personal: Personal::Undeclared }
    }
}

/// What the schema asks.
pub(super) struct Need<'a> {
    pub(super) rule: &'a Rule,
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// Whether a trait has checked the kind, so that another is not reported again.
    pub(super) kind_is_checked: bool,
}

impl<'a> Need<'a> {
    pub(super) const fn top(rule: &'a Rule) -> Self {
        Need { rule, required: false, nullable: true, kind_is_checked: true }
    }

    const fn item(asked: &'a Asked) -> Self {
        Need { rule: &asked.rule, required: false, nullable: asked.nullable, kind_is_checked: false }
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
    if matches!(given.shape, Shape::Unknown) {
        return;
    }
    let is_of_kind = is_of_kind(given.shape, need.rule);
    if !is_of_kind && need.kind_is_checked {
        return;
    }
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
    message.push(&["; here it "]);
    match (is_of_kind, given.personal) {
        (true, _) => {}
        (false, Personal::Hashed) => message.push(&["is hashed, which makes it a string"]),
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
}

/// Whether a value's kind is the rule's, whatever is inside.
const fn is_of_kind(shape: &Shape, rule: &Rule) -> bool {
    match rule {
        Rule::Any | Rule::Constant(_) => true,
        Rule::String | Rule::OneOf(_) => matches!(shape, Shape::Text | Shape::Choice(_) | Shape::Uuid),
        Rule::Integer => matches!(shape, Shape::Integer),
        Rule::Number => matches!(shape, Shape::Integer | Shape::Number),
        Rule::Boolean => matches!(shape, Shape::Boolean),
        Rule::DateTime => matches!(shape, Shape::DateTime),
        Rule::Date => matches!(shape, Shape::Date),
        Rule::Uuid => matches!(shape, Shape::Uuid),
        Rule::Array(_) => matches!(shape, Shape::Array(..)),
        Rule::Object { .. } => matches!(shape, Shape::Fields(_) | Shape::Map(..)),
    }
}

const fn judge_inside(given: Given<'_>, need: Need<'_>, place: &Place<'_>, message: &mut Message) {
    match (need.rule, given.shape) {
        (Rule::OneOf(values), Shape::Choice(choices)) => judge_choices(choices, values, place, message),
        (Rule::OneOf(values), _) => say_any_other(&given, values, place, message),
        (Rule::Array(asked), Shape::Array(items, nullable)) => {
            let items = Given { nullable: *nullable, ..Given::always(items) };
            judge(items, Need::item(asked), &place.item(), message);
        }
        (Rule::Object { members, closed }, Shape::Fields(fields)) => {
            let allowed = Allowed { members, closed: *closed, declare_personal: true };
            judge_members(fields, &allowed, &[], place, message);
        }
        (Rule::Object { members, closed }, Shape::Map(values, nullable)) => {
            judge_map(values, *nullable, members, *closed, place, message);
        }
        (Rule::Constant(json), shape) => say_constant(json, shape, place, message),
        _ => {}
    }
}

const fn say_any_other(given: &Given<'_>, values: &[&str], place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" must be one of "]);
    message.list(values, "or");
    match given.personal {
        Personal::Hashed => message.push(&[", and a hash is none of them"]),
        _ => {
            message.push(&[", and ", given.shape.words(), " may be any other; derive `TrackValue` on an enum of these"])
        }
    }
}

const fn say_constant(json: &str, shape: &Shape, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" is always `", json, "`, and ", shape.words(), " may be any other; "]);
    message.push(&[if matches!(place.outer, Outer::Value(_)) {
        "send the whole object by `#[track(json)]`"
    } else {
        "leave the field out, and it is written by itself"
    }]);
}

/// Every value of an enum must be one of the schema's.
const fn judge_choices(choices: &[&str], values: &[&str], place: &Place<'_>, message: &mut Message) {
    let (mut foreign, mut rest) = (0, choices);
    while let [choice, others @ ..] = rest {
        foreign += !super::contains(values, choice) as usize;
        rest = others;
    }
    if foreign > 0 {
        say_foreign(foreign, choices, values, place, message);
    }
}

const fn say_foreign(foreign: usize, choices: &[&str], values: &[&str], place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" cannot be "]);
    let mut listed = 0;
    let mut rest = choices;
    while let [choice, others @ ..] = rest {
        if !super::contains(values, choice) {
            message.listed(listed, foreign, choice, "or");
            listed += 1;
        }
        rest = others;
    }
    match values {
        [only] => message.push(&["; it is always `", only, "`"]),
        _ => {
            message.push(&["; it is one of "]);
            message.list(values, "or");
        }
    }
}

/// What a rule asks for, as in "must be a string".
const fn push_rule(rule: &Rule, message: &mut Message) {
    match rule {
        Rule::Any => message.push(&["a value"]),
        Rule::OneOf([only]) => message.push(&["`", only, "`"]),
        Rule::OneOf(values) => {
            message.push(&["one of "]);
            message.list(values, "or");
        }
        Rule::Constant(json) => message.push(&["`", json, "`"]),
        Rule::Array(Asked { rule, nullable: false }) => {
            message.push(&["an array"]);
            let items = items(rule);
            if !same(items, "") {
                message.push(&[" of ", items]);
            }
        }
        Rule::Array(_) => message.push(&["an array"]),
        Rule::Object { .. } => message.push(&["an object"]),
        Rule::String => message.push(&["a string"]),
        Rule::Integer => message.push(&["an integer"]),
        Rule::Number => message.push(&["a number"]),
        Rule::Boolean => message.push(&["a boolean"]),
        Rule::DateTime => message.push(&["a date-time"]),
        Rule::Date => message.push(&["a date"]),
        Rule::Uuid => message.push(&["a UUID"]),
    }
}

/// Several of what a rule asks for.
const fn items(rule: &Rule) -> &'static str {
    match rule {
        Rule::Any | Rule::Constant(_) => "",
        Rule::String | Rule::OneOf(_) => "strings",
        Rule::Integer => "integers",
        Rule::Number => "numbers",
        Rule::Boolean => "booleans",
        Rule::DateTime => "date-times",
        Rule::Date => "dates",
        Rule::Uuid => "UUIDs",
        Rule::Array(_) => "arrays",
        Rule::Object { .. } => "objects",
    }
}
