//! An access token that is renewed before it expires, and when the service does not accept it.

use std::time::{Duration, SystemTime};

use zeroize::Zeroize;

use super::authority::{Renewal, TokenTrouble, TokenVerdict};
use super::key::{Key, LONGEST_LIFE};
use super::redact::without;
use super::{Secret, token};
use crate::retry::{retry_after, says_failure};
use crate::transport::{Header, NoAnswer, Response, Transport};

/// How long a token is used on after its renewal failed, before the next try.
const NEXT_TRY: Duration = Duration::from_secs(30);

/// No token is taken to live shorter, or it would be asked for with every request.
const SHORTEST_LIFE: Duration = Duration::from_secs(1);

/// A key, and the token that it was last exchanged for.
#[derive(Debug)]
pub(crate) struct Renewable {
    key: Key,
    token: Option<Token>,
}

#[derive(Debug)]
struct Token {
    secret: Secret,
    header: Header,
    issued: SystemTime,
    renew: SystemTime,
    expires: SystemTime,
    standing: Standing,
}

/// What is known of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The next request is its first.
    Fresh,
    Used,
    Refused,
}

impl Renewable {
    pub(super) fn new(key: Key) -> Self {
        Renewable { key, token: None }
    }

    pub(super) async fn header<T: Transport>(
        &mut self,
        transport: &T,
        now: SystemTime,
    ) -> Result<Header, TokenTrouble> {
        if let Some(token) = self.token.as_mut().filter(|token| token.is_good(now)) {
            token.standing = Standing::Used;
            return Ok(token.header.clone());
        }
        let answer = transport.send(self.key.request()).await;
        match self.read(answer, now) {
            Ok(token) => Ok(self.token.insert(token).header.clone()),
            Err(trouble) => match self.token.as_mut().filter(|token| token.is_valid(now)) {
                // It was to be renewed ahead of its time, which it still has.
                Some(token) => {
                    token.renew = (now + NEXT_TRY).min(token.expires);
                    token.standing = Standing::Used;
                    Ok(token.header.clone())
                }
                None => Err(trouble),
            },
        }
    }

    pub(super) fn refused(&mut self) -> Renewal {
        match &mut self.token {
            Some(token) => match std::mem::replace(&mut token.standing, Standing::Refused) {
                Standing::Used => Renewal::Again,
                Standing::Fresh | Standing::Refused => Renewal::Hopeless,
            },
            None => Renewal::Hopeless,
        }
    }

    /// What no text of the service's may repeat.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.token.iter().map(|token| token.secret.expose()).chain(self.key.secrets())
    }

    fn read(&self, answer: Result<Response, NoAnswer>, now: SystemTime) -> Result<Token, TokenTrouble> {
        let mut response = answer.map_err(|NoAnswer(reason)| TokenTrouble {
            verdict: TokenVerdict::Retry { after: None },
            reason: without(&reason, self.secrets()).into_owned(),
            words: String::new(),
        })?;
        let status = response.status;
        if let 200..=299 = status
            && let Some(secret) = token::find(&response.body)
        {
            response.body.zeroize();
            return Ok(Token::new(secret, now));
        }
        let response = response.map_text(|text| without(text, self.secrets()));
        let retry = || TokenVerdict::Retry { after: retry_after(&response, now) };
        let (verdict, cause) = match status {
            200..=299 if !says_failure(&response.body) => (retry(), "and no access token"),
            404 | 405 => (retry(), "check `endpoint`"),
            407 | 408 | 421 | 425 | 429 | 300..=399 | 500.. => (retry(), "no access token yet"),
            _ => (TokenVerdict::Refused, "the key id or the private key is wrong or has expired"),
        };
        let reason = format!("the service answered {status} to `user/token`: {cause}");
        Err(TokenTrouble { verdict, reason, words: response.words() })
    }
}

impl Token {
    fn new(secret: Secret, now: SystemTime) -> Self {
        // A clock that is ahead of the service's makes every token look expired: whether it is, the service says.
        let life = token::life(secret.expose(), now).unwrap_or(LONGEST_LIFE).clamp(SHORTEST_LIFE, LONGEST_LIFE);
        Token {
            header: Header::bearer(&secret),
            secret,
            issued: now,
            renew: now + renewal(life),
            expires: now + life,
            standing: Standing::Fresh,
        }
    }

    /// Whether the next request may have it without more ado. Where the clock was set back, nobody knows.
    fn is_good(&self, now: SystemTime) -> bool {
        self.standing != Standing::Refused && (self.issued..self.renew).contains(&now)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.standing != Standing::Refused && (self.issued..self.expires).contains(&now)
    }
}

/// When a token of that life is renewed: after nine tenths of it or five minutes before its end, whichever is first, but
/// not in its first half.
fn renewal(life: Duration) -> Duration {
    life.mul_f64(0.9).min(life.saturating_sub(Duration::from_secs(300))).max(life / 2)
}

#[cfg(test)]
mod tests;
