//! `thrive doctor`: what is wrong on the way, and what to do.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use support::{Ended, Folder};
use thrive_collector::Collector;

/// `{"aud":"telemetry_apis","exp":4102444800}`: it ends in 2100.
const TOKEN: &str = "e30.eyJhdWQiOiJ0ZWxlbWV0cnlfYXBpcyIsImV4cCI6NDEwMjQ0NDgwMH0.secret-signature";

fn doctor(test: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
    let folder = Folder::new(test);
    let mut command = folder.command(&[&["doctor"], arguments].concat());
    command.envs(variables.iter().copied());
    Ended::of(command.output().unwrap())
}

/// The first word and the check of every finding.
fn verdicts(ended: &Ended) -> Vec<String> {
    let lines = ended.stdout.lines().filter(|line| !line.starts_with(' '));
    lines.map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn all_is_well_on_the_way_to_a_collector() {
    let collector = Collector::start().unwrap();
    let endpoint = collector.endpoint();
    let variables = [("THRIVESTACK_API_KEY", "the-secret"), ("THRIVESTACK_ENDPOINT", &endpoint)];
    let ended = doctor("all_is_well", &["--call"], &variables);
    let expected = ["ok credential", "ok endpoint", "ok name", "ok connection", "ok http", "ok clock", "ok call"];
    assert_eq!((ended.code, verdicts(&ended)), (0, expected.map(str::to_owned).to_vec()), "{}", ended.stdout);
    assert!(!ended.stdout.contains("the-secret"), "{}", ended.stdout);
    assert_eq!(collector.counts().good, 0);

    let ended = doctor("all_is_well", &[], &variables);
    assert!(
        ended.code == 0 && ended.stdout.ends_with("was not shown to the service: `--call` does that\n"),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_token_is_decoded_and_not_shown_and_a_key_is_exchanged() {
    let collector = Collector::builder().check_tokens().key_id("id-1").start().unwrap();
    let endpoint = collector.endpoint();
    let variables = [("THRIVESTACK_ACCESS_TOKEN", TOKEN), ("THRIVESTACK_ENDPOINT", &*endpoint)];
    let ended = doctor("a_token_is_decoded", &["--call", "--json"], &variables);
    let findings = ended.json();
    let said: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["message"].as_str().unwrap()).collect();
    assert_eq!(said[1], "the token is good until 2100-01-01T00:00:00.000Z (`exp`)");
    assert_eq!(said[2], "the token is for `telemetry_apis` (`aud`)");
    assert_eq!(said.last(), Some(&"the service does not take the credential: it answers 401 Unauthorized"));
    assert!(ended.code == 1 && !ended.stdout.contains("secret"), "{}", ended.stdout);

    let pem = "-----BEGIN PRIVATE KEY-----\\nMIIB\\n-----END PRIVATE KEY-----";
    let variables =
        [("THRIVESTACK_KEY_ID", "id-1"), ("THRIVESTACK_PRIVATE_KEY", pem), ("THRIVESTACK_ENDPOINT", &*endpoint)];
    let ended = doctor("a_key_is_exchanged", &["--call"], &variables);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stdout.contains("the service has exchanged the key for an access token"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("MIIB"), "{}", ended.stdout);

    let variables =
        [("THRIVESTACK_KEY_ID", "id-2"), ("THRIVESTACK_PRIVATE_KEY", "x"), ("THRIVESTACK_ENDPOINT", &*endpoint)];
    let ended = doctor("a_key_is_exchanged", &["--call"], &variables);
    assert!(
        ended.code == 1 && ended.stdout.contains("THRIVESTACK_PRIVATE_KEY is no private key in PEM"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("the service gives no access token for the key"), "{}", ended.stdout);
}

#[test]
fn what_is_missing_is_said_with_what_to_do() {
    let ended = doctor("what_is_missing", &["--endpoint", "http://127.0.0.1:9/api"], &[]);
    let expected = "\
bad   credential  no credential in the environment
                  export THRIVESTACK_API_KEY=…, or THRIVESTACK_ACCESS_TOKEN=… for a bearer token, or THRIVESTACK_KEY_ID=… and THRIVESTACK_PRIVATE_KEY=… for a key of the older kind
ok    endpoint    events go to http://127.0.0.1:9/api/track
ok    name        `127.0.0.1` is 127.0.0.1
bad   connection  127.0.0.1:9 takes no connection (Connection refused (os error 111))
                  look at the port, and at firewalls on the way; where a proxy is needed, set HTTPS_PROXY
";
    ended.assert(1, expected);
    let ended = doctor(
        "what_is_missing",
        &["--endpoint", "https://no-such-host.invalid/api"],
        &[("https_proxy", ""), ("HTTPS_PROXY", "")],
    );
    assert!(
        ended.code == 1 && ended.stdout.contains("bad   name        `no-such-host.invalid` has no address ("),
        "{}",
        ended.stdout
    );
}

/// Answers every request with these bytes.
fn serve(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            if stream.read(&mut request).unwrap_or(0) > 0 {
                let _ = stream.write_all(answer);
            }
        }
    });
    format!("{address}/api")
}

#[test]
fn a_clock_that_is_wrong_and_a_redirect_are_found() {
    let address = serve(
        b"HTTP/1.1 200 OK\r\ndate: Thu, 01 Jan 2015 00:00:00 GMT\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
    let key = [("THRIVESTACK_API_KEY", "key")];
    let ended = doctor("a_clock_that_is_wrong", &["--endpoint", &format!("http://{address}")], &key);
    assert!(ended.code == 1 && ended.stdout.contains("s ahead of the service's\n"), "{}", ended.stdout);

    let address = serve(
        b"HTTP/1.1 302 Found\r\nlocation: https://elsewhere.example/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
    let ended = doctor("a_redirect", &["--endpoint", &format!("http://{address}")], &key);
    assert!(ended.code == 1 && ended.stdout.contains("leads to https://elsewhere.example/"), "{}", ended.stdout);

    // No TLS where it is expected.
    let ended = doctor("no_tls", &["--endpoint", &format!("https://{address}")], &key);
    assert!(ended.code == 1 && ended.stdout.contains("bad   tls         no answer ("), "{}", ended.stdout);
}
