//! Which types a schema leaves to choose from.

use crate::choose::{Chooser, Place};
use crate::model::{Range, Shape, Text, Value};
use crate::random::pick;
use crate::rust::{Free, Leaf, List, Slot, Type};

impl Chooser<'_> {
    /// The type, and whether it is a free-form one that needs `json`. Only the event itself sees to it that such a one
    /// is an array or an object.
    pub(crate) fn field_type(&mut self, value: &Value, place: Place) -> (Type, bool) {
        let free = match &value.shape {
            Shape::Any => Free::Any,
            Shape::Array(None) if place == Place::Event => Free::Array,
            Shape::Object(None) if place == Place::Event => Free::Object,
            _ => return (self.ty(&value.shape), false),
        };
        if self.rng.bool() { (Type::Free(free), true) } else { (self.ty(&value.shape), false) }
    }

    fn ty(&mut self, shape: &Shape) -> Type {
        let ty = match shape {
            Shape::Any => return self.anything(),
            Shape::Text(text) if !text.one_of.is_empty() => self.choice(&text.one_of),
            Shape::Constant(constant) => self.choice(&[constant.as_str().unwrap_or_default().to_owned()]),
            Shape::Text(text) => self.text(text),
            Shape::Integer(range) => self.integer(range),
            Shape::Number(range) => self.number(range),
            Shape::Boolean => Type::Leaf("bool", Leaf::Flag),
            Shape::DateTime => self.moment(),
            Shape::Date => {
                Type::Leaf(pick(self.rng, &["jiff::civil::Date", "chrono::NaiveDate", "time::Date"]), Leaf::Day)
            }
            Shape::Uuid => Type::Leaf("uuid::Uuid", Leaf::Uuid),
            Shape::Array(None) => {
                let item = Slot { options: self.rng.usize(0..2), ty: self.anything() };
                return self.list(item);
            }
            Shape::Array(Some(item)) => {
                let options = usize::from(item.nullable && self.rng.bool());
                let item = Slot { options, ty: self.ty(&item.shape) };
                self.list(item)
            }
            Shape::Object(None) => {
                let value = Slot { options: self.rng.usize(0..2), ty: self.anything() };
                Type::Map(pick(self.rng, &["BTreeMap", "HashMap"]), Box::new(value))
            }
            Shape::Object(Some(members)) => Type::Fields(Box::new(self.fields_struct(members))),
        };
        match self.rng.u8(..12) {
            0 => self.newtype(ty),
            1 => Type::Pointer(pick(self.rng, &["Box", "std::sync::Arc", "std::rc::Rc"]), Box::new(ty)),
            _ => ty,
        }
    }

    pub(crate) fn name(&mut self, what: &str) -> String {
        self.types += 1;
        format!("{what}{}", self.types)
    }

    pub(crate) fn newtype(&mut self, ty: Type) -> Type {
        Type::New(self.name("New"), Box::new(ty))
    }

    /// An enum of some of the values.
    fn choice(&mut self, one_of: &[String]) -> Type {
        let mut values = one_of.to_vec();
        self.rng.shuffle(&mut values);
        values.truncate(self.rng.usize(1..=values.len()));
        Type::Choice(self.name("Choice"), values)
    }

    fn list(&mut self, item: Slot) -> Type {
        let list = match self.rng.u8(..4) {
            0 => List::Deque,
            1 => List::Array(self.rng.usize(0..4)),
            _ => List::Vec,
        };
        Type::List(list, Box::new(item))
    }

    fn text(&mut self, text: &Text) -> Type {
        let types = ["String", "&'static str", "std::borrow::Cow<'static, str>", "Box<str>", "std::sync::Arc<str>"];
        match self.rng.u8(..12) {
            0 if text.is_plain() => Type::Leaf("uuid::Uuid", Leaf::Uuid),
            1 if text.is_plain() => Type::Leaf("char", Leaf::Letter),
            2 if text.is_plain() => self.choice(&["anything".to_owned(), "goes here".to_owned()]),
            _ => Type::Leaf(pick(self.rng, &types), Leaf::Text(text.clone())),
        }
    }

    fn integer(&mut self, range: &Range) -> Type {
        let (low, high) = (range.minimum.unwrap_or(0), range.maximum.unwrap_or(0));
        // The range and the type have a number in common.
        let types: &[&str] = match (low, high) {
            (..=127, -128..) if range.maximum.is_none_or(|most| most >= 0) => {
                &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"]
            }
            _ => &["i32", "i64", "i128", "isize"],
        };
        if range.maximum.is_none_or(|most| most >= 1) && self.rng.u8(..6) == 0 {
            let non_zero = ["std::num::NonZeroU32", "std::num::NonZeroI64"];
            return Type::Leaf(pick(self.rng, &non_zero), Leaf::NonZero(range.clone()));
        }
        Type::Leaf(pick(self.rng, types), Leaf::Whole(range.clone()))
    }

    fn number(&mut self, range: &Range) -> Type {
        match self.rng.u8(..5) {
            0 => self.integer(range),
            1 => Type::Leaf("rust_decimal::Decimal", Leaf::Decimal(range.clone())),
            2 => Type::Leaf("f32", Leaf::Fraction(range.clone())),
            _ => Type::Leaf("f64", Leaf::Fraction(range.clone())),
        }
    }

    pub(crate) fn moment(&mut self) -> Type {
        let types =
            ["std::time::SystemTime", "jiff::Timestamp", "chrono::DateTime<chrono::Utc>", "time::OffsetDateTime"];
        Type::Leaf(pick(self.rng, &types), Leaf::Moment)
    }

    pub(crate) fn anything(&mut self) -> Type {
        let shapes = [
            Shape::Text(Text::default()),
            Shape::Integer(Range::default()),
            Shape::Number(Range::default()),
            Shape::Boolean,
            Shape::DateTime,
            Shape::Date,
            Shape::Uuid,
        ];
        let shape = pick(self.rng, &shapes);
        let ty = self.ty(&shape);
        if self.rng.u8(..4) == 0 { self.list(Slot::always(ty)) } else { ty }
    }
}
