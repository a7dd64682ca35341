//! Events that travel together: `[` event `,` event `]`, joined as they come in. No clock, no I/O.

use bytes::Bytes;

/// A batch that still takes events.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The body without its closing bracket.
    body: Vec<u8>,
    /// Where each event ends in the body, so that a part of the batch is a slice of it.
    ends: Vec<usize>,
}

impl Batch {
    pub(crate) fn events(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The length of the body once it is sealed with one more event of `event_bytes`.
    pub(crate) fn len_with(&self, event_bytes: usize) -> usize {
        self.body.len() + ",".len() + event_bytes + "]".len()
    }

    pub(crate) fn push(&mut self, event: &[u8]) {
        self.body.push(if self.is_empty() { b'[' } else { b',' });
        self.body.extend_from_slice(event);
        self.ends.push(self.body.len());
    }

    pub(crate) fn seal(mut self) -> SealedBatch {
        self.body.push(b']');
        SealedBatch { body: Bytes::from(self.body), ends: self.ends }
    }
}

/// A batch on its way; every attempt shares its bytes.
#[derive(Debug)]
pub(crate) struct SealedBatch {
    body: Bytes,
    ends: Vec<usize>,
}

impl SealedBatch {
    pub(crate) fn events(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of the events themselves, without what joins them.
    pub(crate) fn event_bytes(&self) -> usize {
        self.body.len() - self.events() - "]".len()
    }

    /// What goes over the wire. Not a copy.
    pub(crate) fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// The memory for another batch, unless a connection still holds on to it.
    pub(crate) fn recycle(self) -> Option<Batch> {
        let SealedBatch { body, mut ends } = self;
        body.is_unique().then(|| {
            let mut body = Vec::from(body);
            body.clear();
            ends.clear();
            Batch { body, ends }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(events: &[&str]) -> Batch {
        let mut batch = Batch::default();
        events.iter().for_each(|event| batch.push(event.as_bytes()));
        batch
    }

    #[test]
    fn a_body_is_the_events_joined_into_an_array() {
        assert_eq!(batch(&[r#"{"a":1}"#]).seal().body(), r#"[{"a":1}]"#);
        assert_eq!(batch(&[r#"{"a":1}"#, "{}", r#"{"b":2}"#]).seal().body(), r#"[{"a":1},{},{"b":2}]"#);
    }

    #[test]
    fn the_length_is_known_before_the_event_is_added() {
        let first = Batch::default().len_with(2);
        assert_eq!(first, batch(&["{}"]).seal().body().len());

        let third = batch(&["{}", "{}"]).len_with(2);
        assert_eq!(third, batch(&["{}", "{}", "{}"]).seal().body().len());
    }

    #[test]
    fn what_joins_the_events_is_not_counted_as_theirs() {
        let sealed = batch(&["{}", r#"{"a":1}"#]).seal();
        assert_eq!((sealed.events(), sealed.event_bytes()), (2, 9));
    }

    #[test]
    fn every_event_can_be_sliced_out_of_the_body() {
        let events = [r#"{"a":1}"#, "{}", r#"{"b":2}"#];
        let sealed = batch(&events).seal();
        let mut start = 1;
        for (event, end) in events.iter().zip(&sealed.ends) {
            assert_eq!(sealed.body.slice(start..*end), event.as_bytes());
            start = end + 1;
        }
    }

    #[test]
    fn memory_is_recycled_once_nobody_reads_it() {
        let sealed = batch(&[r#"{"a":1}"#]).seal();
        let address = sealed.body.as_ptr();
        let mut again = sealed.recycle().unwrap();
        assert!(again.is_empty());
        again.push(b"{}");
        let sealed = again.seal();
        assert_eq!(sealed.body.as_ptr(), address);
        assert_eq!(sealed.body(), "[{}]");

        let on_the_wire = sealed.body();
        assert!(sealed.recycle().is_none());
        assert_eq!(on_the_wire, "[{}]");
    }
}
