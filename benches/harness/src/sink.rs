//! The sink's own requests: start over, and what has arrived.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// How the sink counts events.
#[derive(Debug, Clone, Copy)]
pub enum Counted {
    /// Each occurrence of this text is one.
    Pattern(&'static str),
    /// Each request is one.
    Requests,
    /// There are none: only a part of the way is gone.
    Nothing,
}

/// What has arrived since the sink started over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Arrived {
    pub(crate) requests: u64,
    pub(crate) bytes: u64,
    pub(crate) events: u64,
}

/// The sink that everybody sends to.
#[derive(Debug, Clone)]
pub(crate) struct Sink {
    address: String,
}

impl Sink {
    pub(crate) fn new(address: String) -> Self {
        Sink { address }
    }

    pub(crate) fn start_over(&self, counted: Counted) {
        let pattern = match counted {
            Counted::Pattern(pattern) => pattern,
            Counted::Requests | Counted::Nothing => "",
        };
        self.ask("/sink/start-over", pattern).expect("the sink starts over");
    }

    pub(crate) fn arrived(&self) -> Arrived {
        let counts = self.ask("/sink/arrived", "").expect("the sink tells what arrived");
        let mut numbers = counts.split_whitespace().map(|number| number.parse().expect("the sink tells numbers"));
        let mut next = || numbers.next().expect("the sink tells three numbers");
        Arrived { requests: next(), bytes: next(), events: next() }
    }

    fn ask(&self, path: &str, body: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let length = body.len();
        write!(stream, "POST {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        body.ok_or_else(|| io::Error::other("an answer without a body"))
    }
}
