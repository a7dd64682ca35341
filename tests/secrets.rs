//! No credential is in anything that a process prints: not in a log at the finest level, not in an error, not in the
//! `Debug` of anything, however the service repeats it and whatever panics.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "support/child.rs"]
#[expect(dead_code, reason = "its whole output is looked at")]
mod child;
#[path = "secrets/client.rs"]
mod client;
#[path = "secrets/echo.rs"]
mod echo;
#[path = "support/folder.rs"]
#[expect(dead_code, reason = "not every test file needs all of it")]
mod folder;
#[path = "secrets/forms.rs"]
mod forms;
#[path = "secrets/log.rs"]
mod log;
#[path = "support/numbered.rs"]
#[expect(dead_code, reason = "nobody reads the events")]
mod numbered;
#[path = "support/tls_service.rs"]
#[expect(dead_code, reason = "not every test file needs all of it")]
mod tls_service;

use std::fs;

use echo::Echo;
use folder::Folder;
use forms::{found_in, spellings};
use serde_json::json;
use tls_service::Service;

/// With characters that JSON, URLs and HTML escape.
const API_KEY: &str = r#"tsk_Qm7/9+Zk=w&"4<x>\R'8pVt"#;
const BEARER_TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJiZWFyZXIifQ.q0V-b3_Kz8LmWcYd2aTn";
/// What the key is exchanged for.
const ACCESS_TOKEN: &str = "eyJraWQiOiJhY2Nlc3MifQ.eyJhdWQiOiJ0ZWxlbWV0cnkifQ.Zt6-uP_4rGhXsJ9eNfQo";
const PRIVATE_KEY: &str = "-----BEGIN RSA PRIVATE KEY-----
MIIEpQIBAAKCAQEAx2v/N8mYc+7qK1dWzT3hPfGJr9sLuE5oVbXaQ0iRkUyM4nZC
ni6CpVBjaDxHwq/+8Lr3tYfSxJzO1eKvGmAh7uPdT5bNiWsQ0MlkRZgF2cXyVo9E
Ks+4/Yd=
-----END RSA PRIVATE KEY-----
";
const HASH_KEY: &str = "hk-3vN8xQ2mLp7RtYw5";

fn secrets() -> Vec<&'static str> {
    let lines = PRIVATE_KEY.lines().filter(|line| !line.starts_with("-----"));
    lines.chain([API_KEY, BEARER_TOKEN, ACCESS_TOKEN, HASH_KEY]).collect()
}

#[test]
#[ignore = "the other test runs it, as a process of its own"]
fn child_process() {
    if let Some((_, settings)) = child::role() {
        client::do_everything(&settings);
    }
}

#[test]
fn no_credential_is_in_anything_that_a_process_prints() {
    let folder = Folder::new("everything");
    let (echo, tls) = (Echo::start(), Service::start("unknown"));
    let settings = json!({
        "endpoint": echo.endpoint(),
        "folder": folder.path(),
        "tls_endpoint": tls.endpoint,
        "authority": tls.authority.pem(),
    });
    let output = child::command("everything", &settings).output().unwrap();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{printed}");

    // It was printed: by everybody who logs, what was sent, and what came back.
    for part in [" thrive: ", " hyper_util", " reqwest", " rustls", "***", "over TLS: 1 delivered"] {
        assert!(printed.contains(part), "nothing of {part}: {printed}");
    }
    let sent = echo.received();
    for secret in secrets().into_iter().filter(|secret| *secret != HASH_KEY) {
        let in_json = serde_json::to_string(secret).unwrap();
        let was_sent = sent.iter().any(|text| text.contains(secret) || text.contains(in_json.trim_matches('"')));
        assert!(was_sent, "{secret} never left the client");
    }

    let dead_letters = fs::read_to_string(folder.path().join("rejected.jsonl")).unwrap();
    assert!(dead_letters.contains("***"), "{dead_letters}");
    for (place, text) in [("what was printed", &printed), ("the dead letters", &dead_letters)] {
        for secret in secrets() {
            let found = found_in(text, secret);
            assert!(found.is_none(), "{secret} is in {place}: {}", found.unwrap());
        }
    }
}

#[test]
fn a_credential_would_be_found_in_every_form() {
    for secret in secrets() {
        for spelling in spellings(secret) {
            assert!(found_in(&format!("GET /?a={spelling} HTTP/1.1"), secret).is_some(), "{spelling}");
        }
        assert!(found_in(&format!("only its end: {}", &secret[secret.len() - 8..]), secret).is_some(), "{secret}");
        assert!(found_in("nothing of it", secret).is_none());
    }
}
