use std::sync::Arc;

use super::*;
use crate::envelope::written_by;
use crate::value::TrackValue;

/// The key of RFC 4231's second test case.
fn hash_of(value: impl TrackValue) -> String {
    let key = Arc::new(HashKey::of("Jefe"));
    let (json, fault) = written_by(Some(&key), |out| out.hashed(|out| value.encode(out)));
    assert_eq!(fault, None);
    json
}

#[test]
fn the_hash_is_hmac_sha256_in_hexadecimal_digits() {
    assert_eq!(
        hash_of("what do ya want for nothing?"),
        r#""5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843""#
    );
}

#[test]
fn the_text_is_hashed_and_not_its_json() {
    // printf 'a"\\\n\001é' | openssl dgst -sha256 -hmac Jefe
    assert_eq!(hash_of("a\"\\\n\u{1}é"), r#""6af893950c15c545edb7377bd3eb245cd29a2271d92e807108497695e248aa38""#);
}

#[test]
fn an_integer_is_hashed_as_its_digits() {
    assert_eq!(hash_of(-42), hash_of("-42"));
    assert_ne!(hash_of(42), hash_of(-42));
}

#[test]
fn what_was_written_before_stays() {
    let key = Arc::new(HashKey::of("Jefe"));
    let (json, _) = written_by(Some(&key), |out| {
        out.raw("{\"a\\\\\":");
        out.hashed(|out| "what do ya want for nothing?".encode(out));
        out.raw("}");
    });
    assert_eq!(json, r#"{"a\\":"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}"#);
}

#[test]
fn without_a_key_it_is_a_fault() {
    let (_, fault) = written_by(None, |out| out.hashed(|out| "a".encode(out)));
    assert_eq!(fault.map(|(_, fault)| fault), Some(Fault::NoHashKey));
}

#[test]
fn a_key_is_never_printed() {
    assert_eq!(format!("{:?}", HashKey::of("s3cret")), "***");
}
