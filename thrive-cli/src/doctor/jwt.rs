//! What an access token says of itself. Its signature is the service's business.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::finding::Finding;
use crate::moment::rfc3339;

const CHECK: &str = "token";

/// Whom the service's tokens are for.
const AUDIENCE: &str = "telemetry_apis";

/// A token that ends sooner than this does not outlive much work.
const SOON: Duration = Duration::from_secs(600);

pub(super) fn findings(token: &str, now: SystemTime) -> Vec<Finding> {
    let Some(claims) = claims(token) else {
        let remedy = "get one by `POST /api/user/token`, or set THRIVESTACK_API_KEY if it is a key";
        return vec![Finding::bad(CHECK, "THRIVESTACK_ACCESS_TOKEN is no JWT, as the service's tokens are", remedy)];
    };
    vec![expiry(&claims, now), audience(&claims)]
}

fn expiry(claims: &Value, now: SystemTime) -> Finding {
    let renew = "get another; a client renews it by itself with THRIVESTACK_KEY_ID and THRIVESTACK_PRIVATE_KEY";
    let end = claims.get("exp").and_then(Value::as_f64).filter(|seconds| (0.0..1e12).contains(seconds));
    let Some(end) = end.map(|seconds| UNIX_EPOCH + Duration::from_secs_f64(seconds)) else {
        return Finding::bad(CHECK, "the token does not say when it ends (`exp`)", renew);
    };
    match end.duration_since(now) {
        Err(_) => Finding::bad(CHECK, format!("the token has expired: `exp` is {}", rfc3339(end)), renew),
        Ok(left) if left < SOON => Finding::bad(
            CHECK,
            format!("the token ends in {} minutes: `exp` is {}", left.as_secs() / 60, rfc3339(end)),
            renew,
        ),
        Ok(_) => Finding::good(CHECK, format!("the token is good until {} (`exp`)", rfc3339(end))),
    }
}

fn audience(claims: &Value) -> Finding {
    let audience = match claims.get("aud") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if audience.contains(&AUDIENCE) {
        return Finding::good(CHECK, format!("the token is for `{AUDIENCE}` (`aud`)"));
    }
    let message = match audience.as_slice() {
        [] => format!("the token does not say that it is for `{AUDIENCE}` (`aud`)"),
        others => format!("the token is for `{}` (`aud`), not for `{AUDIENCE}`", others.join("`, `")),
    };
    Finding::bad(CHECK, message, format!("ask for one with the scope `{AUDIENCE}`"))
}

fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&base64url(claims)?).ok().filter(Value::is_object)
}

/// Base64 with `-` and `_`, and without padding (RFC 4648, section 5).
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{"aud":"telemetry_apis","exp":1729439496}`, by coreutils' base64.
    const TOKEN: &str = "e30.eyJhdWQiOiJ0ZWxlbWV0cnlfYXBpcyIsImV4cCI6MTcyOTQzOTQ5Nn0.c2ln";

    fn messages(token: &str, unix_seconds: u64) -> Vec<String> {
        let now = UNIX_EPOCH + Duration::from_secs(unix_seconds);
        let shown = |finding: Finding| format!("{} {}", finding.level.name(), finding.message);
        findings(token, now).into_iter().map(shown).collect()
    }

    #[test]
    fn a_token_says_when_it_ends_and_whom_it_is_for() {
        let audience = "ok the token is for `telemetry_apis` (`aud`)";
        let good = "ok the token is good until 2024-10-20T15:51:36.000Z (`exp`)";
        assert_eq!(messages(TOKEN, 1_729_400_000), [good, audience]);
        let soon = "bad the token ends in 1 minutes: `exp` is 2024-10-20T15:51:36.000Z";
        assert_eq!(messages(TOKEN, 1_729_439_400), [soon, audience]);
        let expired = "bad the token has expired: `exp` is 2024-10-20T15:51:36.000Z";
        assert_eq!(messages(TOKEN, 1_729_439_497), [expired, audience]);
    }

    #[test]
    fn a_token_of_another_audience_or_of_none_is_told() {
        // {"aud":["a","b"],"exp":1729439496} and {}
        let other = messages("e30.eyJhdWQiOlsiYSIsImIiXSwiZXhwIjoxNzI5NDM5NDk2fQ.x", 0);
        assert_eq!(other[1], "bad the token is for `a`, `b` (`aud`), not for `telemetry_apis`");
        let none = messages("e30.e30.x", 0);
        assert_eq!(none[0], "bad the token does not say when it ends (`exp`)");
        assert_eq!(none[1], "bad the token does not say that it is for `telemetry_apis` (`aud`)");
    }

    #[test]
    fn what_is_no_token_is_said_to_be_none_and_not_shown() {
        for token in ["sk_live_secret", "a.b", "a.!.c", "e30.W10.x", "e30.e30.x.y"] {
            let said = messages(token, 0);
            assert_eq!(said, ["bad THRIVESTACK_ACCESS_TOKEN is no JWT, as the service's tokens are"], "{token}");
        }
    }
}
