//! A service over TLS on loopback, which accepts everything.
#![expect(clippy::unwrap_used, reason = "a test ends where its peer cannot go on")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, thread};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// An authority that nobody knows, and a server that it vouches for.
pub(crate) struct Service {
    pub(crate) authority: rcgen::Certificate,
    pub(crate) endpoint: String,
}

impl Service {
    /// Accepts every request until the test ends.
    pub(crate) fn start(authority: &str) -> Self {
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
    pub(crate) fn bundle(&self, name: &str) -> PathBuf {
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
