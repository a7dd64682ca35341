//! A client that says exactly what a test wants said.

use std::sync::LazyLock;

use reqwest::blocking::{Body, Client, RequestBuilder};
use serde_json::Value;
use thrive_collector::Collector;

/// The specification's sample, as it stands there.
pub(crate) const SAMPLE: &str = r#"[
    {
        "event_name": "account_created",
        "properties": {
            "account_domain": "acme.com",
            "account_id": "7149d9cb-416a-4cd7-bf4c-dcd7f71421b8",
            "account_name": "acme.com"
        },
        "user_id": "5p442d0e-11b8-43d2-a933-04f62bb832e1",
        "timestamp": "2024-10-20T15:51:36.088000Z",
        "context": {
            "group_id": "7149d9cb-416a-4cd7-bf4c-dcd7f71421b8"
        }
    }
]"#;

/// A good event without spaces, told apart by its user.
pub(crate) fn event(user: &str) -> String {
    format!(
        r#"{{"event_name":"account_created","properties":{{"account_name":"acme.com"}},"user_id":"{user}","timestamp":"2024-10-20T15:51:36.088000Z","context":{{"group_id":"g"}}}}"#
    )
}

pub(crate) fn client() -> &'static Client {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| Client::builder().no_proxy().build().unwrap());
    &CLIENT
}

/// A request without credential, content type and body.
pub(crate) fn bare(collector: &Collector, call: &str) -> RequestBuilder {
    client().post(format!("{}/{call}", collector.endpoint()))
}

/// A request as the service wants it.
pub(crate) fn post(collector: &Collector, call: &str, body: impl Into<Body>) -> (u16, Value) {
    send(bare(collector, call).bearer_auth("token").header("content-type", "application/json").body(body))
}

pub(crate) fn get(collector: &Collector, path: &str) -> Value {
    let (status, body) = send(client().get(format!("http://{}{path}", collector.address())));
    assert_eq!(status, 200);
    body
}

/// Every answer is JSON and says so.
pub(crate) fn send(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().unwrap();
    assert_eq!(answer.headers()["content-type"], "application/json");
    (answer.status().as_u16(), serde_json::from_str(&answer.text().unwrap()).unwrap())
}
