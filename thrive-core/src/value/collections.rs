//! Lists and maps.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::{TrackValue, kind};
use crate::envelope::Writer;

fn encode_items<'a, T: TrackValue + 'a>(items: impl IntoIterator<Item = &'a T>, out: &mut Writer) {
    out.raw("[");
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.raw(",");
        }
        item.encode(out);
    }
    out.raw("]");
}

fn encode_members<'a, K, V>(members: impl IntoIterator<Item = (&'a K, &'a V)>, out: &mut Writer)
where
    K: AsRef<str> + 'a,
    V: TrackValue + 'a,
{
    out.raw("{");
    for (index, (name, value)) in members.into_iter().enumerate() {
        if index > 0 {
            out.raw(",");
        }
        out.string(name.as_ref());
        out.raw(":");
        value.encode(out);
    }
    out.raw("}");
}

macro_rules! collection {
    ($($kind:ident of $item:ident by $encode:ident: [$($generics:tt)*] $collection:ty;)+) => {$(
        impl<$($generics)*> TrackValue for $collection {
            type Kind = kind::$kind<$item::Kind, $item::Presence>;
            type Presence = kind::Always;

            fn encode(&self, out: &mut Writer) {
                $encode(self, out);
            }
        }
    )+};
}

collection! {
    Array of T by encode_items: [T: TrackValue] [T];
    Array of T by encode_items: [T: TrackValue, const N: usize] [T; N];
    Array of T by encode_items: [T: TrackValue] Vec<T>;
    Array of T by encode_items: [T: TrackValue] VecDeque<T>;
    Array of T by encode_items: [T: TrackValue] BTreeSet<T>;
    Array of T by encode_items: [T: TrackValue, S] HashSet<T, S>;
    Map of V by encode_members: [K: AsRef<str>, V: TrackValue] BTreeMap<K, V>;
    Map of V by encode_members: [K: AsRef<str>, V: TrackValue, S] HashMap<K, V, S>;
}
