//! What changed between two editions of a plan, and whom it costs something.
//!
//! One principle ranks every change. It is breaking if an event that was valid may now be invalid, or if a reader of
//! the data loses what it relied on: a property under its name, with values of its kind. It is compatible if the
//! reader only meets more of what it knows: another value, a longer one, none where there was one.

mod compare;
mod sentence;
mod version;

use compare::Comparison;
pub use version::{Unversioned, unversioned};

use crate::schema::{EventSchema, Format, Kind};

/// One difference between two editions of a plan. Displays as a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The event's name.
    pub event: String,
    /// The place in the event: `properties.address.city`, `context.source`, `properties.tags[]` for what the items of
    /// an array are, and nothing for the event itself. It names what is gone by its old name.
    pub path: String,
    /// What is different.
    pub what: ChangeKind,
}

impl Change {
    /// Whether the change costs anybody something.
    ///
    /// ```
    /// use thrive_plan::{Change, ChangeKind, Rank};
    ///
    /// let change = |what| Change { event: "account_created".into(), path: "properties.plan_name".into(), what };
    /// assert_eq!(change(ChangeKind::Added { required: false }).rank(), Rank::Compatible);
    /// assert_eq!(change(ChangeKind::Added { required: true }).rank(), Rank::Breaking);
    /// ```
    pub fn rank(&self) -> Rank {
        self.what.rank()
    }
}

/// Whether a change costs anybody something. The greatest rank of its changes is that of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Every event that was valid still is, and every property is found under its name, with values of its kind.
    Compatible,
    /// An event that was valid may now be invalid, or a reader of the data loses what it relied on.
    Breaking,
}

/// What there was and what there is, one of which may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced<T> {
    /// What the old plan says.
    pub old: Option<T>,
    /// What the new plan says.
    pub new: Option<T>,
}

/// What is different at one place of an event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// The event is new: compatible.
    EventAdded,
    /// The event is gone: breaking.
    EventRemoved,
    /// The event has another version: compatible by itself. [`unversioned`] tells whether it is the right one.
    Version {
        /// The version before; one that is not written is 1.
        old: u64,
        /// The version now.
        new: u64,
    },
    /// The event is deprecated now, no longer, or in other words: compatible.
    Deprecated(Replaced<String>),
    /// The property is new: breaking if it is required.
    Added {
        /// Whether an object is invalid without it.
        required: bool,
    },
    /// The property is gone: breaking.
    Removed,
    /// The property has this new name: breaking.
    Renamed {
        /// The new name, without the path before it.
        to: String,
    },
    /// The property may no longer be absent: breaking.
    BecameRequired,
    /// The property may be absent now: compatible.
    BecameOptional,
    /// Properties that are not listed are no longer allowed: breaking.
    Closed,
    /// Properties that are not listed are allowed now: compatible.
    Opened,
    /// The value is of another kind: breaking, also from an integer to a number, which readers have typed as an integer.
    /// Whatever else was asked of the old kind is not listed beside it.
    Kind {
        /// The kind before.
        old: Kind,
        /// The kind now.
        new: Kind,
    },
    /// `null` is a value now: compatible, as a reader that copes with an absent value expects nothing else.
    BecameNullable,
    /// `null` is no longer a value: breaking.
    NoLongerNullable,
    /// Of all strings, only these are left: breaking.
    ValuesListed(Vec<String>),
    /// Any string is allowed where it was one of these: compatible.
    ValuesUnlisted(Vec<String>),
    /// These values are no longer in the list: breaking.
    ValuesRemoved(Vec<String>),
    /// These values are new in the list: compatible.
    ValuesAdded(Vec<String>),
    /// The only value there is, as JSON text: breaking unless it is removed.
    Constant(Replaced<String>),
    /// What a string must look like: breaking unless it is removed.
    Format(Replaced<Format>),
    /// The least value: breaking if it rises.
    Minimum(Replaced<f64>),
    /// The greatest value: breaking if it falls.
    Maximum(Replaced<f64>),
    /// The least length: breaking if it rises.
    MinLength(Replaced<u64>),
    /// The greatest length: breaking if it falls.
    MaxLength(Replaced<u64>),
    /// The regular expression: breaking unless it is removed, as nobody can tell whether another one matches all that
    /// the old one did.
    Pattern(Replaced<String>),
    /// The value is marked as personal data: compatible, but to be known.
    MarkedPersonal,
    /// The value is no longer marked as personal data: compatible, but to be known.
    UnmarkedPersonal,
    /// The description: compatible.
    Description(Replaced<String>),
    /// The example, as JSON text: compatible.
    Example(Replaced<String>),
}

impl ChangeKind {
    fn rank(&self) -> Rank {
        let breaking = match self {
            ChangeKind::EventRemoved
            | ChangeKind::Removed
            | ChangeKind::Renamed { .. }
            | ChangeKind::BecameRequired
            | ChangeKind::Closed
            | ChangeKind::Kind { .. }
            | ChangeKind::NoLongerNullable
            | ChangeKind::ValuesListed(_)
            | ChangeKind::ValuesRemoved(_) => true,
            ChangeKind::Added { required } => *required,
            ChangeKind::Constant(Replaced { new, .. }) | ChangeKind::Pattern(Replaced { new, .. }) => new.is_some(),
            ChangeKind::Format(Replaced { new, .. }) => new.is_some(),
            ChangeKind::Minimum(bound) => bound.rises(),
            ChangeKind::Maximum(bound) => bound.falls(),
            ChangeKind::MinLength(bound) => bound.rises(),
            ChangeKind::MaxLength(bound) => bound.falls(),
            ChangeKind::EventAdded
            | ChangeKind::Version { .. }
            | ChangeKind::Deprecated(_)
            | ChangeKind::BecameOptional
            | ChangeKind::Opened
            | ChangeKind::BecameNullable
            | ChangeKind::ValuesUnlisted(_)
            | ChangeKind::ValuesAdded(_)
            | ChangeKind::MarkedPersonal
            | ChangeKind::UnmarkedPersonal
            | ChangeKind::Description(_)
            | ChangeKind::Example(_) => false,
        };
        if breaking { Rank::Breaking } else { Rank::Compatible }
    }
}

impl<T: PartialOrd> Replaced<T> {
    /// A lower bound that was not there is risen, too.
    fn rises(&self) -> bool {
        self.new > self.old
    }

    /// An upper bound that was not there has fallen, too.
    fn falls(&self) -> bool {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => new < old,
            (old, new) => old.is_none() && new.is_some(),
        }
    }
}

/// Everything that is different in the new plan, sorted by event and then by place.
///
/// A change is [breaking](Rank::Breaking) if an event that was valid may now be invalid, or if a reader of the data
/// loses what it relied on: a property under its name, with values of its kind. All else is
/// [compatible](Rank::Compatible); [`ChangeKind`] says it of each. A new optional property is compatible although an
/// object that is not closed may have had an unlisted one of that name: a plan promises what it lists.
///
/// Two plans without a difference say the same, at most in another order.
///
/// A property is taken for renamed if exactly one that is gone and exactly one that is new are alike: of the same kind,
/// both required or both optional, with [near](crate::nearest) names or the same description. Where more than one could
/// be meant nothing is guessed, and all are listed as gone and as new.
///
/// ```
/// use thrive_plan::{Rank, catalogue, diff};
///
/// let old = catalogue::schema("trial_started")?.ok_or("not a standard event")?;
/// let mut new = old.clone();
/// if let Some(start) = new.properties.properties.first_mut() {
///     start.name = "trial_start".to_owned();
///     start.required = true;
/// }
/// new.properties.properties.pop();
///
/// let changes = diff(&[old], &[new]);
/// let sentences: Vec<String> = changes.iter().map(ToString::to_string).collect();
/// assert_eq!(
///     sentences,
///     [
///         "`properties.trial_plan_name` of event `trial_started` is gone",
///         "`properties.trial_start_date` of event `trial_started` is now called `trial_start`",
///     ]
/// );
/// assert_eq!(changes.iter().map(|change| change.rank()).max(), Some(Rank::Breaking));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diff(old: &[EventSchema], new: &[EventSchema]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for event in old {
        match find(new, &event.name) {
            Some(now) => changes.extend(Comparison::of(event, now)),
            None => changes.push(whole(event, ChangeKind::EventRemoved)),
        }
    }
    let added = new.iter().filter(|event| find(old, &event.name).is_none());
    changes.extend(added.map(|event| whole(event, ChangeKind::EventAdded)));
    // By the parts of a place, so that what stands inside of `address` follows it even where `address-2` is listed. The
    // sort is stable: changes at one place keep their order.
    changes.sort_by(|a, b| a.event.cmp(&b.event).then_with(|| a.path.split('.').cmp(b.path.split('.'))));
    changes
}

fn find<'p>(plan: &'p [EventSchema], name: &str) -> Option<&'p EventSchema> {
    plan.iter().find(|event| event.name == name)
}

fn whole(event: &EventSchema, what: ChangeKind) -> Change {
    Change { event: event.name.clone(), path: String::new(), what }
}
