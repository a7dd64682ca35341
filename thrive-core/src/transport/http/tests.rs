use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::*;
use crate::credentials::Secret;
use crate::transport::{Body, Compression};

const LONG: Duration = Duration::from_secs(60);

fn post(base: &str, timeout: Duration) -> Result<Response, NoAnswer> {
    let body = Body::new(Bytes::from_static(br#"[{"a":1}]"#), Compression::None);
    let credential = Header::secret("authorization", Secret::new("Bearer t-1"));
    let request = Request::new("track", body).with_header(credential);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let http = Http::new(endpoint(base), timeout).unwrap();
        http.send(request).await
    })
}

/// Accepts one connection, reads the request, and gives both to `answer`; returns the request and the endpoint's URL.
fn serve(answer: impl FnOnce(TcpStream) + Send + 'static) -> (JoinHandle<String>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/api/", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"}]") {
            let mut bytes = [0; 1_024];
            let count = connection.read(&mut bytes).unwrap();
            request.extend_from_slice(&bytes[..count]);
        }
        answer(connection);
        String::from_utf8(request).unwrap()
    });
    (server, base)
}

fn serve_text(answer: &'static str) -> (JoinHandle<String>, String) {
    serve(move |mut connection| connection.write_all(answer.as_bytes()).unwrap())
}

#[test]
fn a_request_has_the_bytes_that_the_service_documents() {
    let (server, base) = serve_text("HTTP/1.1 204 No Content\r\n\r\n");
    let response = post(&base, LONG).unwrap();
    assert_eq!(response, Response::new(204));

    let request = server.join().unwrap();
    let host = base.trim_start_matches("http://").trim_end_matches("/api/");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        request,
        format!(
            "POST /api/track HTTP/1.1\r\ncontent-type: application/json\r\nauthorization: Bearer t-1\r\naccept: */*\r\n\
             user-agent: thrive-core/{version}\r\nhost: {host}\r\ncontent-length: 9\r\n\r\n[{{\"a\":1}}]"
        )
    );
}

#[test]
fn status_retry_after_and_body_come_back() {
    let (_server, base) =
        serve_text("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 4\r\n\r\nslow");
    let expected = Response { status: 429, retry_after: Some("2".to_owned()), body: b"slow".to_vec() };
    assert_eq!(post(&base, LONG), Ok(expected));
}

#[test]
fn a_redirect_is_not_followed() {
    let (_server, base) =
        serve_text("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(post(&base, LONG).unwrap().status, 307);
}

#[test]
fn a_body_that_breaks_off_does_not_take_the_status_back() {
    let (_server, base) = serve_text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"succ");
    assert_eq!(post(&base, LONG).unwrap().body, b"{\"succ");
}

#[test]
fn a_body_without_end_is_cut_off() {
    let (server, base) = serve(|mut connection| {
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while connection.write_all(&[b'x'; 10_000]).is_ok() {}
    });
    let start = Instant::now();
    assert_eq!(post(&base, LONG).unwrap().body.len(), 65_536);
    assert!(start.elapsed() < LONG, "it was read until the timeout");
    server.join().unwrap(); // the connection is closed, and not read on
}

#[test]
fn a_service_that_does_not_answer_is_given_up_after_the_timeout() {
    let (server, base) = serve(|mut connection| assert_eq!(connection.read(&mut [0]).unwrap(), 0));
    let NoAnswer(reason) = post(&base, Duration::from_millis(50)).unwrap_err();
    assert_eq!(reason, format!("no answer from {base}track within `request_timeout`"));
    server.join().unwrap();
}

#[test]
fn a_connection_that_is_closed_without_an_answer_is_said_in_one_line() {
    let (_server, base) = serve(drop);
    let NoAnswer(reason) = post(&base, LONG).unwrap_err();
    assert_eq!(reason, format!("no answer from {base}track: connection closed before message completed"));
}

#[test]
fn a_service_that_cannot_be_reached_is_said_in_one_line() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let NoAnswer(reason) = post(&format!("http://{free}"), LONG).unwrap_err();
    let (sentence, cause) = reason.rsplit_once(": ").unwrap();
    assert_eq!(sentence, format!("cannot reach http://{free}/track"));
    assert!(cause.to_lowercase().contains("refused"), "{cause}");
}

#[test]
fn a_client_of_the_users_is_taken_only_if_it_follows_no_redirect() {
    let taken = |redirects: redirect::Policy| {
        // Text that could be taken for the policy.
        let client = Client::builder().user_agent("redirect_policy: \"Policy(None)\"").redirect(redirects);
        Http::with_client(endpoint("http://127.0.0.1:9"), LONG, client.build().unwrap())
    };
    assert!(taken(redirect::Policy::none()).is_ok());
    let policies =
        [redirect::Policy::default(), redirect::Policy::limited(3), redirect::Policy::custom(|it| it.stop())];
    for policy in policies {
        let error = taken(policy).map(drop).unwrap_err();
        assert_eq!(error.kind(), crate::BuildErrorKind::InvalidTransport);
        assert!(error.to_string().contains("`.redirect(reqwest::redirect::Policy::none())`"), "{error}");
    }
}

#[test]
fn a_secret_header_is_marked_as_one_and_an_illegal_one_is_not_shown() {
    let value = value(Header::secret("x-api-key", Secret::new("s3cret"))).unwrap();
    assert!(value.is_sensitive());
    assert_eq!(value, "s3cret");
    let NoAnswer(reason) = super::value(Header::secret("x-api-key", Secret::new("s3cret\nx: y"))).unwrap_err();
    assert_eq!(reason, "the header x-api-key has a character that HTTP does not carry");
}

fn endpoint(text: &str) -> Endpoint {
    Endpoint::parse(text).unwrap()
}

#[test]
fn a_slash_at_the_end_of_the_endpoint_makes_no_difference() {
    for text in ["https://host.example/api", "https://host.example/api/", " https://HOST.example:443/api// "] {
        assert_eq!(endpoint(text).as_str(), "https://host.example/api", "{text}");
    }
    assert_eq!(endpoint("http://127.0.0.1:8787/").as_str(), "http://127.0.0.1:8787");
}

#[test]
fn an_endpoint_that_cannot_be_posted_to_is_refused() {
    for (text, trouble) in [
        ("", "not a URL"),
        ("api.example", "not a URL"),
        ("ftp://host.example", "neither"),
        ("localhost:8787/api", "neither"),
        ("https://host.example/api?key=1", "query"),
        ("https://host.example/api#top", "fragment"),
        ("https://host.example/api/track/", "`track`"),
    ] {
        let message = Endpoint::parse(text).unwrap_err().to_string();
        assert!(message.contains(trouble) && message.contains("https://api."), "{message}");
    }
}

#[test]
fn an_endpoint_with_a_password_is_refused_without_repeating_it() {
    for text in ["https://me:hunter2@host.example/api", "https://hunter2@host.example", "me:hunter2@host"] {
        let error = Endpoint::parse(text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn a_loopback_endpoint_is_recognised() {
    for text in ["http://localhost:1/api", "http://127.0.0.1", "http://127.9.9.9:80", "http://[::1]:8787/api"] {
        assert!(endpoint(text).is_loopback(), "{text}");
    }
    for text in ["http://localhost.example", "https://10.0.0.1", "https://[::2]/"] {
        assert!(!endpoint(text).is_loopback(), "{text}");
    }
}
