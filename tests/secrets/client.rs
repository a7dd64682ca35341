//! A process in which everything goes wrong that can, and which prints all of it.

use std::error::Error;
use std::fmt::Debug;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use thrive_core::testing::{capture, capture_async, client as testing_client};
use thrive_core::{
    Client, ClientBuilder, Compression, Decision, Durability, NoAnswer, Overflow, Rejected, Request, Response,
    TrackEvent, Transport,
};

use crate::log::print_everything;
use crate::numbered::numbered;
use crate::{API_KEY, BEARER_TOKEN, HASH_KEY, PRIVATE_KEY};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(20);

type Credential = fn(ClientBuilder) -> ClientBuilder;

const BEARER: Credential = |builder| builder.bearer_token(BEARER_TOKEN);
const KEY: Credential = |builder| builder.api_key(API_KEY);
const EXCHANGED: Credential = |builder| builder.access_token_from("key-id-1", PRIVATE_KEY);

pub(crate) fn do_everything(settings: &Value) {
    print_everything();
    let text = |name: &str| settings[name].as_str().unwrap();
    let folder = Path::new(text("folder"));
    for credential in [BEARER, KEY, EXCHANGED] {
        // The statuses for events and for tokens, and where in the answer the secret stands.
        for path in ["401/200/0", "403/200/2030", "400/200/0", "500/200/0", "302/200/2030", "413/200/0"] {
            deliver(&credential(builder(&format!("{}/{path}/api", text("endpoint")))).spool(folder), 1);
        }
    }
    for path in ["200/401/0", "200/403/2030", "200/500/0", "200/404/2030", "200/429/0"] {
        deliver(&EXCHANGED(builder(&format!("{}/{path}/api", text("endpoint")))), 0);
    }
    for credential in [BEARER, KEY, EXCHANGED] {
        deliver(&credential(builder("http://127.0.0.1:1/api")), 0);
        deliver(&credential(builder(text("tls_endpoint"))), 0);
        for manner in [Manner::Panics, Manner::Complains, Manner::Answers] {
            deliver(&credential(Client::builder()).transport(Rude(manner)), 0);
        }
    }
    over_tls(text("tls_endpoint"), text("authority"));
    fail_to_build();
    print_types(&format!("{}/200/200/0/api", text("endpoint")));
}

fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder().endpoint(endpoint).hash_key(HASH_KEY)
}

/// Tracks with hooks that panic, and prints all that the client says once it has met trouble in this many attempts.
fn deliver(builder: &ClientBuilder, attempts: u64) {
    let builder = builder.clone().flush_interval(Duration::ZERO).request_timeout(Duration::from_secs(5));
    let builder = builder.on_rejected(|rejected: &Rejected<'_>| {
        print(rejected);
        println!("{}", rejected.reason());
        panic!("a panic of the user's, on purpose: {rejected:?}");
    });
    let builder = builder.before_send(|event| match event.json().contains(r#""number":1"#) {
        true => panic!("a panic of the user's, on purpose: {event:?}"),
        false => Decision::Send,
    });
    print(&builder);
    let client = match builder.build() {
        Ok(client) => client,
        Err(error) => return print_error(&error),
    };
    let receipt = client.track(&numbered(0)).unwrap();
    print_error(&client.track(&numbered(1)).unwrap_err());
    let start = Instant::now();
    while client.stats().last_error.is_none() || client.stats().attempts < attempts {
        assert!(start.elapsed() < PATIENCE, "no trouble");
        client.flush(Duration::from_millis(20));
    }
    let stats = client.stats();
    println!("{stats:?} {receipt:?}");
    println!("{}", stats.last_error.unwrap_or_default());
    println!("{}", stats.last_answer.map(|answer| answer.body).unwrap_or_default());
    print(&client.shutdown(Duration::ZERO));
    print_error(&client.track(&numbered(2)).unwrap_err());
    print_error(&client.install().unwrap_err());
}

fn over_tls(endpoint: &str, authority: &str) {
    let http = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(authority.as_bytes()).unwrap()])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    for credential in [BEARER, KEY] {
        let client = credential(builder(endpoint)).http_client(http.clone()).build().unwrap();
        client.track(&numbered(0)).unwrap();
        println!("over TLS: {} delivered", client.shutdown(PATIENCE).delivered);
    }
}

/// Repeats in its own way what it was given.
struct Rude(Manner);

enum Manner {
    Panics,
    Complains,
    Answers,
}

impl Transport for Rude {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        print(&request);
        let secrets: Vec<_> = request.headers().map(|(_, value)| value.to_owned()).collect();
        let body = String::from_utf8_lossy(request.body()).into_owned();
        match self.0 {
            Manner::Panics => panic!("a panic of the user's, on purpose: {request:?}"),
            Manner::Complains => Err(NoAnswer::new(format!("they do not like {secrets:?} nor {body}"))),
            Manner::Answers => {
                let response = Response::new(401).with_header("retry-after", secrets.join(" "));
                print(&response);
                Ok(response.with_body(format!("{} {body}", secrets.join(" "))))
            }
        }
    }
}

/// Every mistake with a credential that the client refuses.
fn fail_to_build() {
    let pem = PRIVATE_KEY;
    let builders = [
        KEY(BEARER(Client::builder())),
        KEY(EXCHANGED(Client::builder())),
        Client::builder().api_key(format!("{API_KEY}\nx: y")),
        Client::builder().bearer_token(format!("{BEARER_TOKEN}é")),
        Client::builder().access_token_from("id", pem.replace("BEGIN RSA PRIVATE KEY", "BEGIN")),
        Client::builder().access_token_from("id", pem.lines().nth(1).unwrap()),
        Client::builder().access_token_from(pem, ""),
        KEY(builder(&format!("https://user:{BEARER_TOKEN}@127.0.0.1/api"))),
        KEY(builder(&format!("https://127.0.0.1/api?key={BEARER_TOKEN}"))),
        KEY(builder("ftp://127.0.0.1/api")),
        KEY(builder("http://127.0.0.1:1/api")).max_batch_events(0),
        KEY(builder("http://127.0.0.1:1/api")).spool("/proc/nowhere"),
    ];
    for builder in builders {
        print(&builder);
        print_error(&builder.build().unwrap_err());
    }
}

/// What has not been printed yet.
fn print_types(endpoint: &str) {
    let client = EXCHANGED(builder(endpoint)).build().unwrap();
    let guard = client.install().unwrap();
    print(&client);
    print(&guard);
    let receipt = numbered(0).track().unwrap();
    print(&receipt);
    print(&receipt.stored());
    print(&client.flush_async(PATIENCE));
    print(&client.flush(PATIENCE));
    print(&client.stats());
    print(&client.shutdown_async(PATIENCE));
    drop(guard);
    print_error(&numbered(1).track().unwrap_err());

    let (client, outbox) = testing_client();
    client.track(&numbered(2)).unwrap();
    client.flush(PATIENCE);
    print(&outbox);
    print(&outbox.events());
    print(&capture(|| drop(numbered(3).track().unwrap())));
    print(&capture_async(async {}));
    print(&(Overflow::Reject, Durability::Disk, Compression::Gzip, Decision::Withhold, NoAnswer::new("nobody")));
}

fn print(value: &impl Debug) {
    println!("{value:?}\n{value:#?}");
}

/// With all that is behind it.
fn print_error(error: &dyn Error) {
    let mut next = Some(error);
    while let Some(error) = next {
        println!("{error}\n{error:?}\n{error:#?}");
        next = error.source();
    }
}
