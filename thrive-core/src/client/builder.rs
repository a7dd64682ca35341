//! The settings of a client.

mod environment;
mod events;
mod spool;

use std::env;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use fastrand::Rng;

use self::spool::{Opened, SpoolSettings};
use super::hooks::{BeforeSend, OnRejected};
use super::{Client, Inner};
use crate::credentials::{Authority, Credentials, Key, Secret};
use crate::delivery::{self, HandBack, Shared, Way};
use crate::envelope::{Extras, HashKey};
use crate::error::BuildError;
use crate::fork::Process;
use crate::queue::{Limits, Overflow};
use crate::transport::{Compression, Erased, Transport};
#[cfg(feature = "http")]
use crate::transport::{Endpoint, Http};

/// The settings of a [`Client`], from [`Client::builder`] or [`ClientBuilder::from_env`].
///
/// Only a credential must be given.
///
/// ```
/// use std::time::Duration;
/// use thrive_core::Client;
///
/// let client = Client::builder()
///     .endpoint("http://127.0.0.1:8787/api")
///     .api_key("key")
///     .max_queued_events(10_000)
///     .flush_interval(Duration::from_millis(200))
///     .build()?;
/// # Ok::<(), thrive_core::BuildError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder makes no client before `.build()`"]
pub struct ClientBuilder {
    #[cfg_attr(not(any(feature = "http", test)), expect(dead_code, reason = "only HTTP has one"))]
    endpoint: Address,
    credentials: Credentials,
    hash_key: Option<Secret<Vec<u8>>>,
    max_event_bytes: usize,
    request_timeout: Duration,
    limits: Limits,
    compression: Compression,
    transport: Option<OwnTransport>,
    retry_deadline: Option<Duration>,
    source: Option<String>,
    event_ids: bool,
    before_send: Option<BeforeSend>,
    on_rejected: Option<OnRejected>,
    disabled: bool,
    spool: SpoolSettings,
    #[cfg(feature = "http")]
    http_client: Option<reqwest::Client>,
}

/// An endpoint as it was given.
#[derive(Clone)]
struct Address(String);

/// Where a password or a key may hide in it, it is not repeated.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(['@', '?', '#']) { f.write_str("***") } else { self.0.fmt(f) }
    }
}

type Connect = Box<dyn FnOnce() -> Result<Way, BuildError> + Send>;

/// A transport of the user's.
#[derive(Clone)]
struct OwnTransport {
    transport: Arc<dyn Erased>,
    name: &'static str,
}

impl fmt::Debug for OwnTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder {
            endpoint: Address("https://api.app.thrivestack.ai/api".to_owned()),
            credentials: Credentials::default(),
            hash_key: None,
            max_event_bytes: 32 * 1024,
            request_timeout: Duration::from_secs(10),
            limits: Limits {
                max_queued_events: 100_000,
                max_queued_bytes: 64 * 1024 * 1024,
                max_batch_events: 500,
                max_batch_bytes: 512 * 1024,
                flush_interval: Duration::from_secs(1),
                overflow: Overflow::Reject,
            },
            compression: Compression::None,
            transport: None,
            retry_deadline: None,
            source: None,
            event_ids: false,
            before_send: None,
            on_rejected: None,
            disabled: false,
            spool: SpoolSettings::default(),
            #[cfg(feature = "http")]
            http_client: None,
        }
    }
}

impl ClientBuilder {
    /// The settings that the environment makes; what it leaves out has its default.
    ///
    /// | variable | setting |
    /// |---|---|
    /// | `THRIVESTACK_API_KEY` | [`api_key`](ClientBuilder::api_key) |
    /// | `THRIVESTACK_ACCESS_TOKEN` | [`bearer_token`](ClientBuilder::bearer_token), instead of the key |
    /// | `THRIVESTACK_KEY_ID` and `THRIVESTACK_PRIVATE_KEY` | [`access_token_from`](ClientBuilder::access_token_from), instead of either |
    /// | `THRIVESTACK_ENDPOINT` | [`endpoint`](ClientBuilder::endpoint) |
    ///
    /// A blank variable counts as unset.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use thrive_core::ClientBuilder;
    ///
    /// let client = ClientBuilder::from_env()?.flush_interval(Duration::from_millis(200)).build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError`] when no credential is set, when two are (which of them is meant cannot be known) or half of one, and
    /// when a variable is not UTF-8.
    pub fn from_env() -> Result<ClientBuilder, BuildError> {
        environment::read(env::var_os)
    }

    /// The base URL of the service, `http` or `https`; events go to `track` below it. Default:
    /// `https://api.app.thrivestack.ai/api`.
    ///
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` of the environment are obeyed, except for an endpoint on
    /// this machine.
    pub fn endpoint(self, url: impl Into<String>) -> Self {
        ClientBuilder { endpoint: Address(url.into()), ..self }
    }

    /// An access token, sent as `Authorization: Bearer …`. White space around it is cut off. It lives for a day at most:
    /// [`access_token_from`](ClientBuilder::access_token_from) renews it.
    ///
    /// Exactly one credential is needed. None is ever printed. The copies of it that the client and its requests hold are
    /// wiped when they are dropped; what the connection has in its buffers, and the text that was given here, are not.
    pub fn bearer_token(mut self, token: impl AsRef<str>) -> Self {
        self.credentials.bearer_token = Some(Secret::new(token.as_ref()));
        self
    }

    /// An API key, sent as `x-api-key: …`. White space around it is cut off. Exactly one credential is needed.
    pub fn api_key(mut self, key: impl AsRef<str>) -> Self {
        self.credentials.api_key = Some(Secret::new(key.as_ref()));
        self
    }

    /// A key id and its private key in PEM, as ThriveStack gives them together: the client exchanges them for an access
    /// token, by `POST {endpoint}/user/token`, and sends that. Exactly one credential is needed.
    ///
    /// A token is asked for with the first events, for the day that it may live; again before it expires, by its `exp`; and
    /// when the service no longer accepts it. While there is none, events are kept. The private key goes to the endpoint
    /// and nowhere else. A key in one line with `\n` in it, as environment variables have it, is understood.
    ///
    /// ```no_run
    /// use thrive_core::Client;
    ///
    /// let pem = std::fs::read_to_string("/run/secrets/thrivestack.pem")?;
    /// let client = Client::builder().access_token_from("f999282c-b6cf-4b48-9b1a-9021ee3d76b4", pem).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn access_token_from(mut self, key_id: impl AsRef<str>, private_key_pem: impl AsRef<str>) -> Self {
        self.credentials.key = Some(Key::new(key_id.as_ref(), private_key_pem.as_ref()));
        self
    }

    /// The key that `#[track(hashed)]` fields are hashed with.
    ///
    /// Of such a field goes out the HMAC-SHA256 of its text in UTF-8, of an integer that of its decimal digits, as a
    /// string of 64 hexadecimal digits in lower case. The same value gives the same hash as long as the key stays the same,
    /// also in another process: keep the key where secrets are kept, and give every process that sends the same events the
    /// same one. Whoever has it can try out which value a hash stands for; 32 random bytes are a good key. It is taken as it
    /// is, and never printed.
    ///
    /// ```
    /// use thrive_core::Client;
    ///
    /// # fn from_the_secret_store() -> [u8; 32] { [7; 32] }
    /// let client = Client::builder()
    ///     .endpoint("http://127.0.0.1:8787/api")
    ///     .api_key("key")
    ///     .hash_key(from_the_secret_store())
    ///     .build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn hash_key(self, key: impl Into<Vec<u8>>) -> Self {
        ClientBuilder { hash_key: Some(Secret::bytes(key.into())), ..self }
    }

    /// The most events to hold that are not settled, those in flight included; further ones are refused with an error.
    /// Default: 100,000.
    pub fn max_queued_events(mut self, events: usize) -> Self {
        self.limits.max_queued_events = events;
        self
    }

    /// The most bytes of encoded events to hold that are not settled, those in flight included; further ones are refused
    /// with an error. Default: 64 MiB.
    pub fn max_queued_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_queued_bytes = bytes;
        self
    }

    /// The most bytes of one encoded event; a larger one is refused with an error. Default: 32 KiB, or less where
    /// `max_batch_bytes` or `max_queued_bytes` leave room for less.
    pub fn max_event_bytes(self, bytes: usize) -> Self {
        ClientBuilder { max_event_bytes: bytes, ..self }
    }

    /// The most events in one request. Default: 500.
    pub fn max_batch_events(mut self, events: usize) -> Self {
        self.limits.max_batch_events = events;
        self
    }

    /// The most bytes in the body of one request. Default: 512 KiB.
    pub fn max_batch_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_batch_bytes = bytes;
        self
    }

    /// How long an event waits for others to share its request, at most; zero sends it at once. Default: 1 second.
    pub fn flush_interval(mut self, interval: Duration) -> Self {
        self.limits.flush_interval = interval;
        self
    }

    /// How long one request may take, from connecting to the last byte of the answer; then it is made again. Default: 10
    /// seconds.
    pub fn request_timeout(self, timeout: Duration) -> Self {
        ClientBuilder { request_timeout: timeout, ..self }
    }

    /// How requests are compressed. Default: not at all. The service has to understand it.
    ///
    /// ```
    /// use thrive_core::{Client, Compression};
    ///
    /// let builder = Client::builder().endpoint("http://127.0.0.1:8787/api").api_key("key");
    /// # #[cfg(feature = "gzip")]
    /// let client = builder.compression(Compression::Gzip).build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn compression(self, compression: Compression) -> Self {
        ClientBuilder { compression, ..self }
    }

    /// Sends over HTTP by a client of your own: with certificates of your own, through a proxy of your own.
    ///
    /// It must not follow redirects: they would take the credential to other hosts, so [`build`](ClientBuilder::build)
    /// refuses a client that does. Let it not retry either, as such attempts are not counted. `request_timeout` holds
    /// instead of its own timeout; its other settings hold instead of the client's, those of TLS, proxies and headers
    /// among them. Give it a client that nothing else uses: the connections that it opens are driven by the delivery
    /// thread, and end with that.
    ///
    /// ```
    /// use thrive_core::Client;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .build()?;
    /// let client = Client::builder().api_key("key from your secret store").http_client(http).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "http")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        ClientBuilder { http_client: Some(client), ..self }
    }

    /// Sends by a transport of your own instead of HTTP. [`Transport`] says how to write one.
    ///
    /// It needs no credential; one that is given is in the headers of its requests. The endpoint and `request_timeout`
    /// mean nothing to it.
    pub fn transport(self, transport: impl Transport) -> Self {
        let name = type_name_of(&transport);
        ClientBuilder { transport: Some(OwnTransport { transport: Arc::new(transport), name }), ..self }
    }

    /// Checks the settings and starts the client's thread. Nothing is sent yet.
    ///
    /// It blocks for as long as reading the system's certificates takes, some milliseconds.
    ///
    /// # Errors
    ///
    /// [`BuildError`] when not exactly one credential was given or no header can carry it, when the endpoint cannot be
    /// posted to, when a limit is zero or the key for hashing is empty, when something was asked for whose feature is off,
    /// and when the thread or its HTTP client does not start.
    pub fn build(mut self) -> Result<Client, BuildError> {
        self.check_limits()?;
        if !self.compression.is_available() {
            return Err(BuildError::missing_feature("`.compression(Compression::Gzip)`", "`gzip`"));
        }
        let max_event_bytes = self.largest_event();
        let hash_key = self.hash_key.take().map(|key| HashKey::new(&key)).transpose()?.map(Arc::new);
        let process = Process::current();
        let mut rng = Rng::new();
        let client_id = rng.u64(..);
        let on_rejected = self.on_rejected.take();
        let spool = if self.disabled { SpoolSettings::default() } else { std::mem::take(&mut self.spool) };
        let (queue, opened) = spool.queue(self.limits.clone(), on_rejected.is_some(), client_id)?;
        let shared = Arc::new(Shared::new(queue));
        let extras = Extras::new(self.source.as_deref(), self.event_ids.then_some(client_id));
        let (before_send, disabled) = (self.before_send.take(), self.disabled);
        let endpoint = match disabled {
            true => "disabled".to_owned(),
            false => self.start(&shared, opened, on_rejected.clone(), client_id, rng)?,
        };
        let inner =
            Inner { shared, endpoint, max_event_bytes, hash_key, extras, before_send, on_rejected, disabled, process };
        Ok(Client { inner: Arc::new(inner) })
    }

    /// Starts the client's threads, and says where requests go.
    fn start(
        self,
        shared: &Arc<Shared>,
        opened: Option<Opened>,
        on_rejected: Option<OnRejected>,
        client_id: u64,
        rng: Rng,
    ) -> Result<String, BuildError> {
        let (spool_id, reader, dead_letters, syncer) = match opened {
            Some(Opened { id, reader, dead_letters, syncer }) => (id, Some(reader), Some(dead_letters), syncer),
            None => (client_id, None, None, None),
        };
        let settings = delivery::Settings {
            hand_back: HandBack { on_rejected, dead_letters, syncs: syncer.is_some() },
            reader,
            retry_deadline: self.retry_deadline,
            client_id: spool_id,
            rng,
            clock: SystemTime::now,
        };
        let (endpoint, connect) = self.way()?;
        delivery::start(shared.clone(), settings, connect)?;
        if let Some(syncer) = syncer {
            delivery::start_sync(shared.clone(), syncer)?;
        }
        Ok(endpoint)
    }

    /// Where requests go, and what makes the way there, on the delivery thread.
    fn way(mut self) -> Result<(String, Connect), BuildError> {
        match self.transport.take() {
            #[cfg(feature = "http")]
            Some(_) if self.http_client.is_some() => Err(BuildError::two_transports()),
            Some(OwnTransport { transport, name }) => {
                let authority = Authority::new(self.credentials.choose()?);
                let way = Way { transport, authority, compression: self.compression };
                Ok((name.to_owned(), Box::new(|| Ok(way))))
            }
            None => self.http(),
        }
    }

    #[cfg(feature = "http")]
    fn http(self) -> Result<(String, Connect), BuildError> {
        let endpoint = Endpoint::parse(&self.endpoint.0)?;
        let Some(credential) = self.credentials.choose()? else { return Err(BuildError::missing_credential()) };
        let url = endpoint.as_str().to_owned();
        let (timeout, compression, http_client) = (self.request_timeout, self.compression, self.http_client);
        let authority = Authority::new(Some(credential));
        let connect = move || {
            let transport = match http_client {
                Some(client) => Http::with_client(endpoint, timeout, client),
                None => Http::new(endpoint, timeout),
            };
            Ok(Way { transport: Arc::new(transport?), authority, compression })
        };
        Ok((url, Box::new(connect)))
    }

    #[cfg(not(feature = "http"))]
    fn http(self) -> Result<(String, Connect), BuildError> {
        Err(BuildError::missing_feature("a client without `.transport(..)`", "`rustls` or `native-tls`"))
    }

    fn check_limits(&self) -> Result<(), BuildError> {
        let limits = &self.limits;
        let zeros = [
            ("max_queued_events", limits.max_queued_events == 0),
            ("max_queued_bytes", limits.max_queued_bytes == 0),
            ("max_event_bytes", self.max_event_bytes == 0),
            ("max_batch_events", limits.max_batch_events == 0),
            ("max_batch_bytes", limits.max_batch_bytes == 0),
            ("request_timeout", self.request_timeout.is_zero()),
        ];
        match zeros.into_iter().find(|(_, is_zero)| *is_zero) {
            Some((name, _)) => Err(BuildError::zero(name)),
            None => Ok(()),
        }
    }

    /// All limits hold at once: an event has to fit into a batch, where it stands in brackets, and into the queue.
    fn largest_event(&self) -> usize {
        let batch = self.limits.max_batch_bytes.saturating_sub("[]".len());
        self.max_event_bytes.min(batch).min(self.limits.max_queued_bytes)
    }
}

fn type_name_of<T>(_: &T) -> &'static str {
    std::any::type_name::<T>()
}

#[cfg(test)]
mod tests;
