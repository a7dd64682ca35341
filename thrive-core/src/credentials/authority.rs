//! What each request is authorised by, and what to do when it is not enough.

use std::time::{Duration, SystemTime};

use super::{Credential, Secret};
use crate::transport::{Header, NoAnswer, Response, Transport};

/// Gives each request its credential.
#[derive(Debug)]
pub(crate) enum Authority {
    /// A transport of one's own may need none.
    None,
    Fixed {
        header: Header,
        secret: Secret,
    },
}

/// What a refused credential leaves to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// The next request has a fresh one: make it at once.
    Again,
    /// It stays what it is, or was just renewed: wait.
    Hopeless,
}

/// Why there is no access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenTrouble {
    pub(crate) verdict: TokenVerdict,
    /// In our words.
    pub(crate) reason: String,
    /// The service's words, in one line without any credential; empty where there are none.
    pub(crate) words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(dead_code, reason = "what is given so far is not asked for over the network")]
pub(crate) enum TokenVerdict {
    /// Ask again, `after` at the earliest.
    Retry { after: Option<Duration> },
    /// The key is wrong, or is not allowed this.
    Refused,
}

impl Authority {
    pub(crate) fn new(credential: Option<Credential>) -> Self {
        match credential {
            None => Authority::None,
            Some(credential) => Authority::Fixed { header: credential.header(), secret: credential.secret().clone() },
        }
    }

    /// The header for the next request. May make a request of its own by `transport`.
    pub(crate) async fn header<T: Transport>(
        &mut self,
        _transport: &T,
        _now: SystemTime,
    ) -> Result<Option<Header>, TokenTrouble> {
        match self {
            Authority::None => Ok(None),
            Authority::Fixed { header, .. } => Ok(Some(header.clone())),
        }
    }

    /// The service did not accept the last header, by a 401 or a 403.
    pub(crate) fn refused(&mut self) -> Renewal {
        match self {
            Authority::None | Authority::Fixed { .. } => Renewal::Hopeless,
        }
    }

    /// Puts `***` where the text repeats a credential.
    pub(crate) fn redact(&self, text: &str) -> String {
        match self {
            Authority::None => text.to_owned(),
            Authority::Fixed { secret, .. } => without(text, secret.expose()),
        }
    }

    /// The answer without any credential that it repeats. Before anything of it is cut, kept or printed.
    pub(crate) fn clean(&self, answer: Result<Response, NoAnswer>) -> Result<Response, NoAnswer> {
        match answer {
            Ok(mut response) => {
                if let Ok(text) = str::from_utf8(&response.body) {
                    response.body = self.redact(text).into_bytes();
                }
                Ok(response)
            }
            Err(NoAnswer(reason)) => Err(NoAnswer(self.redact(&reason))),
        }
    }
}

/// Nothing shorter is a secret, and every other word would be found to have it.
const SHORTEST_SECRET: usize = 4;

fn without(text: &str, secret: &str) -> String {
    match secret.len() < SHORTEST_SECRET {
        true => text.to_owned(),
        false => text.replace(secret, "***"),
    }
}
