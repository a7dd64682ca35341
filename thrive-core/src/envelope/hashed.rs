//! Personal data that goes out as its keyed hash: HMAC-SHA256 (RFC 2104).

use std::fmt;

use hmac_sha256::HMAC;

use super::Writer;
use crate::credentials::Secret;
use crate::error::{BuildError, Fault};

/// What a client hashes with. Cannot be printed.
pub(crate) struct HashKey {
    /// The hash that has taken in the key and nothing else.
    keyed: HMAC,
}

impl HashKey {
    pub(crate) fn new(key: &Secret<Vec<u8>>) -> Result<Self, BuildError> {
        match key.as_bytes() {
            [] => Err(BuildError::empty_hash_key()),
            key => Ok(Self::of(key)),
        }
    }

    pub(crate) fn of(key: impl AsRef<[u8]>) -> Self {
        HashKey { keyed: HMAC::new(key) }
    }

    fn hash(&self, text: &str) -> [u8; 32] {
        let mut hash = self.keyed.clone();
        hash.update(text);
        hash.finalize()
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Writer {
    /// The hash of a value's text, as 64 hexadecimal digits in lower case. `value` writes a JSON string or a number.
    pub(super) fn hashed(&mut self, value: impl FnOnce(&mut Writer)) {
        let start = self.buffer.len();
        value(self);
        let Some(key) = &self.hash_key else { return self.fail(Fault::NoHashKey) };
        let hash = key.hash(&self.text_since(start));
        self.buffer.truncate(start);
        self.buffer.push(b'"');
        for byte in hash {
            self.buffer.extend([byte >> 4, byte & 0xf].map(hex_digit));
        }
        self.buffer.push(b'"');
    }
}

fn hex_digit(value: u8) -> u8 {
    value + if value < 10 { b'0' } else { b'a' - 10 }
}

#[cfg(test)]
mod tests;
