//! Text of the service's without the credentials that it repeats.

use std::borrow::Cow;

/// Nothing shorter is a secret, and every other word would be found to have it.
const SHORTEST: usize = 4;

/// Puts `***` for each of the secrets, whole or escaped as in JSON, and for the beginning of one at the end of the text,
/// where an answer was cut off.
pub(super) fn without<'a, 's>(text: &'a str, secrets: impl IntoIterator<Item = &'s str>) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    for secret in secrets.into_iter().filter(|secret| secret.len() >= SHORTEST) {
        let escaped = serde_json::to_string(secret).unwrap_or_default();
        for form in [secret, escaped.trim_matches('"')] {
            if text.contains(form) {
                text = Cow::Owned(text.replace(form, "***"));
            }
        }
        if let Some(beginning) = beginning_at_the_end(&text, secret) {
            let kept = text.len() - beginning;
            let mut cut = text.into_owned();
            cut.truncate(kept);
            text = Cow::Owned(cut + "***");
        }
    }
    text
}

/// How many bytes of the secret's beginning the text ends with.
fn beginning_at_the_end(text: &str, secret: &str) -> Option<usize> {
    let lengths = secret.char_indices().map(|(index, _)| index).filter(|length| *length >= SHORTEST);
    lengths.rev().find(|length| secret.get(..*length).is_some_and(|beginning| text.ends_with(beginning)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_where_a_secret_is_repeated_is_covered() {
        let text = "key k-12\"34 and k-12\"34, in JSON \"k-12\\\"34\", but not k-12";
        assert_eq!(without(text, ["k-12\"34"]), "key *** and ***, in JSON \"***\", but not ***");
        assert_eq!(without("nothing of it", ["k-1234"]), "nothing of it");
    }

    #[test]
    fn what_is_cut_off_within_a_secret_is_covered_to_its_end() {
        assert_eq!(without("you sent eyJhbGciOi", ["eyJhbGciOiJSUzI1NiJ9.e30.c2ln"]), "you sent ***");
        assert_eq!(without("you sent eyJ", ["eyJhbGciOiJSUzI1NiJ9.e30.c2ln"]), "you sent eyJ");
    }

    #[test]
    fn what_is_too_short_to_be_a_secret_does_not_garble_the_text() {
        assert_eq!(without("the key is wrong", ["key", ""]), "the key is wrong");
    }
}
