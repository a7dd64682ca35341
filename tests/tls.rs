//! TLS as a host meets it: with and without certificates, beside its own use of rustls.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what several of them share")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use thrive_core::{BuildErrorKind, Client, ClientBuilder, TrackEvent};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Completed {}

/// An authority that nobody knows, and a server that it vouches for.
struct Service {
    authority: rcgen::Certificate,
    endpoint: String,
}

impl Service {
    /// Accepts every request until the test ends.
    fn start(authority: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, authority);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);

        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .unwrap();

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("https://localhost:{}/api", listener.local_addr().unwrap().port());
        let config = Arc::new(config);
        thread::spawn(move || {
            for connection in listener.incoming() {
                let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
                // That a client does not trust it is what this is about.
                let _ = accept(&mut BufReader::new(StreamOwned::new(tls, connection.unwrap())));
            }
        });
        Service { authority, endpoint }
    }

    /// A file with the authority's certificate.
    fn bundle(&self, name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tls-{name}-{}.pem", std::process::id()));
        fs::write(&path, self.authority.pem()).unwrap();
        path
    }
}

/// Answers the requests of one connection.
fn accept(connection: &mut BufReader<impl Read + Write>) -> io::Result<()> {
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if connection.read_line(&mut line)? == 0 {
                return Ok(());
            }
            match line.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().map_err(io::Error::other)?,
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        connection.read_exact(&mut vec![0; length])?;
        connection.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}")?;
    }
}

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
