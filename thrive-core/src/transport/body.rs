//! The body of a request as it goes over the wire, built once for all attempts.

use bytes::Bytes;

use crate::credentials::Secret;

/// How the bodies of requests are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// By gzip, `content-encoding: gzip`. Events compress to about a tenth. Needs the feature `gzip`.
    Gzip,
}

impl Compression {
    /// Whether the features of this build have it.
    pub(crate) fn is_available(self) -> bool {
        match self {
            Compression::None => true,
            Compression::Gzip => cfg!(feature = "gzip"),
        }
    }
}

/// Bytes, and what says how to read them.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) encoding: Option<&'static str>,
}

impl Body {
    pub(crate) fn new(bytes: Bytes, compression: Compression) -> Self {
        match compression {
            #[cfg(feature = "gzip")]
            Compression::Gzip => match gzip(&bytes) {
                Ok(compressed) => Body { bytes: compressed.into(), encoding: Some("gzip") },
                // From memory into memory it does not fail.
                Err(_) => Body { bytes, encoding: None },
            },
            _ => Body { bytes, encoding: None },
        }
    }

    /// A body that is wiped when its last copy is dropped, and not compressed: that would be another copy.
    pub(crate) fn secret(bytes: Secret<Vec<u8>>) -> Self {
        Body { bytes: Bytes::from_owner(bytes), encoding: None }
    }
}

#[cfg(feature = "gzip")]
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Read;

    let mut compressed = Vec::with_capacity(bytes.len() / 4);
    flate2::bufread::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut compressed)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_body_is_what_it_was() {
        let body = Body::new(Bytes::from_static(b"[1]"), Compression::None);
        assert_eq!((&body.bytes[..], body.encoding), (&b"[1]"[..], None));
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn a_compressed_body_is_small_and_gives_back_what_went_in() {
        use std::io::Read;

        let events = format!("[{}]", ["{\"event_name\":\"account_created\",\"user_id\":\"u-1\"}"; 500].join(","));
        let body = Body::new(events.clone().into(), Compression::Gzip);
        assert_eq!(body.encoding, Some("gzip"));
        assert!(body.bytes.len() < events.len() / 10, "{} of {}", body.bytes.len(), events.len());

        let mut text = String::new();
        flate2::read::GzDecoder::new(&body.bytes[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, events);
    }
}
