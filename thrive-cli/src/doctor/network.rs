//! The way to the service: its name, the connection, TLS, and what the clocks say.

use std::env;
use std::error::Error;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, SystemTime};

use reqwest::Url;
use reqwest::blocking::Client;
use reqwest::header::{DATE, LOCATION};

use super::PATIENCE;
use super::finding::Finding;

/// Tokens are good or not by a clock; what is further off than this confuses times, too.
const SKEW: Duration = Duration::from_secs(60);

/// The endpoint as a URL, and what there is to say of it.
pub(super) fn endpoint(named: &str) -> Result<(Url, Finding), Finding> {
    const CHECK: &str = "endpoint";
    let write = "write one such as `https://api.app.thrivestack.ai/api`";
    let url = Url::parse(named.trim())
        .map_err(|error| Finding::bad(CHECK, format!("the endpoint is no URL ({error})"), write))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(Finding::bad(CHECK, "the endpoint is no URL of `http` or `https`", write));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let remedy = "leave them out: the credential has variables of its own";
        return Err(Finding::bad(CHECK, "the endpoint has a user or a password in it", remedy));
    }
    let finding = match url.scheme() {
        "http" if !is_local(&url) => {
            let message = format!("events and the credential go to {} unencrypted", shown(&url));
            Finding::bad(CHECK, message, "write `https://`, unless it is on this machine")
        }
        _ => Finding::good(CHECK, format!("events go to {}/track", shown(&url).trim_end_matches('/'))),
    };
    Ok((url, finding))
}

/// Without a query, in which people put secrets.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

pub(super) fn is_local(url: &Url) -> bool {
    match url.host_str() {
        Some(host) => {
            let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
            host == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

/// Resolves the name and connects. Says whether it is any use to go on.
pub(super) fn reach(endpoint: &Url, findings: &mut Vec<Finding>) -> bool {
    if let Some(variable) = proxy(endpoint) {
        let message = format!("requests go through the proxy of {variable}, which resolves the name and connects");
        findings.push(Finding::note("proxy", message));
        return true;
    }
    let host = endpoint.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let port = endpoint.port_or_known_default().unwrap_or(443);
    let addresses: Vec<SocketAddr> = match (host, port).to_socket_addrs() {
        Ok(addresses) => addresses.collect(),
        Err(error) => {
            let remedy = "look at the name's spelling, at the network, and at the resolver (`/etc/resolv.conf`)";
            findings.push(Finding::bad("name", format!("`{host}` has no address ({error})"), remedy));
            return false;
        }
    };
    let list = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    findings.push(Finding::good("name", format!("`{host}` is {list}")));
    let mut trouble = String::new();
    for address in &addresses {
        match TcpStream::connect_timeout(address, PATIENCE) {
            Ok(_) => {
                findings.push(Finding::good("connection", format!("{address} takes connections")));
                return true;
            }
            Err(error) => trouble = format!("{address} takes no connection ({error})"),
        }
    }
    let remedy = "look at the port, and at firewalls on the way; where a proxy is needed, set HTTPS_PROXY";
    findings.push(Finding::bad("connection", trouble, remedy));
    false
}

/// The variable that names a proxy for this endpoint.
fn proxy(endpoint: &Url) -> Option<&'static str> {
    if is_local(endpoint) {
        return None;
    }
    let variables: &[&str] = match endpoint.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        _ => &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
    };
    variables.iter().copied().find(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Asks without a credential, which shows TLS and the service's clock. Says whether there was an answer.
pub(super) fn answer(http: &Client, endpoint: &Url, clock: fn() -> SystemTime, findings: &mut Vec<Finding>) -> bool {
    let is_encrypted = endpoint.scheme() == "https";
    let check = if is_encrypted { "tls" } else { "http" };
    let response = match http.get(endpoint.clone()).send() {
        Ok(response) => response,
        Err(error) => {
            let reason = innermost(&error);
            let remedy = match reason.to_ascii_lowercase() {
                reason if reason.contains("certificate") || reason.contains("issuer") => {
                    "look at the system's certificates (`ca-certificates`), at its clock, and whether something on the \
                     way opens TLS"
                }
                _ if error.is_timeout() => "look at firewalls on the way, and try again later",
                _ => "look at what listens there, and at what is on the way",
            };
            findings.push(Finding::bad(check, format!("no answer ({reason})"), remedy));
            return false;
        }
    };
    let status = response.status();
    if status.is_redirection() {
        let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
        let message = format!("the service answers {status} and leads to {to}, where a client does not follow");
        findings.push(Finding::bad(check, message, "set THRIVESTACK_ENDPOINT to where it leads"));
        return false;
    }
    let how = if is_encrypted { "the certificate is good, and the service answers" } else { "the service answers" };
    findings.push(Finding::good(check, how));
    let date = response.headers().get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    findings.push(match date {
        Some(date) => skew(clock(), date),
        None => Finding::note("clock", "the service does not say its time, so that this machine's cannot be compared"),
    });
    true
}

fn skew(ours: SystemTime, theirs: SystemTime) -> Finding {
    let (difference, direction) = match ours.duration_since(theirs) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    let seconds = difference.as_secs();
    if difference < SKEW {
        return Finding::good("clock", format!("this machine's clock is within {} s of the service's", SKEW.as_secs()));
    }
    let message = format!("this machine's clock is {seconds} s {direction} the service's");
    Finding::bad("clock", message, "set it, by NTP for instance: events get the wrong time, and tokens seem expired")
}

/// What is at the bottom of an error is what can be mended.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_clock_that_is_off_says_by_how_much_and_which_way() {
        assert_eq!(skew(at(1_000), at(1_000 + 59)).message, "this machine's clock is within 60 s of the service's");
        assert_eq!(skew(at(1_000), at(1_120)).message, "this machine's clock is 120 s behind the service's");
        assert_eq!(skew(at(5_000), at(1_000)).message, "this machine's clock is 4000 s ahead of the service's");
    }

    #[test]
    fn an_endpoint_with_a_secret_in_it_is_refused_and_not_shown() {
        let finding = endpoint("https://ada:secret@example.com/api").unwrap_err();
        assert!(!format!("{finding:?}").contains("secret"), "{finding:?}");
        let (_, finding) = endpoint("https://example.com/api?key=secret").unwrap();
        assert!(!format!("{finding:?}").contains("secret"), "{finding:?}");
        assert!(endpoint("ftp://example.com").is_err() && endpoint("example.com").is_err());
        assert_eq!(endpoint("http://example.com").unwrap().1.level, super::super::finding::Level::Bad);
        assert_eq!(endpoint("http://[::1]:8787/api").unwrap().1.message, "events go to http://[::1]:8787/api/track");
    }
}
