//! What each request is authorised by, and what to do when it is not enough.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use super::redact::without;
use super::renewable::Renewable;
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
    Renewable(Renewable),
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
            Some(Credential::BearerToken(secret)) => Authority::Fixed { header: Header::bearer(&secret), secret },
            Some(Credential::ApiKey(secret)) => {
                Authority::Fixed { header: Header::secret("x-api-key", secret.clone()), secret }
            }
            Some(Credential::Key(key)) => Authority::Renewable(Renewable::new(key)),
        }
    }

    /// The header for the next request. Asks the service for an access token by `transport` where one is due.
    pub(crate) async fn header<T: Transport>(
        &mut self,
        transport: &T,
        now: SystemTime,
    ) -> Result<Option<Header>, TokenTrouble> {
        match self {
            Authority::None => Ok(None),
            Authority::Fixed { header, .. } => Ok(Some(header.clone())),
            Authority::Renewable(renewable) => renewable.header(transport, now).await.map(Some),
        }
    }

    /// The service did not accept the last header, by a 401 or a 403. Of two such answers in a row at least one is
    /// hopeless, so that nobody renews in a loop.
    pub(crate) fn refused(&mut self) -> Renewal {
        match self {
            Authority::None | Authority::Fixed { .. } => Renewal::Hopeless,
            Authority::Renewable(renewable) => renewable.refused(),
        }
    }

    /// Puts `***` where the text repeats a credential.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Authority::None => Cow::Borrowed(text),
            Authority::Fixed { secret, .. } => without(text, [secret.expose()]),
            Authority::Renewable(renewable) => without(text, renewable.secrets()),
        }
    }

    /// The answer without any credential that it repeats. Before anything of it is cut, kept or printed.
    pub(crate) fn clean(&self, answer: Result<Response, NoAnswer>) -> Result<Response, NoAnswer> {
        match answer {
            Ok(response) => Ok(response.map_text(|text| self.redact(text))),
            Err(NoAnswer(reason)) => Err(NoAnswer(self.redact(&reason).into_owned())),
        }
    }
}

#[cfg(test)]
mod tests;
