//! An event object as text, its members as they were written: no number loses a digit on the way.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

const CONTEXT: &str = "context";
const EVENT_ID: &str = "event_id";

/// An object's members in their order, each once.
pub(super) struct Members<'j>(Vec<(Cow<'j, str>, &'j RawValue)>);

/// An event as it is sent.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) event_name: String,
    pub(super) json: String,
}

/// The event of a line, with an id in its context unless it has one: what is sent again after an interruption can be
/// recognised by it, and told apart from another event that says the same.
pub(super) fn with_event_id(json: &str, line: u64) -> Result<Encoded, String> {
    let event = Members::read(json)?;
    let context = event.context()?;
    if context.as_ref().is_some_and(|context| context.get(EVENT_ID).is_some()) {
        return event.encoded(json.to_owned());
    }
    let id = event_id(&stripped(&event, context.as_ref()), line);
    let mut out = open(event.0.iter().filter(|(key, _)| key != CONTEXT));
    out.push_str(",\"context\":");
    out.push_str(&open(context.iter().flat_map(|context| &context.0)));
    let comma = if out.ends_with('{') { "" } else { "," };
    out.push_str(&format!("{comma}\"{EVENT_ID}\":\"{id}\"}}}}"));
    event.encoded(out)
}

/// The event of a line whose schema allows no id in its context.
pub(super) fn as_it_is(json: &str) -> Result<Encoded, String> {
    Members::read(json)?.encoded(json.to_owned())
}

/// The line that [`with_event_id`] gave this event its id for; `None` where it has one of its own.
pub(super) fn line_of(json: &str) -> Option<u64> {
    let event = Members::read(json).ok()?;
    let mut context = event.context().ok()??;
    let id: String = serde_json::from_str(context.get(EVENT_ID)?.get()).ok()?;
    context.0.retain(|(key, _)| key != EVENT_ID);
    let digits: String = id.chars().filter(|digit| *digit != '-').collect();
    let line = (u128::from_str_radix(&digits, 16).ok()? & LINE) as u64;
    (event_id(&stripped(&event, Some(&context)), line) == id).then_some(line)
}

/// The bits of an id that are the line.
const LINE: u128 = (1 << 62) - 1;

/// A UUID of version 8, whose bits are the application's to choose (RFC 9562, section 5.8): what the event says, and
/// where it stands.
fn event_id(stripped: &str, line: u64) -> String {
    let [a, b, c, d, e, f, g, h, ..] = hmac_sha256::Hash::hash(stripped.as_bytes());
    let high = u64::from_be_bytes([a, b, c, d, e, f, g, h]) & !0xf000 | 0x8000;
    let bits = u128::from(high) << 64 | 0b10 << 62 | u128::from(line) & LINE;
    let digits = format!("{bits:032x}");
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// What an event says without the id: the same before it is put in and after it is taken out.
fn stripped(event: &Members<'_>, context: Option<&Members<'_>>) -> String {
    let mut out = open(event.0.iter().filter(|(key, _)| key != CONTEXT));
    out.push_str(&open(context.iter().flat_map(|context| &context.0)));
    out
}

/// An object up to its last brace.
fn open<'m, 'j: 'm>(members: impl Iterator<Item = &'m (Cow<'j, str>, &'j RawValue)>) -> String {
    let mut out = String::from("{");
    for (key, value) in members {
        let comma = if out.len() > 1 { "," } else { "" };
        // Writing a string as JSON cannot fail.
        let key = serde_json::to_string(key).unwrap_or_default();
        out.push_str(&format!("{comma}{key}:{}", value.get()));
    }
    out
}

impl<'j> Members<'j> {
    fn read(json: &'j str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| format!("this is no JSON object: {error}"))
    }

    fn get(&self, name: &str) -> Option<&'j RawValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    fn context(&self) -> Result<Option<Members<'j>>, String> {
        self.get(CONTEXT).map(|context| Members::read(context.get())).transpose()
    }

    fn encoded(&self, json: String) -> Result<Encoded, String> {
        let name = self.get("event_name").and_then(|name| serde_json::from_str(name.get()).ok());
        Ok(Encoded { event_name: name.ok_or("/event_name: is no string, or missing")?, json })
    }
}

impl<'de: 'j, 'j> Deserialize<'de> for Members<'j> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Read).map(Members)
    }
}

struct Read;

impl<'de> Visitor<'de> for Read {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Self::Value = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            // Which of the two the service would take nobody knows.
            if members.iter().any(|(other, _)| *other == key) {
                return Err(A::Error::custom(format_args!("`{key}` stands twice in it")));
            }
            members.push((key, map.next_value()?));
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_gets_an_id_of_its_content_and_its_line_and_keeps_the_rest_as_written() {
        let json = r#"{"event_name":"a_b", "n": 1.50,"context":{"group_id":"g"},"user_id":"\u00e9"}"#;
        let encoded = with_event_id(json, 7).unwrap();
        let (before, id) = encoded.json.split_once("\"event_id\":\"").unwrap();
        assert_eq!(before, r#"{"event_name":"a_b","n":1.50,"user_id":"\u00e9","context":{"group_id":"g","#);
        assert_eq!((id.len(), &id[14..15], &id[19..20], &id[36..]), (39, "8", "8", "\"}}"));
        assert_eq!(&id[24..36], "000000000007");
        assert_eq!(encoded.event_name, "a_b");
        assert_eq!(line_of(&encoded.json), Some(7));
        assert_eq!(with_event_id(json, 7).unwrap().json, encoded.json);
        assert_ne!(
            with_event_id(&json.replace("1.50", "1.51"), 7).unwrap().json[..],
            encoded.json.replace("1.50", "1.51")
        );
    }

    #[test]
    fn an_event_without_a_context_gets_one() {
        for json in [r#"{"event_name":"a_b"}"#, r#"{"event_name":"a_b","context":{}}"#] {
            let encoded = with_event_id(json, 3).unwrap();
            assert!(encoded.json.starts_with(r#"{"event_name":"a_b","context":{"event_id":""#), "{}", encoded.json);
            assert_eq!(line_of(&encoded.json), Some(3));
        }
    }

    #[test]
    fn an_id_of_its_own_stays_and_says_no_line() {
        let json = r#"{"event_name":"a_b","context":{"event_id":"fedcba98-7654-8210-8000-000000000001"}}"#;
        assert_eq!(with_event_id(json, 3).unwrap().json, json);
        assert_eq!(line_of(json), None);
    }

    #[test]
    fn what_stands_twice_is_refused() {
        let error = with_event_id(r#"{"event_name":"a_b","event_name":"a_c"}"#, 1).unwrap_err();
        assert!(error.contains("`event_name` stands twice in it"), "{error}");
        assert!(with_event_id(r#"{"event_name":"a_b","context":{"a":1,"a":2}}"#, 1).is_err());
    }
}
