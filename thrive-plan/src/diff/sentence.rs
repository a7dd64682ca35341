//! A change as a sentence.

use std::fmt;

use super::{Change, ChangeKind, Rank, Replaced};
use crate::schema::Format;

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rank::Compatible => "compatible",
            Rank::Breaking => "breaking",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}` of ", self.path)?;
        }
        write!(f, "event `{}` {}", self.event, self.predicate())
    }
}

impl Change {
    fn predicate(&self) -> String {
        match &self.what {
            ChangeKind::EventAdded => "is new".to_owned(),
            ChangeKind::EventRemoved | ChangeKind::Removed => "is gone".to_owned(),
            ChangeKind::Version { old, new } => format!("is now version {new}; it was version {old}"),
            ChangeKind::Deprecated(Replaced { old, new }) => match (old, new) {
                (_, None) => "is no longer deprecated".to_owned(),
                (None, Some(new)) => format!("is now deprecated: {}", one_line(new)),
                (Some(_), Some(new)) => format!("is deprecated in other words: {}", one_line(new)),
            },
            ChangeKind::Added { required: true } => "is new and required".to_owned(),
            ChangeKind::Added { required: false } => "is new and optional".to_owned(),
            ChangeKind::Renamed { to } => format!("is now called `{to}`"),
            ChangeKind::BecameRequired => "is now required; it was optional".to_owned(),
            ChangeKind::BecameOptional => "is now optional; it was required".to_owned(),
            ChangeKind::Closed => "no longer takes a property that is not listed".to_owned(),
            ChangeKind::Opened => "now takes a property that is not listed".to_owned(),
            ChangeKind::Kind { old, new } => format!("is now {new}; it was {old}"),
            ChangeKind::BecameNullable => "may now be null".to_owned(),
            ChangeKind::NoLongerNullable => "may no longer be null".to_owned(),
            ChangeKind::ValuesListed(values) => format!("must now be {}; it was any string", or(values)),
            ChangeKind::ValuesUnlisted(values) => format!("may now be any string; it was {}", or(values)),
            ChangeKind::ValuesRemoved(values) => format!("may no longer be {}", or(values)),
            ChangeKind::ValuesAdded(values) => format!("may now be {}, too", or(values)),
            ChangeKind::Constant(constant) => self.demand(constant, |value| format!("be `{value}`")),
            ChangeKind::Format(format) => self.demand(format, |format| match format {
                Format::Email => "be an email address".to_owned(),
                Format::Uri => "be a URI".to_owned(),
            }),
            ChangeKind::Minimum(bound) => self.demand(bound, |bound| format!("be at least {bound}")),
            ChangeKind::Maximum(bound) => self.demand(bound, |bound| format!("be at most {bound}")),
            ChangeKind::MinLength(bound) => self.demand(bound, |bound| format!("have at least {}", characters(*bound))),
            ChangeKind::MaxLength(bound) => self.demand(bound, |bound| format!("have at most {}", characters(*bound))),
            ChangeKind::Pattern(pattern) => self.demand(pattern, |pattern| format!("match `{pattern}`")),
            ChangeKind::MarkedPersonal => "is now marked as personal data".to_owned(),
            ChangeKind::UnmarkedPersonal => "is no longer marked as personal data".to_owned(),
            ChangeKind::Description(_) => "is described differently".to_owned(),
            ChangeKind::Example(Replaced { new: Some(_), .. }) => "has another example".to_owned(),
            ChangeKind::Example(Replaced { new: None, .. }) => "has no example any more".to_owned(),
        }
    }

    /// What is asked of a value, before and now.
    fn demand<T>(&self, Replaced { old, new }: &Replaced<T>, say: impl Fn(&T) -> String) -> String {
        let (old, new) = (old.as_ref().map(&say), new.as_ref().map(&say));
        match (old, new, self.rank()) {
            (Some(old), Some(new), Rank::Breaking) => format!("must now {new}; it had to {old}"),
            (Some(old), Some(new), Rank::Compatible) => format!("need only {new} now; it had to {old}"),
            (Some(old), None, _) => format!("need no longer {old}"),
            (None, new, _) => format!("must now {}", new.unwrap_or_default()),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "`a`", "`a` or `b`", "`a`, `b` or `c`".
fn or(values: &[String]) -> String {
    match values {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [first @ .., last] => format!("`{}` or `{last}`", first.join("`, `")),
    }
}

fn characters(count: u64) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}
