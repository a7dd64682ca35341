//! ThriveStack's standard events.
//!
//! Each event is one file of the folder `catalogue`: a JSON Schema 2020-12 document of the whole event object.

use crate::{error::PlanError, read::read, schema::EventSchema};

macro_rules! files {
    ($($event:literal)*) => {
        &[$(($event, include_str!(concat!("../catalogue/", $event, ".json")))),*]
    };
}

/// Sorted by name for the binary search.
static EVENTS: &[(&str, &str)] = files![
    "account_added_user"
    "account_created"
    "account_deleted"
    "account_removed_user"
    "feature_used"
    "group_enriched"
    "invite_sent"
    "onboarding_step_completed"
    "page_visit"
    "profile_completed"
    "signed_in"
    "signed_out"
    "signed_up"
    "tenant_waitlisted"
    "trial_ended"
    "trial_started"
    "user_enriched"
    "user_waitlisted"
];

/// The names of the standard events, sorted.
pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
    EVENTS.iter().map(|(name, _)| *name)
}

/// The JSON text of a standard event's schema.
pub fn source(event: &str) -> Option<&'static str> {
    let index = EVENTS.binary_search_by_key(&event, |(name, _)| name).ok()?;
    EVENTS.get(index).map(|(_, source)| *source)
}

/// The schema of a standard event, or `None` if there is no such event.
///
/// # Errors
///
/// None in practice: every file of the catalogue is read by a test.
///
/// ```
/// use thrive_plan::catalogue;
///
/// let account_created = catalogue::schema("account_created")?.ok_or("not a standard event")?;
/// assert!(account_created.context.get("group_id").is_some_and(|group_id| group_id.required));
/// assert_eq!(catalogue::schema("account_bought")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn schema(event: &str) -> Result<Option<EventSchema>, PlanError> {
    source(event).map(|source| read(&format!("catalogue/{event}.json"), source)).transpose()
}
