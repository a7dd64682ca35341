//! A call without an event: whether the service takes the credential.

use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::credential::Credential;
use super::finding::Finding;

const CHECK: &str = "call";

pub(super) fn call(http: &Client, endpoint: &Url, credential: &Credential) -> Vec<Finding> {
    let track = post(http, endpoint, "track", "[]".to_owned());
    match credential {
        Credential::ApiKey(key) => vec![judge(track.header("x-api-key", key))],
        Credential::AccessToken(token) => vec![judge(track.bearer_auth(token))],
        Credential::Key { id, private_key } => match token(http, endpoint, id, private_key) {
            Ok(token) => {
                let exchanged = Finding::good(CHECK, "the service has exchanged the key for an access token");
                vec![exchanged, judge(track.bearer_auth(token))]
            }
            Err(finding) => vec![finding],
        },
    }
}

fn post(http: &Client, endpoint: &Url, path: &str, body: String) -> RequestBuilder {
    let base = endpoint.as_str().trim_end_matches('/');
    http.post(format!("{base}/{path}")).header(CONTENT_TYPE, "application/json").body(body)
}

fn judge(request: RequestBuilder) -> Finding {
    let status = match request.send() {
        Ok(response) => response.status(),
        Err(error) => return unanswered(&error.without_url().to_string()),
    };
    match status.as_u16() {
        // An empty array is no event, which a service may say: it has taken the credential by then.
        200..=299 | 400 | 422 => {
            Finding::good(CHECK, format!("the service takes the credential (it answers {status})"))
        }
        401 | 403 => {
            let remedy = "look whether it belongs to this service, and get another";
            Finding::bad(CHECK, format!("the service does not take the credential: it answers {status}"), remedy)
        }
        404 | 405 => {
            let remedy = "look at THRIVESTACK_ENDPOINT: it ends in `/api`, to which `/track` is added";
            Finding::bad(CHECK, format!("there is no Track API: the service answers {status}"), remedy)
        }
        429 | 500..=599 => {
            let message = format!("the service is in trouble itself: it answers {status}");
            Finding::bad(CHECK, message, "try again later; a client keeps events meanwhile")
        }
        _ => Finding::bad(CHECK, format!("the service answers {status}"), "look at what stands before it"),
    }
}

fn token(http: &Client, endpoint: &Url, id: &str, private_key: &str) -> Result<String, Finding> {
    let body = json!({ "key_id": id, "private_key": private_key, "scopes": ["telemetry_apis"], "expiry": 600 });
    let response = post(http, endpoint, "user/token", body.to_string()).send();
    let response = response.map_err(|error| unanswered(&error.without_url().to_string()))?;
    let status = response.status();
    let refused = |what: String| {
        let remedy = "look whether THRIVESTACK_KEY_ID and THRIVESTACK_PRIVATE_KEY belong together, and are still valid";
        Finding::bad(CHECK, what, remedy)
    };
    if !status.is_success() {
        return Err(refused(format!("the service gives no access token for the key: it answers {status}")));
    }
    let answer: Value = response.text().ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    find_token(&answer).ok_or_else(|| refused("the service's answer has no access token in it".to_owned()))
}

/// The first text of the answer that looks as a JWT does: its place is not documented.
fn find_token(answer: &Value) -> Option<String> {
    match answer {
        Value::String(text) if text.split('.').count() == 3 && !text.contains(' ') => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(find_token),
        Value::Object(members) => members.values().find_map(find_token),
        _ => None,
    }
}

fn unanswered(reason: &str) -> Finding {
    Finding::bad(CHECK, format!("the call was not answered ({reason})"), "look at what is on the way, and try again")
}
