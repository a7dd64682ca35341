//! The fields of a struct, with those that it flattens in their place.

use super::same;
use crate::value::shape::{FieldShape, Shape};

/// A field that is not a flattened type itself.
#[derive(Clone, Copy)]
pub(super) struct Leaf {
    pub(super) field: &'static FieldShape,
    /// The struct that it is a field of.
    pub(super) of: &'static str,
    /// Whether it may be left out, with the type that it is flattened from or alone.
    pub(super) optional: bool,
}

/// How many there are.
pub(super) const fn leaves(fields: &'static [FieldShape]) -> usize {
    let mut count = 0;
    let mut rest = fields;
    while let [field, others @ ..] = rest {
        count += match field {
            FieldShape { flattened: true, shape: Shape::Fields(_, inner), .. } => leaves(inner),
            // Of an unknown type nothing is known.
            FieldShape { flattened: true, .. } => 0,
            FieldShape { flattened: false, .. } => 1,
        };
        rest = others;
    }
    count
}

/// The one of this number.
pub(super) const fn leaf(of: &'static str, fields: &'static [FieldShape], number: usize) -> Option<Leaf> {
    let mut number = number;
    let mut rest = fields;
    while let [field, others @ ..] = rest {
        match field {
            FieldShape { flattened: true, shape: Shape::Fields(of, inner), optional, .. } => {
                if let Some(leaf) = leaf(of, inner, number) {
                    return Some(Leaf { optional: leaf.optional || *optional, ..leaf });
                }
                number -= leaves(inner);
            }
            FieldShape { flattened: true, .. } => {}
            FieldShape { flattened: false, optional, .. } => {
                if number == 0 {
                    return Some(Leaf { field, of, optional: *optional });
                }
                number -= 1;
            }
        }
        rest = others;
    }
    None
}

/// Whether a field of that name is there, or may be in a type that is not known.
pub(super) const fn brings(fields: &'static [FieldShape], name: &str) -> bool {
    let mut rest = fields;
    while let [field, others @ ..] = rest {
        let found = match field {
            FieldShape { flattened: true, shape: Shape::Fields(_, inner), .. } => brings(inner, name),
            FieldShape { flattened: true, .. } => true,
            FieldShape { flattened: false, .. } => same(field.name, name),
        };
        if found {
            return true;
        }
        rest = others;
    }
    false
}
