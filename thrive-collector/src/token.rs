//! Access tokens: `POST /api/user/token`.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};

use crate::{
    base64,
    request::text,
    track::{Service, failure, is_json},
};

/// A request for a token is this long at most: its longest part is a private key.
const MAX_BODY_BYTES: usize = 64 << 10;

/// The longest life of a token, in seconds.
const MAX_EXPIRY: u64 = 86_400;

/// Older ones are forgotten, and then refused.
const MAX_KEPT: usize = 1_000;

pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new().route("/api/user/token", post(issue))
}

async fn issue(State(service): State<Arc<Service>>, headers: HeaderMap, body: Body) -> Response {
    if !text(&headers, header::CONTENT_TYPE.as_str()).is_some_and(|media_type| is_json(&media_type)) {
        let message = "the body is not said to be JSON: send `Content-Type: application/json`";
        return failure(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
    }
    let taken = match service.intake.take(body, MAX_BODY_BYTES).await {
        Ok(taken) => taken,
        Err(untaken) => return untaken.answer(),
    };
    let Some(body) = taken.body else {
        let message = format!("the body is longer than {MAX_BODY_BYTES} bytes");
        return failure(StatusCode::PAYLOAD_TOO_LARGE, &message);
    };
    let asked = match Asked::read(&body) {
        Ok(asked) => asked,
        Err(message) => return failure(StatusCode::BAD_REQUEST, &message),
    };
    match service.tokens.issue(&asked, SystemTime::now()) {
        Some((token, number)) => {
            let response_id = format!("collector-token-{number}");
            let message = "Token fetched successfully";
            Json(json!({ "token": token, "response_id": response_id, "message": message })).into_response()
        }
        None => failure(StatusCode::UNAUTHORIZED, "no such key: its `key_id` is not the one that this collector knows"),
    }
}

/// What a client asks for.
struct Asked {
    key_id: String,
    life: Duration,
}

impl Asked {
    /// A message repeats no value: one of them is a private key.
    fn read(body: &[u8]) -> Result<Self, String> {
        let body: Value = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
        let string = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let key_id = string("key_id").ok_or("`key_id` is not a string that says something")?;
        if !string("private_key").is_some_and(|pem| pem.starts_with("-----BEGIN ")) {
            return Err("`private_key` is not a private key in PEM".to_owned());
        }
        let scopes = body.get("scopes").and_then(Value::as_array);
        if !scopes.is_some_and(|scopes| scopes.contains(&"telemetry_apis".into())) {
            return Err("`scopes` does not list `telemetry_apis`".to_owned());
        }
        let expiry = body.get("expiry").and_then(Value::as_u64).filter(|expiry| (1..=MAX_EXPIRY).contains(expiry));
        let expiry = expiry.ok_or_else(|| format!("`expiry` is not a number of seconds from 1 to {MAX_EXPIRY}"))?;
        Ok(Self { key_id: key_id.to_owned(), life: Duration::from_secs(expiry) })
    }
}

/// Which tokens are good.
#[derive(Default)]
pub(crate) struct Tokens {
    /// Whether a bearer token has to be one of them. Otherwise any will do.
    pub(crate) are_checked: bool,
    pub(crate) key_id: Option<String>,
    pub(crate) longest_life: Option<Duration>,
    issued: Mutex<Issued>,
}

#[derive(Default)]
struct Issued {
    count: u64,
    /// Each with when it expires, oldest first.
    live: VecDeque<(String, SystemTime)>,
}

impl Tokens {
    pub(crate) fn accept(&self, token: &str, now: SystemTime) -> bool {
        let is_live = |(live, expires): &(String, SystemTime)| live == token && now < *expires;
        !self.are_checked || self.issued().live.iter().any(is_live)
    }

    pub(crate) fn count(&self) -> u64 {
        self.issued().count
    }

    pub(crate) fn expire(&self) {
        self.issued().live.clear();
    }

    /// A token and its number, from 1, unless the key is a wrong one.
    fn issue(&self, asked: &Asked, now: SystemTime) -> Option<(String, u64)> {
        if self.key_id.as_ref().is_some_and(|key_id| *key_id != asked.key_id) {
            return None;
        }
        let life = self.longest_life.map_or(asked.life, |longest| longest.min(asked.life));
        let expires = now + life;
        let mut issued = self.issued();
        issued.count += 1;
        let token = jwt(seconds(now), seconds(expires), issued.count);
        issued.live.push_back((token.clone(), expires));
        if issued.live.len() > MAX_KEPT {
            issued.live.pop_front();
        }
        Some((token, issued.count))
    }

    fn issued(&self) -> MutexGuard<'_, Issued> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("are_checked", &self.are_checked)
            .field("longest_life", &self.longest_life)
            .finish_non_exhaustive()
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Looks like the service's, and is signed by nobody.
fn jwt(issued: u64, expires: u64, number: u64) -> String {
    let head = json!({ "alg": "none", "typ": "JWT" });
    let jti = format!("collector-{number}");
    let claims =
        json!({ "aud": "telemetry_apis", "exp": expires, "iat": issued, "iss": "thrive-collector", "jti": jti });
    let parts = [head.to_string(), claims.to_string(), "unsigned".to_owned()];
    parts.map(|part| base64::encode_url(part.as_bytes())).join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_jwt_that_says_from_when_to_when() {
        assert_eq!(
            jwt(1, 2, 3),
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.\
             eyJhdWQiOiJ0ZWxlbWV0cnlfYXBpcyIsImV4cCI6MiwiaWF0IjoxLCJpc3MiOiJ0aHJpdmUtY29sbGVjdG9yIiwianRpIjoiY29sbGVjdG9yLTMifQ.\
             dW5zaWduZWQ"
        );
    }

    #[test]
    fn a_token_is_good_until_it_expires() {
        let tokens = Tokens { are_checked: true, longest_life: Some(Duration::from_secs(60)), ..Tokens::default() };
        let asked = Asked { key_id: "k".to_owned(), life: Duration::from_secs(3_600) };
        let (token, _) = tokens.issue(&asked, UNIX_EPOCH).unwrap();
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert!(tokens.accept(&token, at(59)));
        assert!(!tokens.accept(&token, at(60)));
        assert!(!tokens.accept("another", at(0)));
    }
}
