//! What a client adds to the context of its events.

use std::sync::atomic::{AtomicU64, Ordering};

use super::text::Writer;

/// `source` and `event_id`, where the client is to add them. What the event itself says wins.
#[derive(Debug)]
pub(crate) struct Extras {
    /// The whole member: `,"source":"product"`.
    source: Option<String>,
    event_ids: Option<EventIds>,
}

impl Extras {
    /// `event_ids` is what makes the ids of this client different from those of any other.
    pub(crate) fn new(source: Option<&str>, event_ids: Option<u64>) -> Option<Self> {
        let source = source.map(|source| {
            let mut writer = Writer::new(b",\"source\":".to_vec(), None);
            writer.string(source);
            String::from_utf8(writer.finish().0).unwrap_or_default()
        });
        let event_ids = event_ids.map(|client| EventIds { client, next: AtomicU64::new(0) });
        (source.is_some() || event_ids.is_some()).then_some(Extras { source, event_ids })
    }

    pub(super) fn write(&self, out: &mut Writer) {
        let said = out.said();
        if let Some(source) = self.source.as_deref().filter(|_| !said.source) {
            out.raw(source);
        }
        if let Some(ids) = self.event_ids.as_ref().filter(|_| !said.event_id) {
            ids.write(out);
        }
    }
}

/// Ids that no other event has: what is the client's own, and a number.
#[derive(Debug)]
struct EventIds {
    client: u64,
    next: AtomicU64,
}

impl EventIds {
    fn write(&self, out: &mut Writer) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        out.raw(",\"event_id\":\"");
        out.raw(uuid(self.client, number, &mut [0; 36]));
        out.raw("\"");
    }
}

/// A UUID of version 8, whose bits are the application's to choose (RFC 9562, section 5.8).
fn uuid(high: u64, low: u64, text: &mut [u8; 36]) -> &str {
    let high = high & !0xf000 | 0x8000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    let mut bits = u128::from(high) << 64 | u128::from(low);
    for (place, digit) in text.iter_mut().enumerate() {
        *digit = match place {
            8 | 13 | 18 | 23 => b'-',
            _ => {
                bits = bits.rotate_left(4);
                let nibble = (bits & 0xf) as u8;
                if nibble < 10 { b'0' + nibble } else { b'a' - 10 + nibble }
            }
        };
    }
    str::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::{Encoder, encode_to_string};
    use crate::event::{Optional, TrackEvent};

    struct Ping(&'static [(&'static str, &'static str)]);

    impl TrackEvent for Ping {
        type User = Optional;
        type Group = Optional;

        fn event_name(&self) -> &'static str {
            "ping"
        }

        fn __encode(&self, out: &mut Encoder<'_>) {
            out.event(r#"{"event_name":"ping","properties":"#);
            out.member(",\"source\":", "a property");
            out.no_user();
            out.timestamp(Some(crate::envelope::Timestamp::from_unix_micros(0)));
            out.no_group();
            for (key, value) in self.0 {
                out.member(key, value);
            }
            out.end();
        }
    }

    fn context(event: &Ping, extras: &Extras) -> String {
        let json = encode_to_string(event, None, Some(extras)).unwrap();
        let start = concat!(
            r#"{"event_name":"ping","properties":{"source":"a property"},"#,
            r#""timestamp":"1970-01-01T00:00:00.000000Z","context":"#,
        );
        json.strip_prefix(start).unwrap().to_owned()
    }

    #[test]
    fn a_source_is_added_unless_the_event_has_one() {
        let extras = Extras::new(Some("pro\"duct"), None).unwrap();
        assert_eq!(context(&Ping(&[]), &extras), r#"{"source":"pro\"duct"}}"#);
        assert_eq!(context(&Ping(&[(",\"page\":", "x")]), &extras), r#"{"page":"x","source":"pro\"duct"}}"#);
        assert_eq!(context(&Ping(&[(",\"source\":", "marketing")]), &extras), r#"{"source":"marketing"}}"#);
    }

    #[test]
    fn ids_are_uuids_that_differ_within_a_client_and_between_clients() {
        let extras = Extras::new(None, Some(0xfedc_ba98_7654_3210)).unwrap();
        assert_eq!(context(&Ping(&[]), &extras), r#"{"event_id":"fedcba98-7654-8210-8000-000000000000"}}"#);
        assert_eq!(context(&Ping(&[]), &extras), r#"{"event_id":"fedcba98-7654-8210-8000-000000000001"}}"#);
        assert_eq!(context(&Ping(&[(",\"event_id\":", "e-1")]), &extras), r#"{"event_id":"e-1"}}"#);
        let other = Extras::new(Some("product"), Some(1)).unwrap();
        assert_eq!(
            context(&Ping(&[]), &other),
            r#"{"source":"product","event_id":"00000000-0000-8001-8000-000000000000"}}"#
        );
    }

    #[test]
    fn a_client_that_adds_nothing_has_none() {
        assert!(Extras::new(None, None).is_none());
    }
}
