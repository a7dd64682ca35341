//! Who we are to the service. No type here can be printed.

mod authority;
mod secret;

pub(crate) use authority::{Authority, Renewal, TokenTrouble, TokenVerdict};
pub(crate) use secret::Secret;

use crate::error::BuildError;
use crate::transport::Header;

/// What a request is authorised by.
#[derive(Debug)]
pub(crate) enum Credential {
    BearerToken(Secret),
    ApiKey(Secret),
}

impl Credential {
    /// Takes the one that was given, if any.
    pub(crate) fn choose(bearer_token: Option<Secret>, api_key: Option<Secret>) -> Result<Option<Self>, BuildError> {
        let credential = match (bearer_token, api_key) {
            (Some(token), None) => Credential::BearerToken(token),
            (None, Some(key)) => Credential::ApiKey(key),
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => return Err(BuildError::ambiguous_credential()),
        };
        let text = credential.secret().expose();
        if text.is_empty() {
            return Err(BuildError::blank_credential(credential.label()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            return Err(BuildError::illegal_credential(credential.label()));
        }
        Ok(Some(credential))
    }

    /// The header that carries it.
    pub(crate) fn header(&self) -> Header {
        match self {
            Credential::BearerToken(token) => bearer(token),
            Credential::ApiKey(key) => Header::secret("x-api-key", key.clone()),
        }
    }

    pub(crate) fn label(&self) -> &'static str {
        match self {
            Credential::BearerToken(_) => "bearer token",
            Credential::ApiKey(_) => "API key",
        }
    }

    fn secret(&self) -> &Secret {
        match self {
            Credential::BearerToken(secret) | Credential::ApiKey(secret) => secret,
        }
    }
}

fn bearer(token: &Secret) -> Header {
    Header::secret("authorization", Secret::from(format!("Bearer {}", token.expose())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name and the value of the header.
    fn sent(credential: &Result<Credential, BuildError>) -> (&'static str, String) {
        let header = credential.as_ref().unwrap().header();
        (header.name, header.value().to_owned())
    }

    fn bearer(text: &str) -> Result<Credential, BuildError> {
        Ok(Credential::choose(Some(Secret::new(text)), None)?.unwrap())
    }

    fn api_key(text: &str) -> Result<Credential, BuildError> {
        Ok(Credential::choose(None, Some(Secret::new(text)))?.unwrap())
    }

    #[test]
    fn each_kind_has_its_header() {
        assert_eq!(sent(&bearer("t-1")), ("authorization", "Bearer t-1".to_owned()));
        assert_eq!(sent(&api_key("k-1")), ("x-api-key", "k-1".to_owned()));
    }

    #[test]
    fn the_line_break_of_a_secret_file_is_cut_off() {
        assert_eq!(sent(&api_key(" k-1\r\n")).1, "k-1");
    }

    #[test]
    fn two_blank_and_illegal_ones_are_refused_without_showing_them() {
        let both = Credential::choose(Some(Secret::new("s3cret")), Some(Secret::new("s3cret"))).unwrap_err();
        let blank = bearer(" \n").unwrap_err();
        let split = api_key("s3cret\nx: y").unwrap_err();
        let foreign = api_key("s3crét").unwrap_err();
        for (error, word) in [(both, "both"), (blank, "bearer token"), (split, "API key"), (foreign, "API key")] {
            assert!(error.to_string().contains(word), "{error}");
            assert!(!format!("{error} {error:?}").contains("s3cr"), "{error:?}");
        }
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(format!("{:?}", api_key("s3cret").unwrap()), "ApiKey(***)");
    }
}
