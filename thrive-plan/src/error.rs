//! A mistake in a plan file, and where it stands.

use std::fmt;

/// Something in a file, and the byte at which it stands there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Located<T> {
    pub(crate) at: usize,
    pub(crate) value: T,
}

impl<T> Located<T> {
    pub(crate) fn mistake(&self, message: impl Into<String>) -> Mistake {
        Mistake(Located { at: self.at, value: message.into() })
    }
}

/// What is wrong at one place. Lines and columns are counted only once a mistake is there to be reported.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake(pub(crate) Located<String>);

/// A mistake in a plan file. Displays as `tracking/x.json:12:5: what is wrong and what to write`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

impl PlanError {
    pub(crate) fn new(file: &str, text: &str, Mistake(Located { at, value: message }): Mistake) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or(before);
        PlanError {
            file: file.to_owned(),
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            column: 1 + line.chars().count(),
            message,
        }
    }

    /// The file, as its reader named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong and what to write.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PlanError { file, line, column, message } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

impl std::error::Error for PlanError {}
