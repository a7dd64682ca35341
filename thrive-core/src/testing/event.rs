//! Views of what was tracked.

use std::fmt::Write;
use std::ops::Deref;

use serde_json::{Map, Value};

/// Events that were tracked, in order; a slice of [`Event`]s.
#[derive(Debug, Clone, Default)]
pub struct Events(Vec<Event>);

/// An event that was tracked, as it would be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    json: String,
    value: Value,
}

impl Event {
    pub(super) fn new(json: String) -> Self {
        let value = serde_json::from_str(&json).unwrap_or_default();
        Event { json, value }
    }

    /// Its name, such as `account_created`.
    pub fn name(&self) -> &str {
        self.text("event_name").unwrap_or_default()
    }

    /// Who did it.
    pub fn user_id(&self) -> Option<&str> {
        self.text("user_id")
    }

    /// For which account it happened: `context.group_id`.
    pub fn group_id(&self) -> Option<&str> {
        self.context("group_id")?.as_str()
    }

    /// When it happened, such as `2024-10-20T15:51:36.088000Z`.
    pub fn timestamp(&self) -> &str {
        self.text("timestamp").unwrap_or_default()
    }

    /// One of its properties.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.value.get("properties")?.get(name)
    }

    /// All its properties.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Value)> {
        let properties = self.value.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
    }

    /// A part of its context, such as `session_id`.
    pub fn context(&self, name: &str) -> Option<&Value> {
        self.value.get("context")?.get(name)
    }

    /// The event object exactly as it would be sent.
    pub fn json(&self) -> &str {
        &self.json
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key)?.as_str()
    }

    /// What of `expected` it does not have, a line each.
    fn differences(&self, expected: &Map<String, Value>) -> String {
        let mut lines = String::new();
        for (name, expected) in expected {
            let found = self.property(name);
            if found != Some(expected) {
                let found = found.map_or("it is absent".to_owned(), |found| format!("found {found}"));
                // Writing to memory does not fail.
                let _ = write!(lines, "\n    `{name}`: expected {expected}, {found}");
            }
        }
        lines
    }
}

impl Events {
    pub(super) fn of(events: impl IntoIterator<Item = String>) -> Self {
        Events(events.into_iter().map(Event::new).collect())
    }

    /// What `assert_tracked!` calls.
    #[doc(hidden)]
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    pub fn expect_tracked(&self, name: &str, expected: &Value) -> &Event {
        let none = Map::new();
        let expected = expected.as_object().unwrap_or(&none);
        let of_that_name = || self.iter().filter(|event| event.name() == name);
        if let Some(event) = of_that_name().find(|event| event.differences(expected).is_empty()) {
            return event;
        }
        let mut message = match of_that_name().count() {
            0 => format!("no event `{name}` was tracked"),
            1 => format!("event `{name}` was tracked with other properties"),
            some => format!("event `{name}` was tracked {some} times, always with other properties"),
        };
        for (number, event) in of_that_name().enumerate() {
            let _ = write!(message, "\n  {}. {}{}", number + 1, event.json(), event.differences(expected));
        }
        let _ = write!(message, "\n  tracked in all: {}", self.names());
        panic!("{message}")
    }

    /// What `assert_not_tracked!` calls.
    #[doc(hidden)]
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    pub fn expect_not_tracked(&self, name: &str) {
        if let Some(event) = self.iter().find(|event| event.name() == name) {
            panic!("event `{name}` was tracked: {}", event.json());
        }
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.iter().map(|event| format!("`{}`", event.name())).collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    }
}

impl Deref for Events {
    type Target = [Event];

    fn deref(&self) -> &[Event] {
        &self.0
    }
}

impl IntoIterator for Events {
    type Item = Event;
    type IntoIter = std::vec::IntoIter<Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Event;
    type IntoIter = std::slice::Iter<'a, Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use serde_json::json;

    use super::*;

    fn events() -> Events {
        let event = |name: &str, properties: Value| {
            json!({ "event_name": name, "properties": properties, "user_id": "u", "timestamp": "t" }).to_string()
        };
        Events::of([
            event("signed_up", json!({ "user_email": "a@acme.com" })),
            event("account_created", json!({ "account_name": "Acne", "seats": 3 })),
        ])
    }

    fn failure(check: impl FnOnce(&Events)) -> String {
        let panic = catch_unwind(AssertUnwindSafe(|| check(&events()))).unwrap_err();
        *panic.downcast::<String>().unwrap()
    }

    #[test]
    fn an_event_matches_by_its_name_and_the_properties_that_are_listed() {
        let events = events();
        assert_eq!(events.expect_tracked("account_created", &json!({ "seats": 3 })).name(), "account_created");
        assert_eq!(events.expect_tracked("signed_up", &json!({})).user_id(), Some("u"));
        events.expect_not_tracked("signed_in");
    }

    #[test]
    fn a_failure_says_what_differs() {
        let expected = json!({ "account_name": "Acme", "plan_name": "pro", "seats": 3 });
        assert_eq!(
            failure(|events| drop(events.expect_tracked("account_created", &expected).clone())),
            "event `account_created` was tracked with other properties\n  \
             1. {\"event_name\":\"account_created\",\"properties\":{\"account_name\":\"Acne\",\"seats\":3},\
             \"timestamp\":\"t\",\"user_id\":\"u\"}\n    \
             `account_name`: expected \"Acme\", found \"Acne\"\n    \
             `plan_name`: expected \"pro\", it is absent\n  \
             tracked in all: `signed_up`, `account_created`"
        );
        assert_eq!(
            failure(|events| drop(events.expect_tracked("signed_in", &json!({})).clone())),
            "no event `signed_in` was tracked\n  tracked in all: `signed_up`, `account_created`"
        );
        assert!(
            failure(|events| events.expect_not_tracked("signed_up")).starts_with("event `signed_up` was tracked: {")
        );
    }
}
