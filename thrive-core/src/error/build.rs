//! What can go wrong before the first event.

use std::error::Error;
use std::fmt;

use crate::spool::{SpoolError, SpoolErrorKind};

/// Why a client could not be built.
///
/// ```
/// use thrive_core::{BuildErrorKind, Client};
///
/// let error = Client::builder().endpoint("http://127.0.0.1:9/api").build().unwrap_err();
/// assert_eq!(error.kind(), BuildErrorKind::MissingCredential);
/// ```
pub struct BuildError {
    kind: BuildErrorKind,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of trouble a [`BuildError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// No credential was given, or half of one.
    MissingCredential,
    /// Two credentials were given, and only one of them can be meant.
    AmbiguousCredential,
    /// The credential is blank, has a character that no HTTP header can carry, or is no private key in PEM.
    InvalidCredential,
    /// The key for hashing is empty.
    InvalidHashKey,
    /// The endpoint is not a plain `http` or `https` URL.
    InvalidEndpoint,
    /// A limit is zero.
    InvalidLimit,
    /// An HTTP client or a transport of one's own cannot be used, or both were given.
    InvalidTransport,
    /// TLS could not be set up, most likely since the system has no CA certificates; the source says why.
    Tls,
    /// What was asked for needs a feature of this crate that is switched off.
    MissingFeature,
    /// An environment variable is not UTF-8.
    InvalidEnvironment,
    /// Another process, or another client of this one, uses the spool's folder.
    SpoolInUse,
    /// The spool's folder cannot be used: it cannot be written, or a newer release wrote it. The message says which.
    Spool,
    /// The delivery thread or its HTTP client could not be started; the source says why.
    Startup,
}

impl BuildError {
    /// What kind of trouble this is.
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }

    fn new(kind: BuildErrorKind, message: impl Into<String>) -> Self {
        BuildError { kind, message: message.into(), source: None }
    }

    #[cfg(feature = "http")]
    pub(crate) fn missing_credential() -> Self {
        Self::new(
            BuildErrorKind::MissingCredential,
            "no credential was given: call `.api_key(..)`, `.bearer_token(..)` or `.access_token_from(..)`, or use \
             `Client::from_env()`",
        )
    }

    pub(crate) fn ambiguous_credential(one: &str, other: &str) -> Self {
        Self::new(
            BuildErrorKind::AmbiguousCredential,
            format!("both `{one}` and `{other}` were given: keep the one that is meant"),
        )
    }

    pub(crate) fn blank_credential(label: &str) -> Self {
        Self::new(BuildErrorKind::InvalidCredential, format!("the {label} is blank: give the one from ThriveStack"))
    }

    pub(crate) fn illegal_credential(label: &str) -> Self {
        Self::new(
            BuildErrorKind::InvalidCredential,
            format!(
                "the {label} contains a line break or another character that is not printable ASCII, which no HTTP header \
                 carries: was it copied whole, and nothing with it?"
            ),
        )
    }

    pub(crate) fn not_pem(trouble: &str) -> Self {
        Self::new(
            BuildErrorKind::InvalidCredential,
            format!(
                "the private key is not one in PEM, {trouble}: give the whole text that ThriveStack gave with the key id"
            ),
        )
    }

    pub(crate) fn empty_hash_key() -> Self {
        Self::new(
            BuildErrorKind::InvalidHashKey,
            "the key given to `.hash_key(..)` is empty, and anybody could make the same hashes: give 32 random bytes",
        )
    }

    pub(crate) fn missing_in_environment() -> Self {
        Self::new(
            BuildErrorKind::MissingCredential,
            "no credential in the environment: export THRIVESTACK_API_KEY=…, or THRIVESTACK_ACCESS_TOKEN=… for a bearer \
             token, or THRIVESTACK_KEY_ID=… and THRIVESTACK_PRIVATE_KEY=… for a key of the older kind",
        )
    }

    pub(crate) fn half_in_environment(set: &str, missing: &str) -> Self {
        Self::new(
            BuildErrorKind::MissingCredential,
            format!("{set} is set and {missing} is not: export both, or unset the one"),
        )
    }

    pub(crate) fn ambiguous_in_environment(one: &str, other: &str) -> Self {
        Self::new(
            BuildErrorKind::AmbiguousCredential,
            format!("both {one} and {other} are set: unset the one that is not meant"),
        )
    }

    pub(crate) fn not_utf8(variable: &str) -> Self {
        Self::new(BuildErrorKind::InvalidEnvironment, format!("the environment variable {variable} is not UTF-8"))
    }

    #[cfg(feature = "http")]
    pub(crate) fn endpoint(text: &str, trouble: &str) -> Self {
        // Where a password or a key may hide in it, the text is not repeated.
        let text = if text.contains(['@', '?', '#']) { "this endpoint" } else { &format!("`{text}`") };
        Self::new(
            BuildErrorKind::InvalidEndpoint,
            format!(
                "{text} cannot be used, {trouble}: give the base URL alone, such as https://api.app.thrivestack.ai/api"
            ),
        )
    }

    pub(crate) fn zero(limit: &str) -> Self {
        Self::new(BuildErrorKind::InvalidLimit, format!("`{limit}` is 0, and nothing could be sent: give more"))
    }

    pub(crate) fn missing_feature(what: &str, features: &str) -> Self {
        Self::new(
            BuildErrorKind::MissingFeature,
            format!("{what} needs a feature of `thrive-core` that is switched off: switch on {features}"),
        )
    }

    #[cfg(feature = "http")]
    pub(crate) fn tls(cause: String, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let message = format!(
            "HTTPS could not be set up: {cause}. Where the system has no CA certificates, install its package \
             `ca-certificates`, or name a file of them in `SSL_CERT_FILE`; or give `.http_client(..)` a client that has \
             its own"
        );
        BuildError { source: Some(source.into()), ..Self::new(BuildErrorKind::Tls, message) }
    }

    #[cfg(feature = "http")]
    pub(crate) fn redirects() -> Self {
        Self::new(
            BuildErrorKind::InvalidTransport,
            "the client given to `.http_client(..)` follows redirects, which would take the credential to other hosts: \
             build it with `.redirect(reqwest::redirect::Policy::none())`",
        )
    }

    #[cfg(feature = "http")]
    pub(crate) fn two_transports() -> Self {
        Self::new(
            BuildErrorKind::InvalidTransport,
            "both `.transport(..)` and `.http_client(..)` were given: keep the one that is meant",
        )
    }

    pub(crate) fn spool(error: SpoolError) -> Self {
        let kind = match error.kind() {
            SpoolErrorKind::InUse => BuildErrorKind::SpoolInUse,
            _ => BuildErrorKind::Spool,
        };
        let message = error.to_string();
        BuildError { source: Some(Box::new(error)), ..Self::new(kind, message) }
    }

    pub(crate) fn startup(what: &str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = Some(source.into());
        BuildError { source, ..Self::new(BuildErrorKind::Startup, format!("{what} could not be started")) }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("BuildError");
        debug.field("kind", &self.kind).field("message", &self.message);
        if let Some(source) = &self.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Why a client could not be installed for the whole process.
///
/// ```
/// use thrive_core::{Client, InstallErrorKind};
///
/// let client = Client::builder().endpoint("http://127.0.0.1:9/api").api_key("key").build()?;
/// let _guard = client.install()?;
/// assert_eq!(client.install().unwrap_err().kind(), InstallErrorKind::AlreadyInstalled);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct InstallError(InstallErrorKind);

/// What kind of trouble an [`InstallError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InstallErrorKind {
    /// A client is installed, and its guard is still alive.
    AlreadyInstalled,
    /// The client was shut down, and would refuse every event.
    Closed,
}

impl InstallError {
    /// What kind of trouble this is.
    pub fn kind(&self) -> InstallErrorKind {
        self.0
    }

    pub(crate) fn already_installed() -> Self {
        InstallError(InstallErrorKind::AlreadyInstalled)
    }

    pub(crate) fn closed() -> Self {
        InstallError(InstallErrorKind::Closed)
    }
}

impl fmt::Display for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            InstallErrorKind::AlreadyInstalled => {
                "a client is already installed in this process: install once, at the start of `main`, or drop the \
                 other's guard first"
            }
            InstallErrorKind::Closed => "the client was shut down: build another one to install",
        })
    }
}

impl fmt::Debug for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstallError").field("kind", &self.0).field("message", &self.to_string()).finish()
    }
}

impl Error for InstallError {}
