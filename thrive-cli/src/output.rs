//! What is said, and whether in colour.

use std::env;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use serde_json::Value;

use crate::outcome::{Failure, FailureKind};

/// Standard output. Colours are for terminals, and not for those who set `NO_COLOR`.
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
    is_styled: bool,
}

/// How a word looks on a terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Style {
    Bad,
    Doubtful,
    Good,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Bad => "1;31",
            Style::Doubtful => "33",
            Style::Good => "32",
        }
    }
}

impl Output {
    pub(crate) fn stdout() -> Self {
        let stdout = io::stdout().lock();
        let is_styled = stdout.is_terminal() && wants_colour();
        Output { stdout: BufWriter::new(stdout), is_styled }
    }

    pub(crate) fn line(&mut self, line: impl Display) -> Result<(), Failure> {
        writeln!(self.stdout, "{line}").map_err(unwritten)
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.stdout.write_all(text.as_bytes()).map_err(unwritten)
    }

    pub(crate) fn json(&mut self, value: &Value) -> Result<(), Failure> {
        self.line(format_args!("{value:#}"))
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.stdout.flush().map_err(unwritten)
    }

    /// The text as it looks on a terminal, and as it is anywhere else.
    pub(crate) fn styled(&self, style: Style, text: impl Display) -> String {
        styled(self.is_styled, style, text)
    }

    /// Says on standard error why a command did not run to its end.
    pub(crate) fn complain(&mut self, failure: &Failure) {
        if failure.kind() == FailureKind::Unread {
            return;
        }
        // What was printed before comes first.
        let _ = self.stdout.flush();
        let mut stderr = io::stderr().lock();
        let error = styled(stderr.is_terminal() && wants_colour(), Style::Bad, "error");
        let _ = writeln!(stderr, "{error}: {failure}");
    }
}

fn wants_colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn styled(is_styled: bool, style: Style, text: impl Display) -> String {
    if is_styled { format!("\x1b[{}m{text}\x1b[0m", style.code()) } else { text.to_string() }
}

fn unwritten(error: io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::unread(),
        _ => Failure::wrong(format!("the output cannot be written ({error}): look at where it goes")).because(error),
    }
}
