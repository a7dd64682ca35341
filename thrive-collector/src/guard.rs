//! Who may talk to the collector: no page of another site, and beyond loopback only who has the token.
//!
//! A loopback address does not keep a browser out. A page of any site may send requests to it (CSRF), and by a name whose
//! address it changes (DNS rebinding) also read the answers. The first kind gives itself away by `Origin` or
//! `Sec-Fetch-Site`, the second by a `Host` that is a name.

use std::{fmt, net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::Response,
};

use crate::{
    base64,
    request::{Credential, text},
    track::failure,
};

/// Which requests get through.
#[derive(Default)]
pub(crate) struct Guard {
    /// Names that `Host` may have, besides `localhost` and any address.
    pub(crate) hosts: Vec<String>,
    pub(crate) token: Option<String>,
}

enum Suspicion {
    Host(String),
    Origin(String),
    Token,
}

pub(crate) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    match guard.judge(request.method(), request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(suspicion) => suspicion.answer(),
    }
}

impl Guard {
    fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Suspicion> {
        let host = text(headers, header::HOST.as_str()).unwrap_or_default();
        for authority in [Some(host.as_str()), uri.authority().map(Authority::as_str)].into_iter().flatten() {
            if !self.knows(authority) {
                return Err(Suspicion::Host(authority.to_owned()));
            }
        }
        if let Some(origin) = headers.get(header::ORIGIN) {
            let origin = String::from_utf8_lossy(origin.as_bytes());
            let own = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
            if !own.is_some_and(|own| own.eq_ignore_ascii_case(&host)) {
                return Err(Suspicion::Origin(origin.into_owned()));
            }
        }
        // An image or a form of another site comes without `Origin`. A link to the page is welcome.
        let site = text(headers, "sec-fetch-site");
        let is_link = *method == Method::GET
            && matches!(uri.path(), "/" | "")
            && text(headers, "sec-fetch-mode").as_deref() == Some("navigate");
        if let Some(site) = site.filter(|site| !matches!(site.as_str(), "same-origin" | "none") && !is_link) {
            return Err(Suspicion::Origin(site));
        }
        match &self.token {
            Some(token) if !carries(headers, token) => Err(Suspicion::Token),
            _ => Ok(()),
        }
    }

    /// An address was not looked up, so nobody can have changed where it leads.
    fn knows(&self, authority: &str) -> bool {
        let Ok(authority) = authority.parse::<Authority>() else { return false };
        let host = authority.host();
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || address.parse::<IpAddr>().is_ok()
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// As a service sends it, or as the password that a browser asks for.
fn carries(headers: &HeaderMap, token: &str) -> bool {
    let of_a_client = Credential::of(headers);
    let basic = text(headers, header::AUTHORIZATION.as_str());
    let password = basic.as_deref().and_then(password);
    let api_key = text(headers, "x-api-key");
    let given = [of_a_client.as_ref().map(Credential::value), password.as_deref(), api_key.as_deref()];
    given.into_iter().flatten().any(|given| same(given.as_bytes(), token.as_bytes()))
}

fn password(authorization: &str) -> Option<String> {
    let (scheme, encoded) = authorization.split_once(' ')?;
    let decoded = base64::decode(encoded.trim()).filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    Some(String::from_utf8(decoded).ok()?.split_once(':')?.1.to_owned())
}

/// Takes the same time wherever they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
}

impl Suspicion {
    fn answer(&self) -> Response {
        match self {
            Self::Host(host) => {
                let message = format!(
                    "`Host: {}` is not a name of this collector: ask for its address or `localhost`, or start it with \
                     this name allowed",
                    shortened(host)
                );
                failure(StatusCode::FORBIDDEN, &message)
            }
            Self::Origin(origin) => {
                let message = format!(
                    "a page of another site ({}) may not talk to this collector: only its own may",
                    shortened(origin)
                );
                failure(StatusCode::FORBIDDEN, &message)
            }
            Self::Token => {
                let message = "this collector has a token: send it as `Authorization: Bearer <token>` or `x-api-key: \
                               <token>`, or in a browser as the password";
                let mut answer = failure(StatusCode::UNAUTHORIZED, message);
                let challenge = HeaderValue::from_static(r#"Basic realm="thrive-collector", charset="UTF-8""#);
                answer.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                answer
            }
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}

impl fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Guard")
            .field("hosts", &self.hosts)
            .field("has_token", &self.token.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_localhost_are_known_and_names_are_not() {
        let guard = Guard { hosts: vec!["collector.internal".to_owned()], token: None };
        let known =
            ["localhost", "LOCALHOST:8787", "127.0.0.1:8787", "[::1]:8787", "10.0.0.7", "Collector.internal:80"];
        for host in known {
            assert!(guard.knows(host), "{host}");
        }
        let foreign = ["", "evil.example", "localhost.evil.example:8787", "127.0.0.1.evil.example", "a b", "x@y:1"];
        for host in foreign {
            assert!(!guard.knows(host), "{host}");
        }
    }
}
