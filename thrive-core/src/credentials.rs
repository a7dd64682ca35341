//! Who we are to the service. No type here can be printed.

use std::fmt;

use crate::error::BuildError;

/// Text, or bytes, that stay out of every `Debug`, error and log.
#[derive(Clone)]
pub(crate) struct Secret<T = String>(T);

impl Secret {
    /// White space around it is cut off: a file's last line break is no part of the secret in it.
    pub(crate) fn new(text: &str) -> Self {
        Secret(text.trim().to_owned())
    }
}

impl Secret<Vec<u8>> {
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Secret(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What a request is authorised by.
#[derive(Debug)]
pub(crate) enum Credential {
    BearerToken(Secret),
    ApiKey(Secret),
}

impl Credential {
    /// Takes the one that was given.
    pub(crate) fn choose(bearer_token: Option<Secret>, api_key: Option<Secret>) -> Result<Self, BuildError> {
        let credential = match (bearer_token, api_key) {
            (Some(token), None) => Credential::BearerToken(token),
            (None, Some(key)) => Credential::ApiKey(key),
            (None, None) => return Err(BuildError::missing_credential()),
            (Some(_), Some(_)) => return Err(BuildError::ambiguous_credential()),
        };
        let Secret(text) = credential.secret();
        if text.is_empty() {
            return Err(BuildError::blank_credential(credential.label()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            return Err(BuildError::illegal_credential(credential.label()));
        }
        Ok(credential)
    }

    /// The name and the value of the header that carries it.
    pub(crate) fn header(&self) -> (&'static str, String) {
        match self {
            Credential::BearerToken(Secret(token)) => ("authorization", format!("Bearer {token}")),
            Credential::ApiKey(Secret(key)) => ("x-api-key", key.clone()),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(text: &str) -> Result<Credential, BuildError> {
        Credential::choose(Some(Secret::new(text)), None)
    }

    fn api_key(text: &str) -> Result<Credential, BuildError> {
        Credential::choose(None, Some(Secret::new(text)))
    }

    #[test]
    fn each_kind_has_its_header() {
        assert_eq!(bearer("t-1").unwrap().header(), ("authorization", "Bearer t-1".to_owned()));
        assert_eq!(api_key("k-1").unwrap().header(), ("x-api-key", "k-1".to_owned()));
    }

    #[test]
    fn the_line_break_of_a_secret_file_is_cut_off() {
        assert_eq!(api_key(" k-1\r\n").unwrap().header().1, "k-1");
    }

    #[test]
    fn none_two_blank_and_illegal_ones_are_refused_without_showing_them() {
        let none = Credential::choose(None, None).unwrap_err();
        assert!(none.to_string().contains("`.api_key(..)`"), "{none}");

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
