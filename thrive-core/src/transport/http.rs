//! HTTP by reqwest. No other file names it.

use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Url, redirect, retry};

use super::request::HeaderValue as Content;
use super::{Header, NoAnswer, Request, Response, Transport};
use crate::error::BuildError;

/// Shorter than the 60 seconds after which common load balancers drop an idle connection: a request that meets a
/// connection as it closes has an unknown outcome.
const LONGEST_IDLE: Duration = Duration::from_secs(30);

/// The base URL of the service, without a slash at its end.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint(Url);

impl Endpoint {
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let invalid = |trouble| Err(BuildError::endpoint(text, trouble));
        let Ok(mut url) = Url::parse(text.trim()) else {
            return invalid("it is not a URL");
        };
        if !matches!(url.scheme(), "http" | "https") {
            return invalid("it starts with neither `https://` nor `http://`");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return invalid("it contains a user name or a password");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return invalid("it contains a query or a fragment");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        if path.ends_with("/track") {
            return invalid("it already names the call `track`");
        }
        url.set_path(&path);
        Ok(Endpoint(url))
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    fn is_loopback(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        host == "localhost"
            || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// A connection to the service, kept open between requests.
pub(crate) struct Http {
    client: Client,
    endpoint: Endpoint,
    timeout: Duration,
}

impl Http {
    pub(crate) fn new(endpoint: Endpoint, timeout: Duration) -> Result<Self, BuildError> {
        let client = if endpoint.is_https() {
            if !cfg!(any(feature = "rustls", feature = "native-tls")) {
                let what = "an endpoint at `https://` without `.http_client(..)`";
                return Err(BuildError::missing_feature(what, "`rustls` or `native-tls`"));
            }
            client(&endpoint, Trust::System).map_err(|error| BuildError::tls(innermost(&error).to_string(), error))
        } else if endpoint.is_loopback() {
            client(&endpoint, Trust::Nobody).map_err(|error| BuildError::startup("the HTTP client", error))
        } else {
            // Only a proxy needs certificates then, and hardly any does.
            let client = client(&endpoint, Trust::System).or_else(|_| client(&endpoint, Trust::Nobody));
            client.map_err(|error| BuildError::startup("the HTTP client", error))
        };
        Ok(Http { client: client?, endpoint, timeout })
    }

    /// By a client of the user's.
    pub(crate) fn with_client(endpoint: Endpoint, timeout: Duration, client: Client) -> Result<Self, BuildError> {
        match follows_redirects(&client) {
            true => Err(BuildError::redirects()),
            false => Ok(Http { client, endpoint, timeout }),
        }
    }
}

/// Whose certificates vouch for a server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// The system's, which are read for that.
    System,
    Nobody,
}

fn client(endpoint: &Endpoint, trust: Trust) -> reqwest::Result<Client> {
    let mut client = Client::builder()
        .user_agent(concat!("thrive-core/", env!("CARGO_PKG_VERSION")))
        .pool_idle_timeout(LONGEST_IDLE)
        // Attempts are made, paced and counted by the delivery loop alone, and the credential goes to the endpoint
        // alone.
        .retry(retry::never())
        .redirect(redirect::Policy::none())
        .referer(false)
        // Off by default, unless another crate in the build has switched the feature on.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate();
    // Elsewhere `HTTPS_PROXY` and its kin hold as they do for the rest of the host; a proxy does not lead back here.
    if endpoint.is_loopback() {
        client = client.no_proxy();
    }
    trusting(client, trust).build()
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn trusting(client: ClientBuilder, trust: Trust) -> ClientBuilder {
    // Said in so many words, since another crate in the build may have switched on the other. A feature only adds: native
    // TLS does not take rustls's place.
    #[cfg(feature = "rustls")]
    let client = client.tls_backend_rustls();
    #[cfg(not(feature = "rustls"))]
    let client = client.tls_backend_native();
    match trust {
        Trust::System => client,
        Trust::Nobody => client.tls_certs_only([]),
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn trusting(client: ClientBuilder, _: Trust) -> ClientBuilder {
    client
}

/// A redirect that reqwest follows takes the `x-api-key` to any host, `authorization` to the second page of any host, and
/// of a 307 the body, with which tokens are asked for. What a client does cannot be changed per request, and is told by its
/// `Debug` alone; should that change, every client seems to follow.
fn follows_redirects(client: &Client) -> bool {
    !format!("{client:?}").contains(r#"redirect_policy: "Policy(None)""#)
}

impl Transport for Http {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        let url = format!("{}/{}", self.endpoint.as_str(), request.path());
        let (headers, body) = request.into_parts();
        let mut request = self.client.post(&url).timeout(self.timeout).body(body);
        for header in headers {
            request = request.header(HeaderName::from_static(header.name), value(header)?);
        }
        let mut answer = request.send().await.map_err(|error| no_answer(&url, &error))?;

        let retry_after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut response = Response { retry_after, ..Response::new(answer.status().as_u16()) };
        // The status is the answer: a body that breaks off or never ends does not take it back, and sending the batch
        // again would count it twice.
        while let Ok(Some(chunk)) = answer.chunk().await {
            let room = Response::LONGEST_BODY - response.body.len();
            response.body.extend(chunk.iter().take(room));
            if response.body.len() == Response::LONGEST_BODY {
                break;
            }
        }
        Ok(response)
    }
}

/// A secret's copy is the one that is wiped.
fn value(header: Header) -> Result<HeaderValue, NoAnswer> {
    let (bytes, is_sensitive) = match header.content {
        Content::Public(text) => (Bytes::from(text), false),
        Content::Secret(secret) => (Bytes::from_owner(secret), true),
    };
    let mut value = HeaderValue::from_maybe_shared(bytes)
        .map_err(|_| NoAnswer(format!("the header {} has a character that HTTP does not carry", header.name)))?;
    value.set_sensitive(is_sensitive);
    Ok(value)
}

fn no_answer(url: &str, error: &reqwest::Error) -> NoAnswer {
    let cause = innermost(error);
    NoAnswer(if error.is_connect() {
        format!("cannot reach {url}: {cause}")
    } else if error.is_timeout() {
        format!("no answer from {url} within `request_timeout`")
    } else {
        format!("no answer from {url}: {cause}")
    })
}

/// The layers in between say "error sending request" and the like; the innermost knows what happened.
fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}

#[cfg(test)]
mod tests;
