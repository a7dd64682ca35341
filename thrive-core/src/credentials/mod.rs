//! Who we are to the service. No type here can be printed.

mod authority;
mod key;
mod redact;
mod renewable;
mod secret;
mod token;

pub(crate) use authority::{Authority, Renewal, TokenTrouble, TokenVerdict};
pub(crate) use key::Key;
pub(crate) use secret::Secret;

use crate::error::BuildError;

/// What the service knows us by.
#[derive(Debug, Clone)]
pub(crate) enum Credential {
    BearerToken(Secret),
    ApiKey(Secret),
    Key(Key),
}

/// What was given. Only one of them can be meant.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials {
    pub(crate) bearer_token: Option<Secret>,
    pub(crate) api_key: Option<Secret>,
    pub(crate) key: Option<Key>,
}

impl Credentials {
    /// Takes the one that was given, if any.
    pub(crate) fn choose(&self) -> Result<Option<Credential>, BuildError> {
        let given = [
            self.bearer_token.clone().map(|token| (".bearer_token(..)", Credential::BearerToken(token))),
            self.api_key.clone().map(|key| (".api_key(..)", Credential::ApiKey(key))),
            self.key.clone().map(|key| (".access_token_from(..)", Credential::Key(key))),
        ];
        let mut given = given.into_iter().flatten();
        match (given.next(), given.next()) {
            (None, _) => Ok(None),
            (Some((_, credential)), None) => credential.check().map(Some),
            (Some((one, _)), Some((other, _))) => Err(BuildError::ambiguous_credential(one, other)),
        }
    }
}

impl Credential {
    fn check(self) -> Result<Self, BuildError> {
        let (secret, label) = match &self {
            Credential::BearerToken(token) => (token, "bearer token"),
            Credential::ApiKey(key) => (key, "API key"),
            Credential::Key(key) => return key.check().map(|()| self),
        };
        let text = secret.expose();
        if text.is_empty() {
            return Err(BuildError::blank_credential(label));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            return Err(BuildError::illegal_credential(label));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEM: &str = "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----\n";

    fn bearer(text: &str) -> Credentials {
        Credentials { bearer_token: Some(Secret::new(text)), ..Credentials::default() }
    }

    fn api_key(text: &str) -> Credentials {
        Credentials { api_key: Some(Secret::new(text)), ..Credentials::default() }
    }

    #[test]
    fn the_one_that_was_given_is_taken() {
        assert!(matches!(bearer("t-1").choose(), Ok(Some(Credential::BearerToken(_)))));
        assert!(matches!(api_key("k-1").choose(), Ok(Some(Credential::ApiKey(_)))));
        let key = Credentials { key: Some(Key::new("id", PEM)), ..Credentials::default() };
        assert!(matches!(key.choose(), Ok(Some(Credential::Key(_)))));
        assert!(matches!(Credentials::default().choose(), Ok(None)));
    }

    #[test]
    fn the_line_break_of_a_secret_file_is_cut_off() {
        let Ok(Some(Credential::ApiKey(key))) = api_key(" k-1\r\n").choose() else { panic!("no API key") };
        assert_eq!(key.expose(), "k-1");
    }

    #[test]
    fn two_blank_and_illegal_ones_are_refused_without_showing_them() {
        let both = Credentials { api_key: Some(Secret::new("s3cret")), ..bearer("s3cret") };
        let others = Credentials { key: Some(Key::new("id", PEM)), ..api_key("s3cret") };
        for (credentials, word) in [
            (both, "both `.bearer_token(..)` and `.api_key(..)`"),
            (others, "both `.api_key(..)` and `.access_token_from(..)`"),
            (bearer(" \n"), "bearer token"),
            (api_key("s3cret\nx: y"), "API key"),
            (api_key("s3crét"), "API key"),
        ] {
            let error = credentials.choose().unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
            assert!(!format!("{error} {error:?} {credentials:?}").contains("s3cr"), "{error:?}");
        }
    }
}
