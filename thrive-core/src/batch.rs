//! Events that travel together: `[` event `,` event `]`, joined as they come in. No clock, no I/O.

use std::ops::Range;
use std::time::Instant;

use bytes::{Buf, Bytes};

/// A batch that still takes events.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The body without its closing bracket.
    body: Vec<u8>,
    /// Where each event ends in the body, so that a part of the batch is a slice of it.
    ends: Vec<usize>,
    /// The sequence number of its first event; the others follow one by one.
    first: u64,
    /// How many events at the front were taken out again.
    dropped: usize,
    /// When it got its first event.
    pub(crate) since: Option<Instant>,
}

impl Batch {
    pub(crate) fn events(&self) -> usize {
        self.ends.len() - self.dropped
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.events() == 0
    }

    /// The sequence number of the event that may follow.
    pub(crate) fn next(&self) -> Option<u64> {
        (!self.ends.is_empty()).then(|| self.first + self.ends.len() as u64)
    }

    /// The length of the body once it is sealed with one more event of `event_bytes`.
    pub(crate) fn len_with(&self, event_bytes: usize) -> usize {
        self.body.len() + ",".len() + event_bytes + "]".len()
    }

    /// Adds the event with the sequence number `sequence`, one higher than that of the event before it.
    pub(crate) fn push(&mut self, sequence: u64, event: &[u8]) {
        if self.ends.is_empty() {
            self.first = sequence;
        }
        self.body.push(if self.ends.is_empty() { b'[' } else { b',' });
        self.body.extend_from_slice(event);
        self.ends.push(self.body.len());
    }

    /// Takes out the oldest event.
    pub(crate) fn drop_front(&mut self) -> Option<(u64, &[u8])> {
        let event = span(&self.ends, self.dropped)?;
        let sequence = self.first + self.dropped as u64;
        self.dropped += 1;
        Some((sequence, self.body.get(event)?))
    }

    /// Forgets all events and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.body.clear();
        self.ends.clear();
        self.dropped = 0;
    }

    /// Gives back memory that no event is in.
    pub(crate) fn shrink(&mut self) {
        self.body.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub(crate) fn seal(mut self) -> SealedBatch {
        // What precedes the first event that is left is the comma after one that is not.
        let cut = self.dropped.checked_sub(1).and_then(|last| self.ends.get(last).copied()).unwrap_or_default();
        if let Some(bracket) = self.body.get_mut(cut) {
            *bracket = b'[';
        }
        self.body.push(b']');
        let mut body = Bytes::from(self.body);
        body.advance(cut);
        self.ends.drain(..self.dropped);
        self.ends.iter_mut().for_each(|end| *end -= cut);
        SealedBatch { body, ends: self.ends, first: self.first + self.dropped as u64, since: self.since }
    }
}

/// A batch on its way; every attempt shares its bytes.
#[derive(Debug)]
pub(crate) struct SealedBatch {
    body: Bytes,
    ends: Vec<usize>,
    first: u64,
    /// When it got its first event.
    pub(crate) since: Option<Instant>,
}

impl SealedBatch {
    pub(crate) fn events(&self) -> usize {
        self.ends.len()
    }

    /// The sequence numbers of the events at these places.
    pub(crate) fn sequences(&self, events: Range<usize>) -> Range<u64> {
        self.first + events.start as u64..self.first + events.end as u64
    }

    /// The bytes of the events at these places, without what joins them.
    pub(crate) fn event_bytes(&self, events: Range<usize>) -> usize {
        let joined = self.joined(events.clone()).len();
        joined.saturating_sub(events.len().saturating_sub(1) * ",".len())
    }

    /// Where the events at these places stand in the body, with the commas between them.
    fn joined(&self, events: Range<usize>) -> Range<usize> {
        let start = span(&self.ends, events.start).map_or(0, |first| first.start);
        let end = events.end.checked_sub(1).and_then(|last| self.ends.get(last).copied()).unwrap_or(start);
        start..end.max(start)
    }

    /// The event at this place.
    pub(crate) fn event(&self, event: usize) -> &[u8] {
        span(&self.ends, event).and_then(|span| self.body.get(span)).unwrap_or_default()
    }

    /// What goes over the wire for the events at these places: for all of them not a copy, for a part of them a slice in
    /// brackets of its own.
    pub(crate) fn body(&self, events: Range<usize>) -> Bytes {
        if events == (0..self.events()) {
            return self.body.clone();
        }
        let joined = self.body.get(self.joined(events)).unwrap_or_default();
        let mut body = Vec::with_capacity(joined.len() + "[]".len());
        body.push(b'[');
        body.extend_from_slice(joined);
        body.push(b']');
        body.into()
    }

    /// The memory for another batch, unless a connection still holds on to it.
    pub(crate) fn recycle(self) -> Option<Batch> {
        let SealedBatch { body, ends, .. } = self;
        body.is_unique().then(|| {
            let mut batch = Batch { body: Vec::from(body), ends, ..Batch::default() };
            batch.clear();
            batch
        })
    }
}

/// Where the event at this place stands in a body whose events end at `ends`.
fn span(ends: &[usize], event: usize) -> Option<Range<usize>> {
    let end = *ends.get(event)?;
    let before = event.checked_sub(1).and_then(|before| ends.get(before).copied()).unwrap_or_default();
    Some(before + "[".len()..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(events: &[&str]) -> Batch {
        let mut batch = Batch::default();
        (7..).zip(events).for_each(|(sequence, event)| batch.push(sequence, event.as_bytes()));
        batch
    }

    fn body(batch: Batch) -> Bytes {
        let sealed = batch.seal();
        sealed.body(0..sealed.events())
    }

    #[test]
    fn a_body_is_the_events_joined_into_an_array() {
        assert_eq!(body(batch(&[r#"{"a":1}"#])), r#"[{"a":1}]"#);
        assert_eq!(body(batch(&[r#"{"a":1}"#, "{}", r#"{"b":2}"#])), r#"[{"a":1},{},{"b":2}]"#);
    }

    #[test]
    fn the_length_is_known_before_the_event_is_added() {
        assert_eq!(Batch::default().len_with(2), body(batch(&["{}"])).len());
        assert_eq!(batch(&["{}", "{}"]).len_with(2), body(batch(&["{}", "{}", "{}"])).len());
    }

    #[test]
    fn what_joins_the_events_is_not_counted_as_theirs() {
        let sealed = batch(&["{}", r#"{"a":1}"#, "1"]).seal();
        assert_eq!((sealed.events(), sealed.event_bytes(0..3), sealed.event_bytes(1..3)), (3, 10, 8));
    }

    #[test]
    fn every_part_is_an_array_of_its_events() {
        let sealed = batch(&[r#"{"a":1}"#, "{}", r#"{"b":2}"#]).seal();
        assert_eq!(sealed.body(0..1), r#"[{"a":1}]"#);
        assert_eq!(sealed.body(1..2), "[{}]");
        assert_eq!(sealed.body(1..3), r#"[{},{"b":2}]"#);
        assert_eq!(sealed.sequences(1..3), 8..10);
        assert_eq!(sealed.event(0), br#"{"a":1}"#);
        assert_eq!(sealed.event(2), br#"{"b":2}"#);
        assert_eq!(sealed.event(3), b"");
    }

    #[test]
    fn events_that_were_taken_out_are_in_no_body() {
        let mut some = batch(&["10", "2", "300", "4"]);
        assert_eq!(some.drop_front(), Some((7, b"10".as_slice())));
        assert_eq!(some.drop_front(), Some((8, b"2".as_slice())));
        assert_eq!(some.events(), 2);
        some.push(11, b"5");
        let sealed = some.seal();
        assert_eq!(sealed.body(0..3), "[300,4,5]");
        assert_eq!(
            (sealed.sequences(0..3), sealed.event(0), sealed.event(2)),
            (9..12, b"300".as_slice(), b"5".as_slice())
        );
        assert_eq!(sealed.body(1..2), "[4]");

        let mut all = batch(&["1"]);
        assert!(all.drop_front().is_some());
        assert!(all.is_empty());
        assert_eq!(all.drop_front(), None);
    }

    #[test]
    fn memory_is_recycled_once_nobody_reads_it() {
        let sealed = batch(&[r#"{"a":1}"#]).seal();
        let address = sealed.body.as_ptr();
        let mut again = sealed.recycle().unwrap();
        assert!(again.is_empty());
        again.push(20, b"{}");
        let sealed = again.seal();
        assert_eq!(sealed.body.as_ptr(), address);
        assert_eq!((sealed.body(0..1), sealed.sequences(0..1)), (Bytes::from("[{}]"), 20..21));

        let on_the_wire = sealed.body(0..1);
        assert!(sealed.recycle().is_none());
        assert_eq!(on_the_wire, "[{}]");
    }
}
