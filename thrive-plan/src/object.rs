//! A JSON object as a schema uses it: members are asked for by name, and each name demands a type of value.

use std::collections::BTreeSet;

use crate::{
    error::{Located, Mistake},
    json::{Member, Value},
    nearest::did_you_mean,
};

pub(crate) type Node<'t> = Located<Value<'t>>;
pub(crate) type Text<'n> = Located<&'n str>;
pub(crate) type Object<'n, 't> = Located<&'n [Member<'t>]>;

impl<'n, 't> Object<'n, 't> {
    /// Refuses a member that is none of `names`, each of which is `what`.
    pub(crate) fn only(self, names: &[&str], what: &str) -> Result<Self, Mistake> {
        match self.value.iter().find(|member| !names.contains(&&*member.key.value)) {
            Some(Member { key, .. }) => Err(unknown(Located { at: key.at, value: &key.value }, names, what)),
            None => Ok(self),
        }
    }

    /// Refuses a member that says nothing beside the member `this`.
    pub(crate) fn only_beside(&self, this: &str, names: &[&str]) -> Result<(), Mistake> {
        match self.value.iter().find(|member| !names.contains(&&*member.key.value)) {
            Some(Member { key, .. }) => {
                Err(key.mistake(format!("`{}` says nothing beside `{this}`; remove one of them", key.value)))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn member(&self, name: &str) -> Option<&'n Member<'t>> {
        self.value.iter().find(|member| member.key.value == name)
    }

    /// Where the member's value stands, or else the object that lacks it.
    pub(crate) fn place(&self, name: &str) -> Located<()> {
        Located { at: self.member(name).map_or(self.at, |member| member.value.at), value: () }
    }

    /// The member's value, if there is one, by one of the functions below or one made of them.
    pub(crate) fn optional<T>(
        &self,
        name: &str,
        read: impl Fn(&str, &'n Node<'t>) -> Result<T, Mistake>,
    ) -> Result<Option<T>, Mistake> {
        self.member(name).map(|member| read(name, &member.value)).transpose()
    }

    pub(crate) fn needed<T>(
        &self,
        name: &str,
        read: impl Fn(&str, &'n Node<'t>) -> Result<T, Mistake>,
    ) -> Result<T, Mistake> {
        self.optional(name, read)?.ok_or_else(|| self.mistake(format!("`{name}` is missing; add it to this object")))
    }

    /// Insists on the one text that the member may be.
    pub(crate) fn says(&self, name: &str, expected: &str, why: &str) -> Result<(), Mistake> {
        match self.optional(name, text)? {
            Some(found) if found.value == expected => Ok(()),
            _ => Err(self.place(name).mistake(format!("`{name}` must be `{expected}`, {why}"))),
        }
    }
}

pub(crate) fn object<'n, 't>(name: &str, node: &'n Node<'t>) -> Result<Object<'n, 't>, Mistake> {
    match &node.value {
        Value::Object(members) => Ok(Located { at: node.at, value: members }),
        _ => Err(mistyped(name, node, "an object")),
    }
}

pub(crate) fn text<'n>(name: &str, node: &'n Node<'_>) -> Result<Text<'n>, Mistake> {
    match &node.value {
        Value::String(text) => Ok(Located { at: node.at, value: text }),
        _ => Err(mistyped(name, node, "a string")),
    }
}

/// An array of strings, no two of them equal.
pub(crate) fn texts<'n>(name: &str, node: &'n Node<'_>) -> Result<Vec<Text<'n>>, Mistake> {
    let Value::Array(items) = &node.value else {
        return Err(mistyped(name, node, "an array of strings"));
    };
    let mut seen = BTreeSet::new();
    let one = |item: &'n Node<'_>| match &item.value {
        Value::String(text) if seen.insert(text) => Ok(Located { at: item.at, value: &**text }),
        Value::String(text) => Err(item.mistake(format!("`{text}` stands twice in `{name}`; remove one"))),
        other => Err(item.mistake(format!("`{name}` lists strings, and this is {}", other.noun()))),
    };
    items.iter().map(one).collect()
}

pub(crate) fn items<'n, 't>(name: &str, node: &'n Node<'t>) -> Result<&'n [Node<'t>], Mistake> {
    match &node.value {
        Value::Array(items) => Ok(items),
        _ => Err(mistyped(name, node, "an array")),
    }
}

pub(crate) fn flag(name: &str, node: &Node<'_>) -> Result<bool, Mistake> {
    match node.value {
        Value::Boolean(flag) => Ok(flag),
        _ => Err(mistyped(name, node, "`true` or `false`")),
    }
}

pub(crate) fn number(name: &str, node: &Node<'_>) -> Result<f64, Mistake> {
    let Value::Number(number) = node.value else {
        return Err(mistyped(name, node, "a number"));
    };
    let finite = number.parse().ok().filter(|number: &f64| number.is_finite());
    finite.ok_or_else(|| node.mistake(format!("`{name}` is beyond what a 64-bit float holds")))
}

pub(crate) fn whole_number(name: &str, node: &Node<'_>, least: u64) -> Result<u64, Mistake> {
    let Value::Number(number) = node.value else {
        return Err(mistyped(name, node, &format!("a whole number from {least}")));
    };
    let whole = number.parse().ok().filter(|whole| *whole >= least);
    whole.ok_or_else(|| node.mistake(format!("`{name}` must be a whole number from {least}, not `{number}`")))
}

/// Reports a name that is none of `known`, each of which is `what`.
pub(crate) fn unknown(name: Text<'_>, known: &[&str], what: &str) -> Mistake {
    let advice =
        did_you_mean(name.value, known.iter().copied()).unwrap_or_else(|| format!("known: `{}`", known.join("`, `")));
    name.mistake(format!("`{}` is not {what}; {advice}", name.value))
}

fn mistyped(name: &str, node: &Node<'_>, expected: &str) -> Mistake {
    node.mistake(format!("`{name}` must be {expected}, not {}", node.value.noun()))
}
