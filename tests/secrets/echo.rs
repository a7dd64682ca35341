//! A service that answers with all that it was sent.

use std::sync::{Arc, Mutex};
use std::thread;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::ACCESS_TOKEN;
use crate::forms::spellings;

/// What came: headers and bodies as text.
type Received = Arc<Mutex<Vec<String>>>;

/// Runs until the process ends. The statuses that it answers with are in the endpoint's path, and how much stands in an
/// answer before what it repeats: `/{track}/{token}/{padding}/api`.
pub(crate) struct Echo {
    address: String,
    received: Received,
}

impl Echo {
    pub(crate) fn start() -> Self {
        let received = Received::default();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = Router::new()
            .route("/{track}/{token}/{padding}/api/track", post(track))
            .route("/{track}/{token}/{padding}/api/user/token", post(token))
            .with_state(received.clone());
        thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap();
            });
        });
        Echo { address, received }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

async fn track(
    State(received): State<Received>,
    Path((status, _, padding)): Path<(u16, u16, usize)>,
    headers: HeaderMap,
) -> Response {
    let mut secrets = Vec::new();
    for (name, value) in &headers {
        let value = value.to_str().unwrap();
        received.lock().unwrap().push(value.to_owned());
        match name.as_str() {
            "authorization" => secrets.push(value.strip_prefix("Bearer ").unwrap().to_owned()),
            "x-api-key" => secrets.push(value.to_owned()),
            _ => {}
        }
    }
    echo(status, padding, &secrets)
}

async fn token(
    State(received): State<Received>,
    Path((_, status, padding)): Path<(u16, u16, usize)>,
    body: Bytes,
) -> Response {
    let body = String::from_utf8(body.to_vec()).unwrap();
    received.lock().unwrap().push(body.clone());
    if status == 200 {
        received.lock().unwrap().push(ACCESS_TOKEN.to_owned());
        return format!(r#"{{"success":true,"token":"{ACCESS_TOKEN}"}}"#).into_response();
    }
    let request: serde_json::Value = serde_json::from_str(&body).unwrap();
    let pem = request["private_key"].as_str().unwrap();
    // Line by line, and in one piece.
    let mut secrets: Vec<_> = pem.lines().filter(|line| !line.starts_with("-----")).map(str::to_owned).collect();
    secrets.push(pem.to_owned());
    echo(status, padding, &secrets)
}

/// An answer with the secrets in its headers and, in many forms, in its body.
fn echo(status: u16, padding: usize, secrets: &[String]) -> Response {
    let mut body = "-".repeat(padding);
    let mut headers = HeaderMap::new();
    for secret in secrets {
        // What looks like numbers is not what a service repeats.
        let text_forms = spellings(secret).into_iter().filter(|form| form.contains(['%', '&', '\\']) || form == secret);
        text_forms.for_each(|form| body += &format!(" you sent {form}."));
        if let Ok(value) = HeaderValue::from_str(secret) {
            headers.append("x-you-sent", value.clone());
            headers.append("retry-after", value.clone());
            headers.append("location", value);
        }
    }
    (StatusCode::from_u16(status).unwrap(), headers, body).into_response()
}
