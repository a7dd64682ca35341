use std::ffi::OsString;

use super::*;
use crate::BuildErrorKind;
use crate::credentials::Credential;
use crate::transport::{NoAnswer, Request, Response};

fn from(variables: &[(&str, &str)]) -> Result<ClientBuilder, BuildError> {
    environment::read(|name| {
        variables.iter().find(|(variable, _)| *variable == name).map(|(_, text)| OsString::from(text))
    })
}

#[test]
fn the_environment_gives_the_credential_and_the_endpoint() {
    let key = from(&[("THRIVESTACK_API_KEY", "k-1"), ("THRIVESTACK_ACCESS_TOKEN", " ")]).unwrap();
    assert_eq!(key.credentials.api_key.unwrap().expose(), "k-1");
    assert_eq!(key.endpoint.0, "https://api.app.thrivestack.ai/api");

    let token =
        from(&[("THRIVESTACK_ACCESS_TOKEN", "t-1"), ("THRIVESTACK_ENDPOINT", "http://127.0.0.1:1/api")]).unwrap();
    assert_eq!(token.credentials.bearer_token.unwrap().expose(), "t-1");
    assert_eq!(token.endpoint.0, "http://127.0.0.1:1/api");
}

#[test]
fn an_environment_without_a_credential_says_what_to_export() {
    let error = from(&[("THRIVESTACK_API_KEY", ""), ("THRIVESTACK_ENDPOINT", "http://127.0.0.1:1/api")]).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::MissingCredential);
    assert!(error.to_string().contains("export THRIVESTACK_API_KEY=…"), "{error}");
}

#[test]
fn an_environment_with_two_credentials_is_refused_without_showing_them() {
    let key = ("THRIVESTACK_API_KEY", "s3cret");
    let token = ("THRIVESTACK_ACCESS_TOKEN", "s3cret");
    let (id, pem) = (("THRIVESTACK_KEY_ID", "s3cret"), ("THRIVESTACK_PRIVATE_KEY", "s3cret"));
    for variables in [&[key, token][..], &[key, id, pem], &[token, id, pem], &[key, token, id, pem]] {
        let error = from(variables).unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::AmbiguousCredential);
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[test]
fn the_environment_gives_a_key_id_with_its_private_key_and_half_of_that_is_refused() {
    const ID: (&str, &str) = ("THRIVESTACK_KEY_ID", "id");
    const PEM: (&str, &str) =
        ("THRIVESTACK_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\\ns3cret\\n-----END PRIVATE KEY-----");
    assert!(matches!(from(&[ID, PEM]).unwrap().credentials.choose(), Ok(Some(Credential::Key(_)))));
    for (half, missing) in
        [(from(&[ID]), "THRIVESTACK_PRIVATE_KEY is not"), (from(&[PEM]), "THRIVESTACK_KEY_ID is not")]
    {
        let error = half.unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::MissingCredential);
        assert!(error.to_string().contains(missing), "{error}");
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf8_is_named_and_not_shown() {
    use std::os::unix::ffi::OsStringExt;
    let error = environment::read(|_| Some(OsString::from_vec(b"s3cret\xff".to_vec()))).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::InvalidEnvironment);
    assert!(error.to_string().contains("THRIVESTACK_API_KEY"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[cfg(feature = "http")]
#[test]
fn a_client_needs_exactly_one_credential() {
    let kind = |builder: ClientBuilder| builder.endpoint("http://127.0.0.1:9").build().map(drop).unwrap_err().kind();
    assert_eq!(kind(Client::builder()), BuildErrorKind::MissingCredential);
    assert_eq!(kind(Client::builder().api_key("k").bearer_token("t")), BuildErrorKind::AmbiguousCredential);
    assert_eq!(kind(Client::builder().api_key(" ")), BuildErrorKind::InvalidCredential);
    assert_eq!(kind(Client::builder().bearer_token("a\r\nb")), BuildErrorKind::InvalidCredential);
}

#[test]
fn a_limit_of_zero_is_refused_by_its_name() {
    type Set = fn(ClientBuilder) -> ClientBuilder;
    let zeros: [(&str, Set); 6] = [
        ("max_queued_events", |builder| builder.max_queued_events(0)),
        ("max_queued_bytes", |builder| builder.max_queued_bytes(0)),
        ("max_event_bytes", |builder| builder.max_event_bytes(0)),
        ("max_batch_events", |builder| builder.max_batch_events(0)),
        ("max_batch_bytes", |builder| builder.max_batch_bytes(0)),
        ("request_timeout", |builder| builder.request_timeout(Duration::ZERO)),
    ];
    for (name, zero) in zeros {
        let error = zero(Client::builder().api_key("k")).build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::InvalidLimit);
        assert!(error.to_string().contains(&format!("`{name}` is 0")), "{error}");
    }
}

#[test]
fn an_event_is_no_larger_than_any_limit_leaves_room_for() {
    let builder = || Client::builder().max_event_bytes(1_000);
    assert_eq!(builder().largest_event(), 1_000);
    assert_eq!(builder().max_batch_bytes(1_001).largest_event(), 999);
    assert_eq!(builder().max_queued_bytes(500).largest_event(), 500);
    assert_eq!(builder().max_batch_bytes(1).largest_event(), 0);
}

#[test]
fn an_empty_key_for_hashing_is_refused() {
    let error =
        Client::builder().endpoint("http://127.0.0.1:9").api_key("k").hash_key("").build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::InvalidHashKey);
    assert!(error.to_string().contains("`.hash_key(..)` is empty"), "{error}");
}

/// A transport that is not to be asked.
struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        panic!("{request:?}")
    }
}

#[test]
fn a_transport_of_ones_own_needs_neither_credential_nor_endpoint_and_is_named() {
    let builder = Client::builder().endpoint("nowhere").transport(Nowhere);
    assert!(format!("{builder:?}").contains("transport: Some(thrive_core::client::builder::tests::Nowhere)"));
    let clients = [builder.clone().build().unwrap(), builder.build().unwrap()];
    for client in clients {
        assert!(format!("{client:?}").contains("Nowhere"), "{client:?}");
    }
}

#[test]
fn two_credentials_are_one_too_many_for_any_transport() {
    let error = Client::builder().transport(Nowhere).api_key("k").bearer_token("t").build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::AmbiguousCredential);
}

#[cfg(feature = "http")]
#[test]
fn two_ways_to_the_service_are_refused() {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let error = Client::builder().transport(Nowhere).http_client(http).build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::InvalidTransport);
}

#[cfg(not(feature = "http"))]
#[test]
fn without_an_http_client_in_the_build_a_client_says_which_feature_has_one() {
    let error = Client::builder().api_key("k").build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::MissingFeature);
    assert!(error.to_string().contains("`rustls` or `native-tls`"), "{error}");
}

#[cfg(all(feature = "http", not(any(feature = "rustls", feature = "native-tls"))))]
#[test]
fn without_tls_in_the_build_an_endpoint_at_https_says_which_feature_has_it() {
    let error = Client::builder().api_key("k").build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::MissingFeature);
    assert!(error.to_string().contains("`rustls` or `native-tls`"), "{error}");
}

#[cfg(not(feature = "gzip"))]
#[test]
fn compression_that_is_not_in_the_build_says_which_feature_has_it() {
    let error = Client::builder().transport(Nowhere).compression(Compression::Gzip).build().map(drop).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::MissingFeature);
    assert!(error.to_string().contains("`gzip`"), "{error}");
}

#[test]
fn an_endpoint_that_may_hold_a_password_is_not_printed() {
    for endpoint in
        ["https://user:s3cret@127.0.0.1/api", "https://127.0.0.1/api?key=s3cret", "https://127.0.0.1/#s3cret"]
    {
        let printed = format!("{:?}", Client::builder().endpoint(endpoint));
        assert!(printed.contains("endpoint: ***") && !printed.contains("s3cret"), "{printed}");
    }
    let printed = format!("{:?}", Client::builder().endpoint("http://127.0.0.1/api"));
    assert!(printed.contains(r#"endpoint: "http://127.0.0.1/api""#), "{printed}");
}
