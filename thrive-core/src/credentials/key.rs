//! The key that access tokens are asked for with.

use std::io::Write;
use std::time::Duration;

use zeroize::Zeroizing;

use super::Secret;
use crate::error::BuildError;
use crate::transport::{Body, Request};

/// The longest life that the service gives a token.
pub(super) const LONGEST_LIFE: Duration = Duration::from_secs(86_400);

/// An API key of the older kind: its id, and a private key in PEM.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    id: Secret,
    pem: Secret,
}

impl Key {
    /// An environment variable may hold the PEM in one line, with `\n` for its line breaks.
    pub(crate) fn new(id: &str, pem: &str) -> Self {
        let mut lines = Zeroizing::new(String::with_capacity(pem.len() + 1));
        for line in pem.trim().split("\\n").flat_map(str::lines) {
            lines.push_str(line.trim());
            lines.push('\n');
        }
        Key { id: Secret::new(id), pem: Secret::from(std::mem::take(&mut *lines)) }
    }

    pub(super) fn check(&self) -> Result<(), BuildError> {
        let pem = self.pem.expose();
        match (self.id.expose(), pem.lines().next().unwrap_or_default()) {
            ("", _) => Err(BuildError::blank_credential("key id")),
            (_, "") => Err(BuildError::blank_credential("private key")),
            (_, first) if !(first.starts_with("-----BEGIN ") && first.contains("PRIVATE KEY-----")) => {
                Err(BuildError::not_pem("it does not begin with `-----BEGIN … PRIVATE KEY-----`"))
            }
            _ if !pem.contains("-----END ") => Err(BuildError::not_pem("its end, `-----END …`, is missing")),
            _ => Ok(()),
        }
    }

    /// Asks for a token that lives as long as it may.
    pub(super) fn request(&self) -> Request {
        let (id, pem) = (self.id.expose(), self.pem.expose());
        // With room for every escape: a buffer that grows leaves its beginning behind, and nobody wipes that.
        let mut body = Vec::with_capacity(2 * (id.len() + pem.len()) + 128);
        // Into memory it does not fail.
        let _ = write_request(&mut body, id, pem);
        Request::new("user/token", Body::secret(Secret::bytes(body)))
    }

    /// What no text of the service's may repeat: a key's lines, in whatever way they are joined.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &str> {
        let parts =
            self.pem.expose().split("-----").filter(|part| !part.starts_with("BEGIN") && !part.starts_with("END"));
        parts.flat_map(str::split_whitespace).chain([self.id.expose()])
    }
}

fn write_request(body: &mut Vec<u8>, id: &str, pem: &str) -> std::io::Result<()> {
    body.write_all(b"{\"key_id\":")?;
    serde_json::to_writer(&mut *body, id)?;
    body.write_all(b",\"private_key\":")?;
    serde_json::to_writer(&mut *body, pem)?;
    write!(body, ",\"scopes\":[\"telemetry_apis\"],\"expiry\":{}}}", LONGEST_LIFE.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEM: &str = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIB\nAAKC+/E=\n-----END RSA PRIVATE KEY-----\n";

    #[test]
    fn a_token_is_asked_for_in_the_bytes_that_the_service_documents() {
        let request = Key::new(" f999282c\n", PEM).request();
        assert_eq!(request.path(), "user/token");
        assert_eq!(request.headers().collect::<Vec<_>>(), [("content-type", "application/json")]);
        assert_eq!(
            str::from_utf8(request.body()).unwrap(),
            r#"{"key_id":"f999282c","private_key":"-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIB\nAAKC+/E=\n-----END RSA PRIVATE KEY-----\n","scopes":["telemetry_apis"],"expiry":86400}"#
        );
    }

    #[test]
    fn a_key_in_one_line_or_with_the_line_breaks_of_windows_is_the_same_key() {
        for pem in [PEM.replace('\n', "\\n"), PEM.replace('\n', "\r\n"), format!("\n  {PEM}\n")] {
            assert_eq!(Key::new("id", &pem).pem.expose(), PEM, "{pem}");
        }
    }

    #[test]
    fn what_is_no_private_key_is_refused_without_showing_it() {
        for (id, pem, words) in [
            (" ", PEM, "key id is blank"),
            ("id", "\n", "private key is blank"),
            ("id", "s3cret", "-----BEGIN"),
            ("id", "-----BEGIN PUBLIC KEY-----\ns3cret\n-----END PUBLIC KEY-----", "-----BEGIN"),
            ("id", "-----BEGIN RSA PRIVATE KEY-----", "-----END"),
            ("id", "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n", "-----END"),
        ] {
            let error = Key::new(id, pem).check().unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
        assert!(Key::new("id", PEM).check().is_ok());
    }

    #[test]
    fn every_line_of_the_key_is_a_secret_and_its_frame_is_not() {
        assert_eq!(Key::new("id", PEM).secrets().collect::<Vec<_>>(), ["MIIEpQIB", "AAKC+/E=", "id"]);
        assert_eq!(format!("{:?}", Key::new("id", PEM)), "Key { id: ***, pem: *** }");
    }
}
