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

/// A mistake in a plan file. Displays as `tracking/x.json:12:5: what is wrong and what to write`, or without a position
/// where the file as a whole is at fault: `tracking/x.json: cannot be read: ..`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    file: String,
    position: Option<(usize, usize)>,
    message: String,
}

impl PlanError {
    pub(crate) fn new(file: &str, text: &str, Mistake(Located { at, value: message }): Mistake) -> Self {
        PlanError::at(file, position(text, at), message)
    }

    pub(crate) fn at(file: &str, position: (usize, usize), message: impl Into<String>) -> Self {
        PlanError { file: file.to_owned(), position: Some(position), message: message.into() }
    }

    /// A mistake that stands at no place inside of the file.
    pub(crate) fn whole(file: &str, message: impl Into<String>) -> Self {
        PlanError { file: file.to_owned(), position: None, message: message.into() }
    }

    /// The file, as its reader named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1, and the column in characters, from 1; `None` where the file as a whole is at fault.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.position
    }

    /// What is wrong and what to write.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The line and the column of a byte, both from 1.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    (1 + before.bytes().filter(|&byte| byte == b'\n').count(), 1 + line.chars().count())
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PlanError { file, position, message } = self;
        match position {
            Some((line, column)) => write!(f, "{file}:{line}:{column}: {message}"),
            None => write!(f, "{file}: {message}"),
        }
    }
}

impl std::error::Error for PlanError {}
