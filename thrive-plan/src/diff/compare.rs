//! One event, object or value beside its new edition.

use super::{Change, ChangeKind, Replaced, version::version};
use crate::{
    nearest::nearest,
    schema::{EventSchema, Kind, Limits, ObjectSchema, Property, ValueSchema},
};

/// The changes of one event, as they are found.
pub(super) struct Comparison<'e> {
    event: &'e str,
    changes: Vec<Change>,
}

impl<'e> Comparison<'e> {
    // Every function takes its schema apart without `..`: whoever adds to the model decides here what a change of it is.

    pub(super) fn of(old: &'e EventSchema, new: &EventSchema) -> Vec<Change> {
        let EventSchema { name, description, version: _, deprecated, properties, context } = old;
        let mut comparison = Comparison { event: name, changes: Vec::new() };
        if version(old) != version(new) {
            comparison.note("", ChangeKind::Version { old: version(old), new: version(new) });
        }
        comparison.replaced("", deprecated, &new.deprecated, ChangeKind::Deprecated);
        comparison.replaced("", description, &new.description, ChangeKind::Description);
        comparison.object("properties", properties, &new.properties);
        comparison.object("context", context, &new.context);
        comparison.changes
    }

    fn note(&mut self, path: &str, what: ChangeKind) {
        self.changes.push(Change { event: self.event.to_owned(), path: path.to_owned(), what });
    }

    fn replaced<T: Clone + PartialEq>(
        &mut self,
        path: &str,
        old: &Option<T>,
        new: &Option<T>,
        what: impl FnOnce(Replaced<T>) -> ChangeKind,
    ) {
        if old != new {
            self.note(path, what(Replaced { old: old.clone(), new: new.clone() }));
        }
    }

    fn object(&mut self, path: &str, old: &ObjectSchema, new: &ObjectSchema) {
        let ObjectSchema { properties, closed } = old;
        match (closed, new.closed) {
            (false, true) => self.note(path, ChangeKind::Closed),
            (true, false) => self.note(path, ChangeKind::Opened),
            _ => {}
        }
        let gone: Vec<&Property> = properties.iter().filter(|property| new.get(&property.name).is_none()).collect();
        let added: Vec<&Property> =
            new.properties.iter().filter(|property| old.get(&property.name).is_none()).collect();
        for property in properties {
            let place = format!("{path}.{}", property.name);
            if let Some(now) = new.get(&property.name) {
                self.property(&place, property, now);
            } else if let Some(now) = counterpart(property, &gone, &added) {
                self.note(&place, ChangeKind::Renamed { to: now.name.clone() });
                self.property(&format!("{path}.{}", now.name), property, now);
            } else {
                self.note(&place, ChangeKind::Removed);
            }
        }
        for property in &added {
            if counterpart(property, &added, &gone).is_none() {
                let what = ChangeKind::Added { required: property.required };
                self.note(&format!("{path}.{}", property.name), what);
            }
        }
    }

    fn property(&mut self, path: &str, old: &Property, new: &Property) {
        let Property { name: _, required, value } = old;
        match (required, new.required) {
            (false, true) => self.note(path, ChangeKind::BecameRequired),
            (true, false) => self.note(path, ChangeKind::BecameOptional),
            _ => {}
        }
        self.value(path, value, &new.value);
    }

    fn value(&mut self, path: &str, old: &ValueSchema, new: &ValueSchema) {
        let ValueSchema { kind, nullable, description, one_of, constant, items, members, limits, personal, example } =
            old;
        let same_kind = *kind == new.kind;
        if !same_kind {
            self.note(path, ChangeKind::Kind { old: *kind, new: new.kind });
        }
        // Any value may be null.
        if *kind != Kind::Any && new.kind != Kind::Any {
            match (nullable, new.nullable) {
                (false, true) => self.note(path, ChangeKind::BecameNullable),
                (true, false) => self.note(path, ChangeKind::NoLongerNullable),
                _ => {}
            }
        }
        if same_kind {
            self.values(path, (one_of, constant), (&new.one_of, &new.constant));
            self.limits(path, limits, &new.limits);
        }
        match (personal, new.personal) {
            (false, true) => self.note(path, ChangeKind::MarkedPersonal),
            (true, false) => self.note(path, ChangeKind::UnmarkedPersonal),
            _ => {}
        }
        self.replaced(path, description, &new.description, ChangeKind::Description);
        self.replaced(path, example, &new.example, ChangeKind::Example);
        if same_kind {
            // Items of which nothing is said are any values, and members of which nothing is said are no listed ones.
            if items.is_some() || new.items.is_some() {
                let (any, now_any) = (ValueSchema::default(), ValueSchema::default());
                let (old, new) = (items.as_deref().unwrap_or(&any), new.items.as_deref().unwrap_or(&now_any));
                self.value(&format!("{path}[]"), old, new);
            }
            let (none, now_none) = (ObjectSchema::default(), ObjectSchema::default());
            self.object(path, members.as_ref().unwrap_or(&none), new.members.as_ref().unwrap_or(&now_none));
        }
    }

    /// The only values of a string, a constant among them.
    fn values(&mut self, path: &str, old: (&[String], &Option<String>), new: (&[String], &Option<String>)) {
        let ((old, constant), (new, now_constant)) = (old, new);
        let only = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|value| !other.contains(value)).cloned().collect()
        };
        // A string's constant is a list of one. It is compared as a constant where there is no other list beside it.
        let lists = |values: &[String], constant: &Option<String>| constant.is_none() && !values.is_empty();
        if !lists(old, constant) && !lists(new, now_constant) {
            return self.replaced(path, constant, now_constant, ChangeKind::Constant);
        }
        match (old, new) {
            ([], new) => self.note(path, ChangeKind::ValuesListed(new.to_vec())),
            (old, []) => self.note(path, ChangeKind::ValuesUnlisted(old.to_vec())),
            (old, new) => {
                let (removed, added) = (only(old, new), only(new, old));
                if !removed.is_empty() {
                    self.note(path, ChangeKind::ValuesRemoved(removed));
                }
                if !added.is_empty() {
                    self.note(path, ChangeKind::ValuesAdded(added));
                }
            }
        }
    }

    fn limits(&mut self, path: &str, old: &Limits, new: &Limits) {
        let Limits { minimum, maximum, min_length, max_length, pattern, format } = old;
        // Every string is at least of length 0.
        let asked = |length: &Option<u64>| length.filter(|&length| length > 0);
        self.replaced(path, format, &new.format, ChangeKind::Format);
        self.replaced(path, minimum, &new.minimum, ChangeKind::Minimum);
        self.replaced(path, maximum, &new.maximum, ChangeKind::Maximum);
        self.replaced(path, &asked(min_length), &asked(&new.min_length), ChangeKind::MinLength);
        self.replaced(path, max_length, &new.max_length, ChangeKind::MaxLength);
        self.replaced(path, pattern, &new.pattern, ChangeKind::Pattern);
    }
}

/// The one of `others` that can be `property` under another name, if it could not be one more of `own` as well.
fn counterpart<'p>(property: &Property, own: &[&Property], others: &[&'p Property]) -> Option<&'p Property> {
    let candidate = the_only(others.iter().copied().filter(|other| alike(property, other)))?;
    the_only(own.iter().filter(|own| alike(own, candidate))).map(|_| candidate)
}

fn the_only<T>(mut candidates: impl Iterator<Item = T>) -> Option<T> {
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

fn alike(a: &Property, b: &Property) -> bool {
    let near = || !nearest(&a.name, [b.name.as_str()]).is_empty();
    let described = || a.value.description.is_some() && a.value.description == b.value.description;
    a.required == b.required && a.value.kind == b.value.kind && (near() || described())
}
