//! Who is let in.

use std::{io::ErrorKind, net::Ipv4Addr};

use reqwest::blocking::RequestBuilder;
use thrive_collector::{Collector, CollectorBuilder};

use crate::http::{SAMPLE, bare, client, send};

fn ask(collector: &Collector, path: &str) -> RequestBuilder {
    client().get(format!("http://127.0.0.1:{}{path}", collector.address().port()))
}

fn status(request: RequestBuilder) -> u16 {
    request.send().unwrap().status().as_u16()
}

/// A refusal says why, and nothing came of the request.
#[track_caller]
fn refused(collector: &Collector, headers: &[(&str, &str)], message: &str) {
    let mut request =
        bare(collector, "track").bearer_auth("token").header("content-type", "application/json").body(SAMPLE);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (status, answer) = send(request);
    assert_eq!(status, 403);
    assert_eq!(answer["message"], message);
    assert_eq!(collector.counts().requests, 0);
}

#[test]
fn a_host_that_is_a_name_is_refused() {
    let collector = Collector::start().unwrap();
    refused(
        &collector,
        &[("host", "evil.example:8787")],
        "`Host: evil.example:8787` is not a name of this collector: ask for its address or `localhost`, or start it with \
         this name allowed",
    );
    for host in ["localhost:1", "127.0.0.1", "[::1]:8787"] {
        assert_eq!(status(ask(&collector, "/micro/all").header("host", host)), 200, "{host}");
    }
}

#[test]
fn a_name_that_was_allowed_is_known() {
    let collector = Collector::builder().allow_host("collector.internal").start().unwrap();
    assert_eq!(status(ask(&collector, "/micro/all").header("host", "collector.internal:8787")), 200);
    assert_eq!(status(ask(&collector, "/micro/all").header("host", "other.internal:8787")), 403);
}

#[test]
fn a_page_of_another_site_is_refused() {
    let collector = Collector::start().unwrap();
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost"] {
        let message = format!("a page of another site ({origin}) may not talk to this collector: only its own may");
        refused(&collector, &[("origin", origin)], &message);
    }
    let message = "a page of another site (cross-site) may not talk to this collector: only its own may";
    refused(&collector, &[("sec-fetch-site", "cross-site")], message);
    // An image of another site, which says no `Origin`.
    let image =
        ask(&collector, "/micro/reset").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "no-cors");
    assert_eq!(status(image), 403);
}

#[test]
fn its_own_page_and_a_link_to_it_are_let_in() {
    let collector = Collector::start().unwrap();
    let own = format!("http://{}", collector.address());
    let clear =
        client().post(format!("{own}/inspector/clear")).header("origin", &own).header("sec-fetch-site", "same-origin");
    assert_eq!(status(clear), 200);
    let link = |path| ask(&collector, path).header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(status(link("/")), 200);
    assert_eq!(status(link("/micro/reset")), 403);
}

#[test]
fn beyond_loopback_there_is_a_token() {
    let kind = |builder: CollectorBuilder| builder.start().map(drop).map_err(|error| (error.kind(), error.to_string()));
    let open = Collector::builder().listen(Ipv4Addr::UNSPECIFIED);
    let message = "0.0.0.0 is not a loopback address: to listen there, a collector needs a token";
    assert_eq!(kind(open), Err((ErrorKind::InvalidInput, message.to_owned())));
    let blank = Collector::builder().token(" ");
    assert_eq!(kind(blank), Err((ErrorKind::InvalidInput, "the token is blank".to_owned())));
    let both = Collector::builder().token("t").check_tokens();
    let message = "`token` and `check_tokens` exclude each other: a request carries one token only";
    assert_eq!(kind(both), Err((ErrorKind::InvalidInput, message.to_owned())));

    let collector = Collector::builder().listen(Ipv4Addr::UNSPECIFIED).token("s3cret").start().unwrap();
    for path in ["/", "/inspector/main.js", "/inspector/stream", "/micro/all", "/nowhere"] {
        assert_eq!(status(ask(&collector, path)), 401, "{path}");
        assert_eq!(status(ask(&collector, path).bearer_auth("guess")), 401, "{path}");
    }
    let all = || ask(&collector, "/micro/all");
    let browser = ask(&collector, "/").send().unwrap();
    assert_eq!(browser.headers()["www-authenticate"], r#"Basic realm="thrive-collector", charset="UTF-8""#);
    assert_eq!(status(all().basic_auth("anyone", Some("s3cret"))), 200);
    assert_eq!(status(all().basic_auth("s3cret", Some("guess"))), 401);
    assert_eq!(status(all().bearer_auth("s3cret")), 200);
    assert_eq!(status(all().header("x-api-key", "s3cret")), 200);
    assert!(!format!("{:?}", Collector::builder().token("s3cret")).contains("s3cret"));
}
