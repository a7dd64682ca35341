//! What a service may do instead of saying yes.

use std::fmt::Display;

/// What goes wrong.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// Another answer than the usual one.
    Answer(Answer),
    /// This answer, whose body comes byte by byte.
    Slow(Answer),
    /// This answer, but the connection is closed in the middle of its body.
    Cut(Answer),
    /// The request is read and its events are taken; then the connection breaks after these bytes of an answer.
    Lost(&'static str),
    /// The connection is reset before the request is read.
    Reset,
    /// The request is read and never answered.
    Hang,
    /// The request is read, its events are taken, and the answer comes once the service has recovered.
    Held,
}

impl Fault {
    /// Whether the events are taken all the same.
    pub(super) fn takes(&self) -> bool {
        match self {
            Fault::Answer(answer) | Fault::Slow(answer) | Fault::Cut(answer) => answer.is_yes(),
            Fault::Lost(_) | Fault::Held => true,
            Fault::Reset | Fault::Hang => false,
        }
    }
}

impl From<Answer> for Fault {
    fn from(answer: Answer) -> Self {
        Fault::Answer(answer)
    }
}

/// An answer of HTTP.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status line's end.
    line: &'static str,
    /// Lines that end in `\r\n`.
    headers: String,
    pub(super) body: String,
}

impl Answer {
    pub(crate) fn new(line: &'static str) -> Self {
        Answer { line, headers: String::new(), body: String::new() }
    }

    pub(crate) fn header(mut self, name: &str, value: impl Display) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }

    pub(crate) fn body(self, body: impl Into<String>) -> Self {
        Answer { body: body.into(), ..self }
    }

    fn is_yes(&self) -> bool {
        self.line.starts_with('2') && !self.body.contains(r#""success":false"#)
    }

    /// The answer up to its body, which is said to be so long.
    pub(super) fn head(&self, length: usize) -> String {
        let Answer { line, headers, .. } = self;
        // With a 204 there is none to say the length of.
        let length = if line.starts_with("204") { String::new() } else { format!("content-length: {length}\r\n") };
        format!("HTTP/1.1 {line}\r\n{length}{headers}\r\n")
    }
}
