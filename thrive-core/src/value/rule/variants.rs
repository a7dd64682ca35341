//! Whether the variants of an enum are values that its rule lists, and how to name those that are not.

use super::case::Case;
use super::contains;
use super::judge::Place;
use super::message::{Message, same};
use super::near::mistakes;
use crate::value::shape::Variant;

/// Every value of an enum must be one of the schema's.
pub(super) const fn judge_variants(
    ident: &str,
    variants: &[Variant],
    values: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut foreign, mut rest) = (0, variants);
    while let [variant, others @ ..] = rest {
        foreign += !contains(values, variant.name) as usize;
        rest = others;
    }
    if foreign > 0 {
        say_foreign(foreign, ident, variants, values, place, message);
    }
}

const fn say_foreign(
    foreign: usize,
    ident: &str,
    variants: &[Variant],
    values: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    place.start(message);
    message.push(&[" cannot be "]);
    let (mut listed, mut rest) = (0, variants);
    while let [Variant { name, .. }, others @ ..] = rest {
        if !contains(values, name) {
            message.listed(listed, foreign, name, "or");
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
    match case_for_all(variants, values) {
        Some(Case { name, .. }) if foreign > 1 => {
            message.push(&["\n- on the enum `", ident, "` write `#[track(rename_all = \"", name, "\")]`"]);
        }
        _ => push_names(ident, variants, values, message),
    }
}

/// The rule of `rename_all` by which every variant is one of the values.
const fn case_for_all(variants: &[Variant], values: &[&str]) -> Option<&'static Case> {
    let mut cases = Case::ALL;
    while let [case, others @ ..] = cases {
        let mut rest = variants;
        while let [variant, behind @ ..] = rest
            && makes_one_of(case, variant, values)
        {
            rest = behind;
        }
        if rest.is_empty() {
            return Some(case);
        }
        cases = others;
    }
    None
}

const fn makes_one_of(case: &Case, variant: &Variant, values: &[&str]) -> bool {
    let mut rest = values;
    while let [value, others @ ..] = rest {
        if case.makes(value, variant.ident) {
            return true;
        }
        rest = others;
    }
    false
}

/// What to do with each variant that is none of the values.
const fn push_names(ident: &str, variants: &[Variant], values: &[&str], message: &mut Message) {
    let mut rest = variants;
    while let [variant, others @ ..] = rest {
        if !contains(values, variant.name) {
            match meant(variant, variants, values) {
                Some(value) => {
                    message.push(&[
                        "\n- on `",
                        ident,
                        "::",
                        variant.ident,
                        "` write `#[track(rename = \"",
                        value,
                        "\")]`",
                    ]);
                }
                None => {
                    message.push(&[
                        "\n- take `",
                        variant.ident,
                        "` out of `",
                        ident,
                        "`, or name it as one of these: ",
                    ]);
                    message.push(&["`#[track(rename = \"..\")]` on `", ident, "::", variant.ident, "`"]);
                }
            }
        }
        rest = others;
    }
}

/// The value that a variant's name looks most like, of those that no other variant is.
const fn meant<'v>(variant: &Variant, variants: &[Variant], values: &[&'v str]) -> Option<&'v str> {
    let mut best = None;
    let mut rest = values;
    while let [value, others @ ..] = rest {
        if let Some(count) = mistakes(variant.name, value)
            && !is_taken(value, variants)
        {
            best = match best {
                Some((least, known)) if least <= count => Some((least, known)),
                _ => Some((count, *value)),
            };
        }
        rest = others;
    }
    match best {
        Some((_, value)) => Some(value),
        None => None,
    }
}

const fn is_taken(value: &str, variants: &[Variant]) -> bool {
    let mut rest = variants;
    while let [variant, others @ ..] = rest {
        if same(variant.name, value) {
            return true;
        }
        rest = others;
    }
    false
}
