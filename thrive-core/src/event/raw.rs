//! An event that is JSON already, for tools that pass on what others made.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{Present, TrackEvent};
use crate::envelope::Encoder;

/// The JSON of one event object, sent as it is: nothing is added to it, and nothing but its name is checked. Not public
/// API: `thrive-cli` sends by it what it has validated.
#[derive(Clone, Copy)]
pub struct RawEvent<'a> {
    event_name: &'static str,
    json: &'a str,
}

impl<'a> RawEvent<'a> {
    /// `None` where `json` is not one JSON object whose `event_name` is this.
    pub fn new(event_name: &'static str, json: &'a str) -> Option<Self> {
        let json = json.trim();
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let found = deserializer.deserialize_map(EventName).ok()?;
        deserializer.end().ok()?;
        (found == event_name).then_some(RawEvent { event_name, json })
    }
}

// What a message of the compiler lists is for users.
#[diagnostic::do_not_recommend]
impl TrackEvent for RawEvent<'_> {
    type User = Present;
    type Group = Present;

    fn event_name(&self) -> &'static str {
        self.event_name
    }

    fn __encode(&self, out: &mut Encoder<'_>) {
        out.whole(self.json);
    }
}

/// The event itself may hold personal data, and stays out of the log.
impl fmt::Debug for RawEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawEvent").field("event_name", &self.event_name).finish_non_exhaustive()
    }
}

/// Reads an object's one `event_name`.
struct EventName;

impl<'de> Visitor<'de> for EventName {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<String, A::Error> {
        let mut name = None;
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            if key != "event_name" {
                members.next_value::<IgnoredAny>()?;
            } else if name.replace(members.next_value::<String>()?).is_some() {
                return Err(A::Error::duplicate_field("event_name"));
            }
        }
        name.ok_or_else(|| A::Error::missing_field("event_name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_goes_out_as_it_came() {
        let json = " {\"user_id\": \"u-1\",\t\"event_name\":\"signed_in\", \"n\": 1.50} \n";
        let event = RawEvent::new("signed_in", json).unwrap();
        assert_eq!(event.to_json().unwrap(), "{\"user_id\": \"u-1\",\t\"event_name\":\"signed_in\", \"n\": 1.50}");
        assert_eq!(format!("{event:?}"), "RawEvent { event_name: \"signed_in\", .. }");
    }

    #[test]
    fn what_is_not_one_object_of_that_name_is_no_event() {
        let good = r#"{"event_name":"signed_in"}"#;
        assert!(RawEvent::new("signed_in", good).is_some());
        for json in [
            "",
            "[]",
            "\"signed_in\"",
            "{}",
            r#"{"event_name":null}"#,
            r#"{"event_name":"signed_out"}"#,
            r#"{"event_name":"signed_in""#,
            r#"{"event_name":"signed_in"},{"event_name":"signed_in"}"#,
            r#"{"event_name":"signed_in","event_name":"signed_in"}"#,
        ] {
            assert!(RawEvent::new("signed_in", json).is_none(), "{json}");
        }
    }
}
