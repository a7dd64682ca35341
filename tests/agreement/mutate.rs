//! One mistake in a struct that was right: what the derive has to refuse.

use fastrand::Rng;

use crate::choose::Derived;
use crate::model::{Property, Shape};
use crate::random::pick;
use crate::rust::{Field, Leaf, Slot, Struct, Type};

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mistake {
    WrongKind,
    WrongKindOfItem,
    OptionWhereRequired,
    OptionalItemWhereRequired,
    MissingRequired,
    ForeignValue,
    AnyStringForListedValues,
    MapForListedMembers,
    UnknownField,
    UnknownBesideAClosedList,
    FieldForAConstant,
    UndeclaredPersonalData,
}

pub(crate) const MISTAKES: &[Mistake] = &[
    Mistake::WrongKind,
    Mistake::WrongKindOfItem,
    Mistake::OptionWhereRequired,
    Mistake::OptionalItemWhereRequired,
    Mistake::MissingRequired,
    Mistake::ForeignValue,
    Mistake::AnyStringForListedValues,
    Mistake::MapForListedMembers,
    Mistake::UnknownField,
    Mistake::UnknownBesideAClosedList,
    Mistake::FieldForAConstant,
    Mistake::UndeclaredPersonalData,
];

/// The struct with one mistake of that kind, if there is room for one.
pub(crate) fn with(rng: &mut Rng, mistake: Mistake, right: &Derived, constants: &[Property]) -> Option<Derived> {
    // Every place where the mistake can be made: which struct of the walk, and which of its fields.
    let mut places = Vec::new();
    let mut number = 0;
    right.event.walk(&mut |of| {
        let fields = (0..=of.fields.len()).filter(|index| make(mistake, &mut of.clone(), *index, constants).is_some());
        places.extend(fields.map(|index| (number, index)));
        number += 1;
    });
    if places.is_empty() {
        return None;
    }
    let (chosen, index) = pick(rng, &places);
    let mut wrong = right.clone();
    let mut number = 0;
    wrong.event.walk_mut(&mut |of| {
        if number == chosen {
            make(mistake, of, index, constants);
        }
        number += 1;
    });
    Some(wrong)
}

/// Makes the mistake at the field, or behind the last one where it is a field too many. `None` where it would be none.
fn make(mistake: Mistake, of: &mut Struct, index: usize, constants: &[Property]) -> Option<()> {
    let is_event = of.event.is_some();
    if index == of.fields.len() {
        let new = match mistake {
            Mistake::UnknownField => new_field("entirely_unheard_of", None),
            Mistake::UnknownBesideAClosedList if of.closed => {
                new_field("entirely_unheard_of", Some("property".to_owned()))
            }
            Mistake::FieldForAConstant if is_event => {
                let constant = constants.first()?;
                new_field("own_constant", Some(format!("property = {:?}", constant.name)))
            }
            _ => return None,
        };
        of.fields.push(new);
        return Some(());
    }

    let field = of.fields.get_mut(index)?;
    let listed = field.listed.clone()?;
    let has = |word: &str| field.words.iter().any(|given| given == word);
    let shape = listed.value.shape;
    let never_null = listed.required && !listed.value.nullable && !matches!(shape, Shape::Any);
    // What serde makes of a value is looked at when it is tracked.
    let is_free_form = has("json");
    let is_role = has("user_id") || has("group_id") || has("timestamp");
    match mistake {
        Mistake::WrongKind if !has("json") && !matches!(shape, Shape::Any) => field.slot.ty = of_another_kind(&shape),
        Mistake::WrongKindOfItem => {
            let (Shape::Array(Some(asked)), Type::List(_, item)) = (&shape, &mut field.slot.ty) else { return None };
            if matches!(asked.shape, Shape::Any) {
                return None;
            }
            item.ty = of_another_kind(&asked.shape);
        }
        Mistake::OptionWhereRequired if never_null && !is_free_form => field.slot.options += 1,
        Mistake::OptionalItemWhereRequired => {
            let (Shape::Array(Some(asked)), Type::List(_, item)) = (&shape, &mut field.slot.ty) else { return None };
            if asked.nullable || matches!(asked.shape, Shape::Any) {
                return None;
            }
            item.options += 1;
        }
        // A constant is written without a field, but not by a struct of fields.
        Mistake::MissingRequired if listed.required && !is_role => {
            if matches!(shape, Shape::Constant(_)) && is_event {
                return None;
            }
            of.fields.remove(index);
        }
        Mistake::ForeignValue => {
            if !lists_values(&shape) {
                return None;
            }
            let Type::Choice(_, values) = &mut field.slot.ty else { return None };
            values.push("entirely foreign".to_owned());
        }
        Mistake::AnyStringForListedValues if lists_values(&shape) && !is_role => {
            field.slot.ty = Type::Fixed("String", "String::new()");
        }
        Mistake::MapForListedMembers => {
            // A closed list is closed to a map, too.
            let Shape::Object(Some(members)) = &shape else { return None };
            if members.required().next().is_none() && !members.closed {
                return None;
            }
            let value = Slot::always(Type::Fixed("String", "String::new()"));
            field.slot.ty = Type::Map("BTreeMap", Box::new(value));
        }
        Mistake::UndeclaredPersonalData if listed.value.personal => {
            field.words.retain(|word| word != "personal" && word != "hashed");
        }
        _ => return None,
    }
    Some(())
}

fn lists_values(shape: &Shape) -> bool {
    match shape {
        Shape::Text(text) => !text.one_of.is_empty(),
        Shape::Constant(constant) => constant.is_string(),
        _ => false,
    }
}

fn of_another_kind(shape: &Shape) -> Type {
    match shape {
        Shape::Boolean => Type::Fixed("String", "String::new()"),
        _ => Type::Leaf("bool", Leaf::Flag),
    }
}

fn new_field(ident: &str, word: Option<String>) -> Field {
    let slot = Slot::always(Type::Fixed("String", "String::new()"));
    Field { ident: ident.to_owned(), words: word.into_iter().collect(), slot, listed: None }
}
