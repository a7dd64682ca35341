//! Bodies of events by reqwest, one after the other.

use std::io::Write;
use std::mem;

use flate2::Compression;
use flate2::write::GzEncoder;
use thrive_bench_harness::Arguments;
use tokio::runtime::{Builder, Runtime};

/// The body that is being filled, and the way to the sink.
pub(crate) struct Post {
    runtime: Runtime,
    client: reqwest::Client,
    url: String,
    events_a_body: usize,
    compresses: bool,
    body: Vec<u8>,
    events: usize,
}

impl Post {
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        Post {
            runtime,
            client: reqwest::Client::new(),
            url: format!("{}/api/track", arguments.sink_url()),
            events_a_body: arguments.expect("batch"),
            compresses: arguments.is_set("gzip"),
            body: Vec::new(),
            events: 0,
        }
    }

    /// Adds the event that `write` writes, and sends the body when it is full.
    pub(crate) fn append(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.body.push(if self.events == 0 { b'[' } else { b',' });
        write(&mut self.body);
        self.events += 1;
        if self.events == self.events_a_body {
            self.send();
        }
    }

    pub(crate) fn finish(mut self) {
        if self.events > 0 {
            self.send();
        }
    }

    fn send(&mut self) {
        self.body.push(b']');
        self.events = 0;
        let capacity = self.body.capacity();
        let body = mem::replace(&mut self.body, Vec::with_capacity(capacity));
        let mut request = self.client.post(&self.url).header("content-type", "application/json");
        request = match self.compresses {
            true => request.header("content-encoding", "gzip").body(compressed(&body)),
            false => request.body(body),
        };
        self.runtime.block_on(async {
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            answer.expect("the sink answers").bytes().await.expect("the answer has a body");
        });
    }
}

fn compressed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    encoder.write_all(body).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}
