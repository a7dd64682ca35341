//! What stays out of every `Debug`, error and log.

use std::fmt;
use std::sync::Arc;

use zeroize::{Zeroize, Zeroizing};

/// Text, or bytes. Clones share one copy, which is wiped when the last of them is dropped.
pub(crate) struct Secret<T: Zeroize = String>(Arc<Zeroizing<T>>);

impl Secret {
    /// White space around it is cut off: a file's last line break is no part of the secret in it.
    pub(crate) fn new(text: &str) -> Self {
        Self::from(text.trim().to_owned())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(Arc::new(Zeroizing::new(text)))
    }
}

impl Secret<Vec<u8>> {
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Secret(Arc::new(Zeroizing::new(bytes)))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// As the owner of a `Bytes`, which then needs no copy that nobody wipes.
impl<T: Zeroize + AsRef<[u8]>> AsRef<[u8]> for Secret<T> {
    fn as_ref(&self) -> &[u8] {
        (**self.0).as_ref()
    }
}

impl<T: Zeroize> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Secret(Arc::clone(&self.0))
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(format!("{:?} {:?}", Secret::new("s3cret"), Secret::bytes(vec![1, 2])), "*** ***");
    }
}
