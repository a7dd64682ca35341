//! How a command ends.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

const WRONG: u8 = 1;
pub(crate) const USED_WRONGLY: u8 = 2;

/// What a command that ran to its end has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fine,
    /// Something is wrong with what was looked at; the output says what.
    Wrong,
}

pub(crate) type Outcome = Result<Verdict, Failure>;

impl Verdict {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Verdict::Fine => ExitCode::SUCCESS,
            Verdict::Wrong => WRONG.into(),
        }
    }

    /// Wrong where anything is.
    pub(crate) fn wrong_if(is_wrong: bool) -> Verdict {
        if is_wrong { Verdict::Wrong } else { Verdict::Fine }
    }
}

/// Why a command did not run to its end.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: FailureKind,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// Something is wrong with what was looked at.
    Wrong,
    /// What was asked for cannot be done so.
    UsedWrongly,
    /// Nobody reads the output any more: `thrive .. | head`.
    Unread,
}

impl Failure {
    pub(crate) fn wrong(message: impl Into<String>) -> Self {
        Failure { kind: FailureKind::Wrong, message: message.into(), source: None }
    }

    pub(crate) fn used_wrongly(message: impl Into<String>) -> Self {
        Failure { kind: FailureKind::UsedWrongly, message: message.into(), source: None }
    }

    pub(crate) fn unread() -> Self {
        Failure { kind: FailureKind::Unread, message: String::new(), source: None }
    }

    pub(crate) fn because(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Failure { source: Some(source.into()), ..self }
    }

    pub(crate) fn kind(&self) -> FailureKind {
        self.kind
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.kind {
            FailureKind::Wrong => WRONG.into(),
            FailureKind::UsedWrongly => USED_WRONGLY.into(),
            FailureKind::Unread => ExitCode::SUCCESS,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
