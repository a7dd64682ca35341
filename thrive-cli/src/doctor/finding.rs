//! What one look has found.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What was looked at, in a word.
    pub(super) check: &'static str,
    pub(super) level: Level,
    pub(super) message: String,
    /// What to do about it.
    pub(super) remedy: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Good,
    /// To be known.
    Note,
    Bad,
}

impl Level {
    pub(super) fn name(self) -> &'static str {
        match self {
            Level::Good => "ok",
            Level::Note => "note",
            Level::Bad => "bad",
        }
    }
}

impl Finding {
    pub(super) fn good(check: &'static str, message: impl Into<String>) -> Self {
        Finding { check, level: Level::Good, message: message.into(), remedy: None }
    }

    pub(super) fn note(check: &'static str, message: impl Into<String>) -> Self {
        Finding { check, level: Level::Note, message: message.into(), remedy: None }
    }

    pub(super) fn bad(check: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Finding { check, level: Level::Bad, message: message.into(), remedy: Some(remedy.into()) }
    }
}
