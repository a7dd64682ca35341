//! What has arrived.

use std::io::{self, Read};
use std::mem;
use std::sync::{Mutex, PoisonError, RwLock};

use flate2::read::GzDecoder;
use memchr::memmem::Finder;

/// Counts requests, their bytes, heads included, and the events in them.
#[derive(Default)]
pub(crate) struct Tally {
    /// What is an event; without it each request is one.
    pattern: RwLock<Option<Finder<'static>>>,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    requests: u64,
    bytes: u64,
    events: u64,
    /// Bodies whose events are counted when somebody asks: to decompress them takes longer than to send them.
    compressed: Vec<Vec<u8>>,
}

impl Tally {
    /// From now on an event is what has this text in it, or where that is empty, a request.
    pub(crate) fn start_over(&self, pattern: &[u8]) {
        let finder = (!pattern.is_empty()).then(|| Finder::new(pattern).into_owned());
        *self.pattern.write().unwrap_or_else(PoisonError::into_inner) = finder;
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = Counts::default();
    }

    pub(crate) fn add(&self, body: &[u8], head_length: usize, is_compressed: bool) {
        let events = if is_compressed { 0 } else { self.events_in(body) };
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.requests += 1;
        counts.bytes += (head_length + body.len()) as u64;
        counts.events += events;
        if is_compressed {
            counts.compressed.push(body.to_vec());
        }
    }

    /// Requests, bytes and events.
    pub(crate) fn arrived(&self) -> io::Result<String> {
        let compressed = mem::take(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner).compressed);
        let mut events = 0;
        let mut body = Vec::new();
        for packed in compressed {
            body.clear();
            GzDecoder::new(&packed[..]).read_to_end(&mut body)?;
            events += self.events_in(&body);
        }
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.events += events;
        Ok(format!("{} {} {}\n", counts.requests, counts.bytes, counts.events))
    }

    fn events_in(&self, body: &[u8]) -> u64 {
        let pattern = self.pattern.read().unwrap_or_else(PoisonError::into_inner);
        pattern.as_ref().map_or(1, |finder| finder.find_iter(body).count() as u64)
    }
}
