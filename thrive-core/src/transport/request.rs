//! One request.

use std::fmt;

use bytes::Bytes;

use super::Body;
use crate::credentials::Secret;

/// What a [`Transport`](super::Transport) is to bring to the service.
///
/// `Debug` shows neither the body nor a credential.
///
/// ```
/// # use thrive_core::{NoAnswer, Request, Response, Transport};
/// struct Printer;
///
/// impl Transport for Printer {
///     async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
///         println!("POST {}", request.path());
///         for (name, value) in request.headers() {
///             println!("{name}: {} bytes", value.len()); // it may be the credential
///         }
///         println!("{} bytes of body", request.body().len());
///         Ok(Response::new(204))
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Request {
    path: &'static str,
    headers: Vec<Header>,
    body: Bytes,
}

impl Request {
    /// A request with a body of JSON.
    pub(crate) fn new(path: &'static str, body: Body) -> Self {
        let mut request = Request { path, headers: Vec::new(), body: body.bytes }
            .with_header(Header::public("content-type", "application/json"));
        if let Some(encoding) = body.encoding {
            request = request.with_header(Header::public("content-encoding", encoding));
        }
        request
    }

    pub(crate) fn with_header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// The path below the service's base URL: `track` for events, an array of them, and `user/token` for an access token.
    /// Others may come.
    pub fn path(&self) -> &str {
        self.path
    }

    /// The headers of the request as names in lower case and values: `content-type`, `content-encoding` of a compressed
    /// body, `idempotency-key`, the same for every attempt to send the same events, and `authorization` or `x-api-key`, the
    /// credential, where the client was given one.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|header| (header.name, header.value()))
    }

    /// The body, as `content-type` and `content-encoding` say.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, without a copy.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    #[cfg(feature = "http")]
    pub(super) fn into_parts(self) -> (Vec<Header>, Bytes) {
        (self.headers, self.body)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("path", &self.path)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A line of a request's head.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) name: &'static str,
    pub(super) content: HeaderValue,
}

#[derive(Clone)]
pub(super) enum HeaderValue {
    Public(String),
    Secret(Secret),
}

impl Header {
    pub(crate) fn public(name: &'static str, value: impl Into<String>) -> Self {
        Header { name, content: HeaderValue::Public(value.into()) }
    }

    pub(crate) fn secret(name: &'static str, value: Secret) -> Self {
        Header { name, content: HeaderValue::Secret(value) }
    }

    pub(crate) fn bearer(token: &Secret) -> Self {
        Header::secret("authorization", Secret::from(format!("Bearer {}", token.expose())))
    }

    pub(crate) fn value(&self) -> &str {
        match &self.content {
            HeaderValue::Public(text) => text,
            HeaderValue::Secret(secret) => secret.expose(),
        }
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            HeaderValue::Public(text) => write!(f, "{}: {text}", self.name),
            HeaderValue::Secret(_) => write!(f, "{}: ***", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Compression;

    fn request() -> Request {
        let body = Body::new(Bytes::from_static(b"[{\"a\":1}]"), Compression::None);
        Request::new("track", body).with_header(Header::secret("x-api-key", Secret::new("s3cret")))
    }

    #[test]
    fn a_request_has_its_headers_and_its_body() {
        let request = request();
        assert_eq!(request.path(), "track");
        let headers: Vec<_> = request.headers().collect();
        assert_eq!(headers, [("content-type", "application/json"), ("x-api-key", "s3cret")]);
        assert_eq!(request.body(), b"[{\"a\":1}]");
        assert_eq!(request.into_body(), "[{\"a\":1}]");
    }

    #[test]
    fn neither_the_credential_nor_the_body_is_printed() {
        assert_eq!(
            format!("{:?}", request()),
            "Request { path: \"track\", headers: [content-type: application/json, x-api-key: ***], body_bytes: 9, .. }"
        );
    }
}
