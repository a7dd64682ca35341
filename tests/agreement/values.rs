//! Random values of a chosen type, as Rust code.

use fastrand::Rng;

use crate::model::{Range, Text};
use crate::random::pick;
use crate::rust::{Field, Free, Leaf, List, Slot, Struct, Type, variant};

/// What the values keep to.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Limits {
    /// Also to what only run time can check.
    Kept,
    /// To what the type says, and nothing else.
    Ignored,
}

const LETTERS: &[char] = &[
    'a', 'b', 'x', 'Z', '0', '9', ' ', '-', '_', '"', '\\', '/', '\n', '\t', '\u{1}', '\u{7f}', 'é', '€', '😀',
    '\u{2028}',
];

pub(crate) fn of_struct(rng: &mut Rng, of: &Struct, limits: Limits) -> String {
    Values { rng, limits }.of_struct(of)
}

struct Values<'r> {
    rng: &'r mut Rng,
    limits: Limits,
}

impl Values<'_> {
    fn of_struct(&mut self, of: &Struct) -> String {
        let fields: Vec<String> =
            of.fields.iter().map(|field| format!("{}: {}", field.ident, self.of_field(field))).collect();
        format!("{} {{ {} }}", of.name, fields.join(", "))
    }

    fn of_field(&mut self, field: &Field) -> String {
        if let (Type::Free(free), options) = (&field.slot.ty, field.slot.options) {
            let listed = field.listed.as_ref();
            let may_be_null = listed.is_none_or(|property| !property.required || property.value.nullable);
            if may_be_null && self.rng.u8(..4) == 0 {
                return if options > 0 && self.rng.bool() {
                    "None".to_owned()
                } else {
                    some(options, "serde_json::Value::Null")
                };
            }
            return some(options, &self.free(*free));
        }
        self.of_slot(&field.slot)
    }

    fn of_slot(&mut self, slot: &Slot) -> String {
        let present = (0..slot.options).take_while(|_| self.rng.u8(..3) > 0).count();
        if present < slot.options { some(present, "None") } else { some(present, &self.of_type(&slot.ty)) }
    }

    fn of_type(&mut self, ty: &Type) -> String {
        match ty {
            Type::Leaf(written, leaf) => self.leaf(written, leaf),
            Type::New(name, inner) => format!("{name}({})", self.of_type(inner)),
            Type::Pointer(pointer, inner) => format!("{pointer}::new({})", self.of_type(inner)),
            Type::Choice(name, values) => format!("{name}::{}", variant(values, self.rng.usize(..values.len()))),
            Type::List(list, item) => {
                let length = if let List::Array(length) = list { *length } else { self.rng.usize(..4) };
                let items: Vec<String> = (0..length).map(|_| self.of_slot(item)).collect();
                let items = items.join(", ");
                match list {
                    List::Vec => format!("vec![{items}]"),
                    List::Deque => format!("vec![{items}].into()"),
                    List::Array(_) => format!("[{items}]"),
                }
            }
            Type::Map(_, value) => {
                let length = self.rng.usize(..3);
                let members: Vec<String> = (0..length)
                    .map(|_| format!("(String::from({:?}), {})", self.words(0, 6), self.of_slot(value)))
                    .collect();
                format!("[{}].into()", members.join(", "))
            }
            Type::Fields(fields) => self.of_struct(fields),
            Type::Free(free) => self.free(*free),
            Type::Fixed(_, value) => (*value).to_owned(),
        }
    }

    fn leaf(&mut self, written: &str, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Text(text) => {
                let literal = format!("{:?}", self.text(text));
                match written {
                    "&'static str" => literal,
                    _ => format!("{literal}.into()"),
                }
            }
            Leaf::Letter => format!("{:?}", pick(self.rng, LETTERS)),
            Leaf::Whole(range) => {
                let (least, most) = bounds(written);
                let number = self.whole(range, least, most);
                format!("{number}_{written}")
            }
            Leaf::NonZero(range) => {
                let number = self.whole(range, 1, i128::from(u32::MAX));
                format!("{written}::new({number}).unwrap()")
            }
            Leaf::Fraction(range) => self.fraction(range, written),
            Leaf::Decimal(range) => {
                let hundredths = self.whole(&times(range, 100), -1_000_000_000, 1_000_000_000);
                format!("{written}::new({hundredths}, 2)")
            }
            Leaf::Flag => self.rng.bool().to_string(),
            Leaf::Moment => self.moment(written),
            Leaf::Day => self.day(written),
            Leaf::Uuid => format!("{written}::from_u128({})", self.rng.u128(..)),
        }
    }

    fn text(&mut self, text: &Text) -> String {
        if !text.one_of.is_empty() {
            return pick(self.rng, &text.one_of);
        }
        if self.limits == Limits::Ignored {
            return self.words(0, 100);
        }
        match (text.format, text.pattern) {
            (Some("email"), _) => format!("ada.{}@acme.example", self.rng.u16(..)),
            (Some(_), _) => {
                pick(self.rng, &["https://acme.example/a?b=c#d", "mailto:ada@acme.example", "urn:isbn:0"]).to_owned()
            }
            (None, Some("^[A-Z]{2}[0-9]{4}$")) => format!("AZ{:04}", self.rng.u16(..10_000)),
            (None, Some("[0-9]")) => format!("{}7{}", self.words(0, 5), self.words(0, 5)),
            (None, Some(_)) => format!("http{}", self.words(0, 9)),
            (None, None) => {
                let least = text.least.unwrap_or(0);
                self.words(least, text.most.unwrap_or(least + 12))
            }
        }
    }

    /// A text of so many characters.
    fn words(&mut self, least: usize, most: usize) -> String {
        let length = self.rng.usize(least..=most);
        (0..length).map(|_| pick(self.rng, LETTERS)).collect()
    }

    fn whole(&mut self, range: &Range, least: i128, most: i128) -> i128 {
        let asked = |bound: Option<i64>| bound.filter(|_| self.limits == Limits::Kept).map(i128::from);
        let least = asked(range.minimum).map_or(least, |minimum| minimum.max(least));
        let most = asked(range.maximum).map_or(most, |maximum| maximum.min(most));
        match self.rng.u8(..6) {
            0 => least,
            1 => most,
            _ => self.rng.i128(least..=most),
        }
    }

    fn fraction(&mut self, range: &Range, written: &str) -> String {
        let free = self.limits == Limits::Ignored || (range.minimum.is_none() && range.maximum.is_none());
        if free && self.rng.bool() {
            let wide: &[&str] =
                if written == "f32" { &["1.5e30", "-0.0", "1e-40"] } else { &["1.5e300", "-0.0", "5e-324"] };
            return format!("{}_{written}", pick(self.rng, wide));
        }
        // Eighths are exact in both types.
        let eighths = self.whole(&times(range, 8), -1_000_000, 1_000_000);
        format!("{eighths}_{written} / 8.0")
    }

    fn moment(&mut self, written: &str) -> String {
        // The years 5 to 9987.
        let seconds = self.rng.i64(-62_000_000_000..253_000_000_000);
        let micros = self.rng.u32(..1_000_000);
        match written {
            "std::time::SystemTime" if seconds < 0 => {
                format!("std::time::UNIX_EPOCH - std::time::Duration::from_secs({})", -seconds)
            }
            "std::time::SystemTime" => {
                format!("std::time::UNIX_EPOCH + std::time::Duration::new({seconds}, {micros}_123)")
            }
            "jiff::Timestamp" => format!("jiff::Timestamp::from_microsecond({seconds}{micros:06}).unwrap()"),
            "time::OffsetDateTime" => format!("time::OffsetDateTime::from_unix_timestamp({seconds}).unwrap()"),
            _ => format!("chrono::DateTime::from_timestamp_micros({seconds}{micros:06}).unwrap()"),
        }
    }

    fn day(&mut self, written: &str) -> String {
        let (year, month, day) = (self.rng.u16(..10_000), self.rng.u8(1..13), self.rng.u8(1..29));
        match written {
            "jiff::civil::Date" => format!("jiff::civil::date({year}, {month}, {day})"),
            "chrono::NaiveDate" => format!("chrono::NaiveDate::from_ymd_opt({year}, {month}, {day}).unwrap()"),
            _ => format!(
                "time::Date::from_calendar_date({year}, time::Month::try_from({month}).unwrap(), {day}).unwrap()"
            ),
        }
    }

    fn free(&mut self, free: Free) -> String {
        let json = match (free, self.rng.u8(..3)) {
            (Free::Array, 0) => "[]",
            (Free::Array, _) => r#"[1, null, "two", { "three": [] }]"#,
            (Free::Object, 0) => "{}",
            (Free::Object, _) => r#"{ "a": null, "b \" c": [true, 1.5], "d": { "e": "f" } }"#,
            (Free::Any, 0) => "\"some text\"",
            (Free::Any, 1) => "-1.5e-7",
            (Free::Any, _) => r#"[{ "a": [] }, false]"#,
        };
        format!("serde_json::json!({json})")
    }
}

fn some(options: usize, value: &str) -> String {
    format!("{}{value}{}", "Some(".repeat(options), ")".repeat(options))
}

fn times(range: &Range, factor: i64) -> Range {
    Range {
        minimum: range.minimum.map(|minimum| minimum * factor),
        maximum: range.maximum.map(|maximum| maximum * factor),
    }
}

fn bounds(written: &str) -> (i128, i128) {
    match written {
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" | "usize" => (0, u64::MAX.into()),
        "u128" => (0, i128::MAX),
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i128" => (i128::MIN, i128::MAX),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}
