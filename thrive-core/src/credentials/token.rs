//! What the service answers to `user/token`: an access token, and how long that lives.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::Secret;

/// The names under which a token may stand, at the top or inside of `data`. The service says `token`.
const NAMES: [&str; 3] = ["token", "access_token", "accessToken"];

/// Finds the token in an answer.
pub(super) fn find(body: &[u8]) -> Option<Secret> {
    let mut answer: Value = serde_json::from_slice(body).ok()?;
    let inside = answer.get_mut("data").map(Value::take).unwrap_or_default();
    [answer, inside].iter_mut().find_map(|object| {
        NAMES.iter().find_map(|name| match object.get_mut(name)?.take() {
            Value::String(text) => Some(text).filter(|text| is_token(text)).map(Secret::from),
            _ => None,
        })
    })
}

/// A bearer token in a header (RFC 6750, section 2.1) is printable and has no space.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// How long the token lives from now on, if it is a JWT (RFC 7519) that says so.
///
/// That is from `iat` to `exp` where it has both: the service's clock then is compared to itself, and ours may be wrong.
pub(super) fn life(token: &str, now: SystemTime) -> Option<Duration> {
    let claims: Value = serde_json::from_slice(&decode(token.split('.').nth(1)?)?).ok()?;
    let seconds = |name| claims.get(name).and_then(Value::as_f64);
    let start = match seconds("iat") {
        Some(issued) => issued,
        None => now.duration_since(UNIX_EPOCH).ok()?.as_secs_f64(),
    };
    Duration::try_from_secs_f64((seconds("exp")? - start).max(0.0)).ok()
}

/// Base64 for URLs, with or without padding (RFC 4648, section 5).
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.trim_end_matches('=').bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
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

    /// 2024-08-29T12:54:57Z
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_724_936_097)
    }

    /// Tokens whose claims were encoded by another program.
    const ISSUED_AND_EXPIRES: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE3MjQ5MzYwOTcsImV4cCI6MTcyNTAxNDA5N30.c2ln"; // 78,000 s
    const EXPIRES: &str = "e30.eyJhdWQiOiJ0ZWxlbWV0cnlfYXBpcyIsImV4cCI6MTcyNDkzOTY5N30.c2ln"; // an hour after `now`

    #[test]
    fn the_token_is_found_where_services_put_it() {
        for body in [
            r#"{"token":"a.b.c","response_id":"7e51e59e"}"#,
            r#"{"success":true,"access_token":"a.b.c"}"#,
            r#"{"token":null,"accessToken":"a.b.c"}"#,
            r#"{"data":{"token":"a.b.c"}}"#,
            r#"{"token":"not one","data":{"access_token":"a.b.c"}}"#,
        ] {
            assert_eq!(find(body.as_bytes()).unwrap().expose(), "a.b.c", "{body}");
        }
        for body in
            ["", "a.b.c", "[]", "{}", r#"{"token":""}"#, r#"{"token":"a\nb"}"#, r#"{"token":7}"#, r#"{"data":[]}"#]
        {
            assert!(find(body.as_bytes()).is_none(), "{body}");
        }
    }

    #[test]
    fn a_token_lives_from_its_issue_to_its_expiry_by_the_clock_of_the_service() {
        assert_eq!(life(ISSUED_AND_EXPIRES, now() + Duration::from_secs(1 << 30)), Some(Duration::from_secs(78_000)));
    }

    #[test]
    fn a_token_that_only_expires_lives_until_then() {
        assert_eq!(life(EXPIRES, now()), Some(Duration::from_secs(3_600)));
        assert_eq!(life(EXPIRES, now() + Duration::from_secs(4_000)), Some(Duration::ZERO));
    }

    #[test]
    fn what_does_not_say_how_long_it_lives_is_not_guessed_at() {
        for token in ["", "opaque", "a.b.c", "e30.e30.c2ln", "e30.!!!.c2ln", "e30.eyJleHAiOiJzb29uIn0.c2ln"] {
            assert_eq!(life(token, now()), None, "{token}");
        }
    }

    #[test]
    fn base64_is_decoded_as_its_specification_shows() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zg", b"f"),
            ("Zm8", b"fo"),
            ("Zm9v", b"foo"),
            ("Zm9vYmFy", b"foobar"),
            ("-_8", b"\xfb\xff"),
            ("+/8=", b"\xfb\xff"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes), "{text}");
        }
    }
}
