//! Events that can be told apart, so that order, loss and duplicates show.
#![expect(clippy::unwrap_used, reason = "a test ends at an event that it cannot read")]

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "feature_used")]
pub(crate) struct Numbered {
    feature_name: &'static str,
    #[track(property)]
    number: u64,
    #[track(user_id)]
    user: u64,
    #[track(group_id)]
    account: &'static str,
}

/// The event of this number, done by user 0.
pub(crate) fn numbered(number: u64) -> Numbered {
    Numbered { feature_name: "export", number, user: 0, account: "acme" }
}

/// The numbers of the events in the body of a request.
pub(crate) fn numbers_in(body: &str) -> Vec<u64> {
    let events: Vec<serde_json::Value> = serde_json::from_str(body).unwrap();
    events.iter().map(|event| event.pointer("/properties/number").unwrap().as_u64().unwrap()).collect()
}
