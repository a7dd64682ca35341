//! Whether versions were raised as the changes ask.

use std::fmt;

use super::{Change, Rank, diff, find};
use crate::schema::EventSchema;

/// An event whose version is not raised as its changes ask. Displays as what to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Unversioned {
    /// The event's name.
    pub event: String,
    /// The version in the old plan.
    pub old: u64,
    /// The version in the new plan, not above the old one.
    pub new: u64,
    /// What has to raise the version; empty where the version only went down.
    pub breaking: Vec<Change>,
}

impl Unversioned {
    /// The version to write.
    ///
    /// ```
    /// use thrive_plan::Unversioned;
    ///
    /// let lowered = Unversioned { event: "account_created".into(), old: 3, new: 2, breaking: Vec::new() };
    /// assert_eq!(lowered.needed(), 3);
    /// ```
    pub fn needed(&self) -> u64 {
        if self.breaking.is_empty() { self.old } else { self.old.saturating_add(1) }
    }
}

impl fmt::Display for Unversioned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unversioned { event, old, new, breaking } = self;
        write!(f, "event `{event}` ")?;
        match breaking.len() {
            0 => {}
            1 => f.write_str("has 1 breaking change and ")?,
            count => write!(f, "has {count} breaking changes and ")?,
        }
        if new < old {
            write!(f, "went from version {old} down to {new}")?;
        } else {
            write!(f, "is still version {new}")?;
        }
        write!(f, ": set `\"version\": {}`", self.needed())
    }
}

/// The events with breaking changes whose `version` was not raised, and those whose version went down, sorted by name.
///
/// A version that is not written is 1. An event that is gone needs none.
///
/// ```
/// use thrive_plan::{catalogue, unversioned};
///
/// let old = catalogue::schema("trial_started")?.ok_or("not a standard event")?;
/// let mut new = old.clone();
/// new.properties.properties.pop();
///
/// let [mistake] = &unversioned(&[old.clone()], &[new.clone()])[..] else { panic!("one event changed") };
/// assert_eq!(
///     mistake.to_string(),
///     r#"event `trial_started` has 1 breaking change and is still version 1: set `"version": 2`"#
/// );
///
/// new.version = Some(2);
/// assert_eq!(unversioned(&[old], &[new]), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn unversioned(old: &[EventSchema], new: &[EventSchema]) -> Vec<Unversioned> {
    let changes = diff(old, new);
    let judge = |before: &EventSchema| {
        let now = find(new, &before.name)?;
        let breaks = |change: &&Change| change.event == before.name && change.rank() == Rank::Breaking;
        let breaking = changes.iter().filter(breaks).cloned().collect();
        let judged = Unversioned { event: before.name.clone(), old: version(before), new: version(now), breaking };
        (judged.new < judged.needed()).then_some(judged)
    };
    let mut unversioned: Vec<Unversioned> = old.iter().filter_map(judge).collect();
    unversioned.sort_by(|a, b| a.event.cmp(&b.event));
    unversioned
}

pub(super) fn version(event: &EventSchema) -> u64 {
    event.version.unwrap_or(1)
}
