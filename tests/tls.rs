//! TLS as a host meets it: with and without certificates, beside its own use of rustls.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

#[path = "support/tls_service.rs"]
mod tls_service;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use rustls::crypto::CryptoProvider;
use thrive_core::{BuildErrorKind, Client, ClientBuilder, TrackEvent};
use tls_service::Service;

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Completed {}

fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder().endpoint(endpoint).api_key("s3cret-key").flush_interval(Duration::ZERO)
}

/// What the test below prints in a process of its own that reads the system's certificates from this file.
fn run_child(scenario: &str, endpoint: &str, certificates: &Path) -> String {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "a_child_process", "--ignored", "--nocapture"]);
    child.envs([("SCENARIO", scenario), ("ENDPOINT", endpoint)]);
    child.env("SSL_CERT_FILE", certificates).env_remove("SSL_CERT_DIR");
    let output = child.output().unwrap();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{printed}");
    printed
}

#[test]
#[ignore = "its parents run it"]
fn a_child_process() {
    let (scenario, endpoint) = (env::var("SCENARIO").unwrap(), env::var("ENDPOINT").unwrap());
    if scenario == "a provider of the host's" {
        rustls::crypto::ring::default_provider().install_default().unwrap();
    }
    let before = CryptoProvider::get_default().map(Arc::as_ptr);
    assert_eq!(before.is_some(), scenario == "a provider of the host's");
    match builder(&endpoint).build() {
        Ok(client) => {
            Completed {}.by("user-7").within("account-1").track_with(&client).unwrap();
            let start = Instant::now();
            while scenario != "nobody there" && client.stats().delivered == 0 && client.stats().last_error.is_none() {
                assert!(start.elapsed() < PATIENCE, "neither delivered nor in trouble");
                client.flush(Duration::from_millis(20));
            }
            println!("delivered {}, queued {}", client.stats().delivered, client.stats().queued);
            println!("last error: {:?}", client.stats().last_error);
            client.shutdown(Duration::ZERO);
        }
        Err(error) => println!("{:?}: {error}", error.kind()),
    }
    assert_eq!(CryptoProvider::get_default().map(Arc::as_ptr), before, "the provider of the process has changed");
}

#[test]
fn events_go_over_tls_whether_the_host_has_a_rustls_provider_or_not() {
    let service = Service::start("known");
    let bundle = service.bundle("known");
    for scenario in ["no provider", "a provider of the host's"] {
        let printed = run_child(scenario, &service.endpoint, &bundle);
        assert!(printed.contains("delivered 1, queued 0"), "{scenario}: {printed}");
    }
    fs::remove_file(bundle).unwrap();
}

#[test]
fn a_service_that_nobody_vouches_for_gets_nothing_and_the_events_are_kept() {
    let (service, other) = (Service::start("unknown"), Service::start("known"));
    let bundle = other.bundle("other");
    let printed = run_child("a stranger", &service.endpoint, &bundle);
    assert!(printed.contains("delivered 0, queued 1"), "{printed}");
    let reason = format!("cannot reach {}/track: invalid peer certificate: UnknownIssuer", service.endpoint);
    assert!(printed.contains(&reason), "{printed}");
    assert!(!printed.contains("s3cret"), "{printed}");
    fs::remove_file(bundle).unwrap();
}

#[test]
fn without_certificates_building_says_what_to_install_and_does_not_panic() {
    let nowhere = Path::new("/nonexistent/ca.pem");
    let printed = run_child("no certificates", "https://localhost:9/api", nowhere);
    assert!(printed.contains("Tls: HTTPS could not be set up: unexpected error: No CA certificates"), "{printed}");
    assert!(printed.contains("`ca-certificates`") && printed.contains("`SSL_CERT_FILE`"), "{printed}");
    assert!(!printed.contains("panicked"), "{printed}");
}

#[test]
fn a_plain_endpoint_needs_no_certificates() {
    let nowhere = Path::new("/nonexistent/ca.pem");
    let collector = thrive_collector::Collector::start().unwrap();
    let printed = run_child("no certificates", &collector.endpoint(), nowhere);
    assert!(printed.contains("delivered 1, queued 0"), "{printed}");
    // An address that is nowhere: what counts is that the client was built.
    let printed = run_child("nobody there", "http://192.0.2.1/api", nowhere);
    assert!(printed.contains("delivered 0, queued 1"), "{printed}");
}

#[test]
fn a_client_of_the_users_brings_its_own_certificates() {
    let service = Service::start("own");
    let authority = reqwest::Certificate::from_der(service.authority.der()).unwrap();
    let http = reqwest::Client::builder().tls_certs_only([authority]).no_proxy();
    let http = http.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let client = builder(&service.endpoint).http_client(http).build().unwrap();
    Completed {}.by("user-7").within("account-1").track_with(&client).unwrap();
    assert_eq!(client.shutdown(PATIENCE).delivered, 1);
}

#[test]
fn a_client_of_the_users_that_follows_redirects_is_refused() {
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let error = builder("http://127.0.0.1:9/api").http_client(http).build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::InvalidTransport);
    assert!(error.to_string().contains("Policy::none()"), "{error}");
}
