//! What to write for a value, in the words of the program: a kind with its type, an enum of listed values, a struct's
//! fields.

use super::case::{Case, Ident};
use super::message::{Message, same};
use super::{Asked, MemberRule, Rule};

/// What a rule asks for, as in "must be a string".
pub(super) const fn push_rule(rule: &Rule, message: &mut Message) {
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

/// A Rust type for a rule that one type of the standard library or of a well-known crate meets.
const fn plain_type(rule: &Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::String => "String",
        Rule::Integer => "i64",
        Rule::Number => "f64",
        Rule::Boolean => "bool",
        Rule::DateTime => "std::time::SystemTime",
        Rule::Date => "jiff::civil::Date",
        Rule::Uuid => "uuid::Uuid",
        Rule::Any | Rule::OneOf(_) | Rule::Array(_) | Rule::Object { .. } | Rule::Constant(_) => return None,
    })
}

/// What a struct's field is for a member: `team`: a string or null (`String`, or `Option<String>` with `#[track(null)]`).
pub(super) const fn push_member(member: &MemberRule, depth: usize, message: &mut Message) {
    let MemberRule { name, required, personal, asked: Asked { rule, nullable } } = member;
    message.push(&["`", name, "`: "]);
    push_rule(rule, message);
    if *nullable && !matches!(rule, Rule::Any) {
        message.push(&[" or null"]);
    }
    let (before, behind, ty) = match rule {
        Rule::Array(Asked { rule, nullable: false }) => ("Vec<", ">", plain_type(rule)),
        other => ("", "", plain_type(other)),
    };
    match ty {
        Some(ty) if *required => {
            message.push(&[" (`", before, ty, behind, "`"]);
            if *nullable {
                message.push(&[", or `Option<", before, ty, behind, ">` with `#[track(null)]`"]);
            }
            message.push(&[")"]);
        }
        Some(ty) => message.push(&[" (`Option<", before, ty, behind, ">` where it may be absent)"]),
        None if !*required => message.push(&[" (`Option` where it may be absent)"]),
        None if *nullable && !matches!(rule, Rule::Any) => {
            message.push(&[" (`Option` with `#[track(null)]` for null)"])
        }
        None => {}
    }
    if *personal {
        message.push(&[", with `#[track(personal)]` or `#[track(hashed)]`"]);
    }
    push_inside(rule, name, depth, message);
}

/// What is inside of a value, where its kind does not say it.
const fn push_inside(rule: &Rule, name: &str, depth: usize, message: &mut Message) {
    match rule {
        Rule::OneOf(values) if can_be_an_enum(values) => {
            message.push(&[", as `"]);
            push_enum(values, name, message);
            message.push(&["`"]);
        }
        Rule::Array(asked) => push_inside(&asked.rule, name, depth, message),
        Rule::Object { members: [_, ..], .. } if depth == 0 => {
            message.push(&[", with `#[derive(TrackFields)]` on its struct"]);
        }
        Rule::Object { members: members @ [_, ..], .. } => {
            message.push(&[", by `#[derive(TrackFields)]` on a struct of"]);
            push_fields(members, depth - 1, message);
        }
        _ => {}
    }
}

/// How deep objects inside of objects are described.
const DEPTH: usize = 2;

/// A line a member.
const fn push_fields(members: &[MemberRule], depth: usize, message: &mut Message) {
    let mut rest = members;
    while let [member, others @ ..] = rest {
        message.push(&[if depth + 1 < DEPTH { "\n    " } else { "\n  " }]);
        push_member(member, depth, message);
        rest = others;
    }
}

/// What makes a type the value of a rule, as points of a list. `ty` is the type that is none, or empty.
pub(super) const fn push_remedy(rule: &Rule, name: &str, ty: &str, message: &mut Message) {
    match rule {
        Rule::OneOf(values) => {
            if can_be_an_enum(values) {
                message.push(&["\n- derive `TrackValue` on an enum of them: `"]);
                push_enum(values, if is_ident(ty) { ty } else { name }, message);
                message.push(&["`"]);
            } else {
                message.push(&["\n- derive `TrackValue` on an enum of them; what is not the variant in snake_case, "]);
                message.push(&["`#[track(rename = \"..\")]` on the variant says"]);
            }
        }
        Rule::Array(asked) => push_remedy(&asked.rule, name, ty, message),
        Rule::Object { members: [], .. } => {
            message.push(&["\n- derive `TrackFields` on a struct, or take a map with strings as keys"]);
        }
        Rule::Object { members, closed } => {
            message.push(&["\n- derive `TrackFields` on "]);
            if is_ident(ty) {
                message.push(&["`", ty, "`"]);
            } else {
                message.push(&["the struct"]);
            }
            message.push(&[if *closed { ", whose only fields are to be" } else { ", whose fields are to be" }]);
            push_fields(members, DEPTH - 1, message);
        }
        _ => {}
    }
}

/// `#[derive(TrackValue)] enum Category { Travel, #[track(rename = "per-diem")] PerDiem }`
const fn push_enum(values: &[&str], name: &str, message: &mut Message) {
    message.push(&["#[derive(TrackValue)] "]);
    let case = case_of(values);
    if let Some(Case { name: case, .. }) = case {
        message.push(&["#[track(rename_all = \"", case, "\")] "]);
    }
    match Ident::of(name) {
        Some(ident) => message.push(&["enum ", ident.as_str(), " { "]),
        None => message.push(&["enum Kind { "]),
    }
    let mut rest = values;
    while let [value, others @ ..] = rest {
        if let Some(ident) = Ident::of(value) {
            if case.is_none() && !Case::SNAKE.makes(value, ident.as_str()) {
                message.push(&["#[track(rename = \"", value, "\")] "]);
            }
            message.push(&[ident.as_str(), if others.is_empty() { " }" } else { ", " }]);
        }
        rest = others;
    }
}

/// The one rule by which all of the variants get their names, unless it is the usual one, or few have another.
const fn case_of(values: &[&str]) -> Option<&'static Case> {
    let (mut foreign, mut rest) = (0, values);
    while let [value, others @ ..] = rest {
        foreign += !is_made(value, &Case::SNAKE) as usize;
        rest = others;
    }
    let mut cases = Case::ALL;
    while let [case, others @ ..] = cases {
        if foreign > 1 && makes_all(case, values) {
            return Some(case);
        }
        cases = others;
    }
    None
}

const fn makes_all(case: &Case, values: &[&str]) -> bool {
    let mut rest = values;
    while let [value, others @ ..] = rest {
        if !is_made(value, case) {
            return false;
        }
        rest = others;
    }
    true
}

/// Whether a value is what the rule makes of the variant that would be called for it.
const fn is_made(value: &str, case: &Case) -> bool {
    match Ident::of(value) {
        Some(ident) => case.makes(value, ident.as_str()),
        None => false,
    }
}

/// Whether each value has a variant's name in it, and no two the same.
const fn can_be_an_enum(values: &[&str]) -> bool {
    let mut rest = values;
    while let [value, others @ ..] = rest {
        let Some(ident) = Ident::of(value) else { return false };
        let mut behind = others;
        while let [other, more @ ..] = behind {
            if let Some(other) = Ident::of(other)
                && same(ident.as_str(), other.as_str())
            {
                return false;
            }
            behind = more;
        }
        rest = others;
    }
    !values.is_empty()
}

/// Whether a type is a name alone.
const fn is_ident(ty: &str) -> bool {
    let mut rest = ty.as_bytes();
    while let [letter, others @ ..] = rest {
        if !letter.is_ascii_alphanumeric() {
            return false;
        }
        rest = others;
    }
    matches!(ty.as_bytes(), [first, ..] if first.is_ascii_uppercase())
}
