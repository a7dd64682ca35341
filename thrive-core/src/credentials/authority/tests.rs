use std::time::UNIX_EPOCH;

use super::*;
use crate::transport::Request;

/// A transport that is not to be asked.
struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        panic!("{request:?}")
    }
}

#[tokio::test]
async fn each_fixed_credential_has_its_header_and_needs_no_request() {
    let bearer = Credential::BearerToken(Secret::new("t-1"));
    let api_key = Credential::ApiKey(Secret::new("k-1"));
    for (credential, name, value) in [(bearer, "authorization", "Bearer t-1"), (api_key, "x-api-key", "k-1")] {
        let header = Authority::new(Some(credential)).header(&Nowhere, UNIX_EPOCH).await.unwrap().unwrap();
        assert_eq!((header.name, header.value()), (name, value));
    }
    assert!(Authority::new(None).header(&Nowhere, UNIX_EPOCH).await.unwrap().is_none());
}

#[test]
fn a_fixed_credential_that_is_refused_stays_what_it_is() {
    let mut authority = Authority::new(Some(Credential::ApiKey(Secret::new("k-1"))));
    assert_eq!(authority.refused(), Renewal::Hopeless);
    assert_eq!(authority.refused(), Renewal::Hopeless);
}

#[test]
fn an_answer_that_repeats_the_credential_is_cleaned_before_it_is_cut() {
    let authority = Authority::new(Some(Credential::BearerToken(Secret::new("s3cret"))));
    let page = "x".repeat(2_045) + "s3cret";
    let response = authority.clean(Ok(Response::new(401).with_body(page))).unwrap();
    assert_eq!(response.answer().body, "x".repeat(2_045) + "***");

    let latin = authority.clean(Ok(Response::new(401).with_body(b"s3cret \xe9".to_vec()))).unwrap();
    assert_eq!(latin.words(), "*** \u{fffd}");

    let nobody = authority.clean(Err(NoAnswer::new("cannot reach http://s3cret/track"))).unwrap_err();
    assert_eq!(nobody.to_string(), "cannot reach http://***/track");
}

#[test]
fn nothing_of_a_credential_is_printed() {
    for credential in [Credential::BearerToken(Secret::new("s3cret")), Credential::ApiKey(Secret::new("s3cret"))] {
        let authority = Authority::new(Some(credential));
        assert!(!format!("{authority:?}").contains("s3cret"), "{authority:?}");
    }
}
