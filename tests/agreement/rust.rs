//! A Rust type as the generator chose it, and how it is written.

use std::fmt::Write as _;

use crate::model::{Property, Range, Style, Text};

/// What derives `TrackEvent` or, where it is not the event itself, `TrackFields`.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) name: String,
    /// `event = ".."` for an event.
    pub(crate) event: Option<String>,
    pub(crate) rename_all: Option<Style>,
    pub(crate) fields: Vec<Field>,
    /// Whether the schema allows no members but those that it lists.
    pub(crate) closed: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) ident: String,
    /// The words of `#[track(..)]`.
    pub(crate) words: Vec<String>,
    pub(crate) slot: Slot,
    /// What the schema says, unless the field is something of its own.
    pub(crate) listed: Option<Property>,
}

/// A type under so many `Option`s.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) options: usize,
    pub(crate) ty: Type,
}

impl Slot {
    pub(crate) fn always(ty: Type) -> Self {
        Slot { options: 0, ty }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Type {
    Leaf(&'static str, Leaf),
    /// A derived newtype.
    New(String, Box<Type>),
    /// `Box`, `Arc` and the like of a type.
    Pointer(&'static str, Box<Type>),
    /// A derived enum: each variant's value.
    Choice(String, Vec<String>),
    List(List, Box<Slot>),
    Map(&'static str, Box<Slot>),
    Fields(Box<Struct>),
    /// `serde_json::Value`.
    Free(Free),
    /// A type that is written out, with an expression for its value.
    Fixed(&'static str, &'static str),
}

/// What values a type without parts may have.
#[derive(Clone, Debug)]
pub(crate) enum Leaf {
    Text(Text),
    Letter,
    Whole(Range),
    NonZero(Range),
    Fraction(Range),
    Decimal(Range),
    Flag,
    Moment,
    Day,
    Uuid,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum List {
    Vec,
    Deque,
    Array(usize),
}

/// What a free-form value may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Free {
    Any,
    Array,
    Object,
}

impl Slot {
    pub(crate) fn written(&self) -> String {
        let (open, close) = ("Option<".repeat(self.options), ">".repeat(self.options));
        format!("{open}{}{close}", self.ty.written())
    }
}

impl Type {
    fn written(&self) -> String {
        match self {
            Type::Leaf(written, _) | Type::Fixed(written, _) => (*written).to_owned(),
            Type::New(name, _) | Type::Choice(name, _) => name.clone(),
            Type::Fields(fields) => fields.name.clone(),
            Type::Pointer(pointer, inner) => format!("{pointer}<{}>", inner.written()),
            Type::List(List::Vec, item) => format!("Vec<{}>", item.written()),
            Type::List(List::Deque, item) => format!("std::collections::VecDeque<{}>", item.written()),
            Type::List(List::Array(length), item) => format!("[{}; {length}]", item.written()),
            Type::Map(map, value) => format!("std::collections::{map}<String, {}>", value.written()),
            Type::Free(_) => "serde_json::Value".to_owned(),
        }
    }

    /// The struct inside of it, if there is one.
    fn fields(&self) -> Option<&Struct> {
        match self {
            Type::Fields(fields) => Some(fields),
            Type::New(_, inner) | Type::Pointer(_, inner) => inner.fields(),
            Type::List(_, slot) | Type::Map(_, slot) => slot.ty.fields(),
            _ => None,
        }
    }

    fn fields_mut(&mut self) -> Option<&mut Struct> {
        match self {
            Type::Fields(fields) => Some(fields),
            Type::New(_, inner) | Type::Pointer(_, inner) => inner.fields_mut(),
            Type::List(_, slot) | Type::Map(_, slot) => slot.ty.fields_mut(),
            _ => None,
        }
    }

    /// What has to be declared for it, but for a struct.
    fn declare(&self, out: &mut String) {
        match self {
            Type::New(name, inner) => {
                inner.declare(out);
                let _ = writeln!(out, "#[derive(TrackValue)]\npub struct {name}(pub {});\n", inner.written());
            }
            Type::Choice(name, values) => {
                let _ = writeln!(out, "#[derive(Clone, Copy, TrackValue)]\npub enum {name} {{");
                for (index, value) in values.iter().enumerate() {
                    match plain_variant(value) {
                        Some(variant) => drop(writeln!(out, "    {variant},")),
                        None => drop(writeln!(out, "    #[track(rename = {value:?})]\n    V{index},")),
                    }
                }
                out.push_str("}\n\n");
            }
            Type::Pointer(_, inner) => inner.declare(out),
            Type::List(_, slot) | Type::Map(_, slot) => slot.ty.declare(out),
            Type::Leaf(..) | Type::Fields(_) | Type::Free(_) | Type::Fixed(..) => {}
        }
    }
}

/// The variant that is this value without a `rename`.
fn plain_variant(value: &str) -> Option<String> {
    let plain = value.split('_').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    (plain && value != "self").then(|| value.split('_').map(crate::model::capital).collect())
}

/// The variant of a derived enum with this value.
pub(crate) fn variant(values: &[String], index: usize) -> String {
    values.get(index).and_then(|value| plain_variant(value)).unwrap_or_else(|| format!("V{index}"))
}

impl Struct {
    /// The struct and every struct inside of it, outermost first.
    pub(crate) fn walk<'a>(&'a self, see: &mut impl FnMut(&'a Struct)) {
        see(self);
        for inner in self.fields.iter().filter_map(|field| field.slot.ty.fields()) {
            inner.walk(see);
        }
    }

    /// The same walk, with leave to change them.
    pub(crate) fn walk_mut(&mut self, see: &mut impl FnMut(&mut Struct)) {
        see(self);
        for inner in self.fields.iter_mut().filter_map(|field| field.slot.ty.fields_mut()) {
            inner.walk_mut(see);
        }
    }

    /// The declarations of the struct and of all that its fields need.
    pub(crate) fn declared(&self) -> String {
        let mut out = String::new();
        self.walk(&mut |inner| inner.declare(&mut out));
        out
    }

    fn declare(&self, out: &mut String) {
        self.fields.iter().for_each(|field| field.slot.ty.declare(out));
        let derive = if self.event.is_some() { "TrackEvent" } else { "TrackFields" };
        let mut words: Vec<String> = self.event.iter().map(|event| format!("event = {event:?}")).collect();
        words.extend(self.rename_all.map(|style| format!("rename_all = {:?}", style.rule())));
        let _ = writeln!(out, "#[derive({derive})]");
        if !words.is_empty() {
            let _ = writeln!(out, "#[track({})]", words.join(", "));
        }
        let _ = writeln!(out, "pub struct {} {{", self.name);
        for Field { ident, words, slot, .. } in &self.fields {
            if !words.is_empty() {
                let _ = writeln!(out, "    #[track({})]", words.join(", "));
            }
            let _ = writeln!(out, "    pub {ident}: {},", slot.written());
        }
        out.push_str("}\n\n");
    }
}
